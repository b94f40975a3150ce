//! Create an organisation, with the one-time link of its first owner.
use access::{
    Chance, Entering,
    founding::{self, FIRST_ROLES, Founder, Founding, Joining},
    migrations,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use kernel::{Currency, Email, Error, Name};
use sha2::{Digest, Sha256};

use super::{migrate::must_be, place::Place};
use crate::config::NewOrganisation;

const LINK_LIFE_HOURS: i32 = 72;

/// Creates it and answers with the secret of the link, which is kept only as its hash.
pub async fn create(place: &Place, new: &NewOrganisation) -> Result<String, Error> {
    let refuse = |why: &str| Error::from(std::io::Error::other(why.to_owned()));
    let currency = Currency::parse(&new.base_currency)
        .map_err(|_| refuse("--base-currency must be a currency of ISO 4217 such as EUR"))?;
    let name = Name::parse(&new.name).map_err(|_| refuse("--name must have 1 to 120 characters"))?;
    let owner = Name::parse(&new.owner_name).map_err(|_| refuse("--owner-name must have 1 to 120 characters"))?;
    let email = Email::parse(&new.owner_email).map_err(|_| refuse("--owner-email must be an e-mail address"))?;
    let chance = Chance::of_system();
    let home = place.home(new.home.as_deref())?;
    let secret = home.code.mint(&URL_SAFE_NO_PAD.encode(chance.bytes::<32>()));
    must_be(&home.code, &migrations::settle(&home.address, &place.passwords(), &home.code).await?)?;
    let mut connection = founding::connect(&home.address, &place.passwords()).await?;
    if founding::find(&mut connection, &new.slug).await?.is_some() {
        return Err(refuse("--slug is taken: an organisation of that name lives here already"));
    }
    let founding = Founding {
        slug: &new.slug,
        name: name.as_str(),
        base_currency: &new.base_currency,
        time_zone: &new.time_zone,
        locale: "en-GB",
    };
    let mut founder = Founder::begin(&mut connection, &chance, &founding).await?;
    let entering = Entering::begin(&place.directory, &new.slug, founder.org_id(), &home.code).await?;
    let entering =
        entering.ok_or_else(|| refuse("--slug is taken: an organisation of that name lives in some home"))?;
    let joining = Joining { name: owner.as_str(), email: email.as_str(), roles: &FIRST_ROLES, department: None };
    let person = founder.add_person(&joining).await?;
    approval::found(&mut founder, currency).await?;
    founder.make_link(person, &Sha256::digest(&secret).into(), LINK_LIFE_HOURS).await?;
    founder.commit().await?;
    entering.keep().await?;
    Ok(secret)
}
