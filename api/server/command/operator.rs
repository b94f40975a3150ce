//! Invite an operator, with the one-time link that they come in by.
use access::{
    Chance,
    platform::{NewOperator, OperatorRole, invite_operator},
};
use kernel::{Email, Error, Name};

use super::place::Place;
use crate::config::InvitedOperator;

const LINK_LIFE_HOURS: i32 = 24;

/// Invites them and answers with the secret of the link, which is kept only as its hash. Whoever may run this command may make anybody an operator.
pub async fn create(place: &Place, invited: &InvitedOperator) -> Result<String, Error> {
    let link = invite(place, invited).await?;
    link.ok_or_else(|| refuse("--email is of an operator with another role, or of one whose account is closed"))
}

/// The same; none where somebody of that address has another role, or is closed.
pub async fn invite(place: &Place, invited: &InvitedOperator) -> Result<Option<String>, Error> {
    let email = Email::parse(&invited.email).map_err(|_| refuse("--email must be an e-mail address"))?;
    let name = Name::parse(&invited.name).map_err(|_| refuse("--name must have 1 to 120 characters"))?;
    let role = OperatorRole::parse(&invited.role).ok_or_else(|| refuse("--role must be support, ops or security"))?;
    let new = NewOperator { email, name, role, link_life_hours: LINK_LIFE_HOURS };
    invite_operator(&place.directory, &place.passwords(), &Chance::of_system(), &new).await
}

fn refuse(why: &str) -> Error {
    std::io::Error::other(why.to_owned()).into()
}

/// Where the screen is that takes the link: behind the `#`, which no browser sends to a server.
pub fn way_in(origin: &str, link: &str) -> String {
    format!("{origin}/operator/enter#{link}")
}
