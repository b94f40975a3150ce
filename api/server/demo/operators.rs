//! The operators of the demo. Nobody runs an installation by a password that everybody knows: each start prints links, by which they choose their own.
use kernel::Error;

use crate::{
    command::{operator, place::Place},
    config::InvitedOperator,
};

/// Name, address, role: two of `ops`, for one alone suspends nobody, one who asks owners to be let in, and two who watch them and let others in.
const OPERATORS: [(&str, &str, &str); 5] = [
    ("Oda Finch", "ops@operators.example", "ops"),
    ("Kofi Mensah", "ops2@operators.example", "ops"),
    ("Liv Strand", "support@operators.example", "support"),
    ("Vera Lindholm", "security@operators.example", "security"),
    ("Tove Aasen", "security2@operators.example", "security"),
];

/// Invites them, also those who came in before, but none whom others have closed; says where each comes in.
pub async fn ways_in(place: &Place, origin: &str) -> Result<String, Error> {
    let mut rows = Vec::new();
    for (name, email, role) in OPERATORS {
        let invited = InvitedOperator { email: email.into(), name: name.into(), role: role.into() };
        let Some(link) = operator::invite(place, &invited).await? else { continue };
        rows.push(format!("    {email:<32} {name}, {role}\n      {}\n", operator::way_in(origin, &link)));
    }
    Ok(format!(
        "  The operators' console is at {origin}/operator. Each link sets a password and an authenticator app, once, within a day:\n{}",
        rows.concat()
    ))
}
