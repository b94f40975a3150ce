//! Signing an organisation up: noted of anybody alike, answered by the worker, and founded by whoever reads the mailbox.
use chrono::{DateTime, Utc};
use kernel::{Error, OrgId};
use serde::Serialize;
use serde_json::{Map, Value};

use super::CrossTenant;
use crate::{
    Home, Region,
    founding::{FIRST_ROLES, FirstPolicy},
    home::line_belongs_to,
    outage::unavailable,
    way_in::{AskingSignUp, ConfirmingSignUp, ReadingSignUp, SeeingSignUp, WayIn},
};

/// How a free name is looked for: behind the one that was wished for stands a number up to this.
const NAMES_TRIED: u8 = 20;
/// Most characters of a name.
const NAME_CHARS_MAX: usize = 63;

/// What somebody signs up for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::FromRow)]
pub struct SignUp {
    pub email: String,
    pub person_name: String,
    pub organisation_name: String,
    /// The name that one will sign in with.
    pub slug: String,
    pub base_currency: String,
    pub time_zone: String,
    pub locale: String,
    /// Whether an operator invited them; they found an organisation also where nobody may sign up.
    #[serde(skip)]
    pub is_invited: bool,
}

/// How often it may be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignUpLimits {
    /// For one address, within a day.
    pub account_max: i32,
    /// From one network, within an hour.
    pub network_max: i32,
    /// In one home, within a day.
    pub home_max: i32,
}

/// What is founded with, beside what was signed up for.
#[derive(Debug)]
pub struct FoundingBy<'a> {
    pub link_hash: &'a [u8; 32],
    /// The name that one will sign in with.
    pub slug: &'a str,
    pub policy: &'a FirstPolicy,
    pub password_hash: &'a str,
}

/// What a link did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum SignUpFounded {
    Founded,
    /// Another organisation has the name; the link stays as it was.
    Taken,
    /// The link opens nothing.
    Spent,
}

impl CrossTenant<SeeingSignUp> {
    /// Where an organisation may be.
    pub fn regions(&self) -> Vec<Region> {
        self.homes.regions()
    }
}

impl CrossTenant<AskingSignUp> {
    /// Where the organisation will be, if there is a home in its region.
    pub fn home_in(&self, region: Option<Region>) -> Result<Option<&Home>, Error> {
        let home = self.homes.for_newcomers(region)?;
        if let Some(home) = home {
            line_belongs_to(&home.code);
        }
        Ok(home)
    }

    /// Notes the wish; or how many seconds to wait, for there were too many.
    pub async fn ask_sign_up(
        &self,
        home: &Home,
        wish: &SignUp,
        account_hash: &[u8; 32],
        limits: SignUpLimits,
    ) -> Result<Option<u32>, Error> {
        let wait: Option<i32> = sqlx::query_scalar("select door.ask_sign_up($1, $2, $3, $4, $5, $6, $7)")
            .bind(serde_json::to_value(wish)?)
            .bind(account_hash.as_slice())
            .bind(self.origin.network_text())
            .bind(self.origin.request_id)
            .bind(limits.account_max)
            .bind(limits.network_max)
            .bind(limits.home_max)
            .fetch_one(&home.database.sign_in)
            .await
            .map_err(unavailable)?;
        Ok(wait.map(u32::try_from).transpose()?)
    }
}

impl<W: WayIn> CrossTenant<W> {
    async fn sign_up(&self, home: &Home, link_hash: &[u8; 32]) -> Result<Option<SignUp>, Error> {
        let statement = "select email, person_name, organisation_name, slug, base_currency, time_zone, locale, is_invited from door.read_sign_up($1)";
        let found = sqlx::query_as(statement).bind(link_hash.as_slice());
        found.fetch_optional(&home.database.sign_in).await.map_err(unavailable)
    }

    async fn free(&self, wished: &str) -> Result<Option<String>, Error> {
        let names = names_like(wished);
        let taken = self.homes.taken_of(&names).await?;
        Ok(names.into_iter().find(|name| !taken.contains(name)))
    }
}

impl CrossTenant<ReadingSignUp> {
    /// What this link would found, while it can be used.
    pub async fn read_sign_up(&self, home: &Home, link_hash: &[u8; 32]) -> Result<Option<SignUp>, Error> {
        self.sign_up(home, link_hash).await
    }

    /// The wished name, or one like it, that no organisation has.
    pub async fn free_name(&self, wished: &str) -> Result<Option<String>, Error> {
        self.free(wished).await
    }
}

impl CrossTenant<ConfirmingSignUp> {
    /// What this link would found, while it can be used.
    pub async fn read_sign_up(&self, home: &Home, link_hash: &[u8; 32]) -> Result<Option<SignUp>, Error> {
        self.sign_up(home, link_hash).await
    }

    /// The wished name, or one like it, that no organisation has.
    pub async fn free_name(&self, wished: &str) -> Result<Option<String>, Error> {
        self.free(wished).await
    }

    /// Founds it, and uses the link up. The name is taken in the directory first, and kept there last: whatever breaks between leaves no name that leads
    /// nowhere.
    pub async fn found_organisation(&self, home: &Home, by: FoundingBy<'_>) -> Result<SignUpFounded, Error> {
        let at: DateTime<Utc> =
            sqlx::query_scalar("select door.now()").fetch_one(&home.database.sign_in).await.map_err(unavailable)?;
        let new_id = |place| home.database.chance.id(at, place);
        let org_id = OrgId(new_id(0));
        let Some(name) = self.homes.take_name(by.slug, org_id, &home.code).await? else {
            return Ok(SignUpFounded::Taken);
        };
        let roles: Map<String, Value> =
            FIRST_ROLES.into_iter().map(|role| (role.code().to_owned(), Value::from(role.permissions()))).collect();
        let (link_hash, slug, password_hash) = (*by.link_hash, by.slug.to_owned(), by.password_hash.to_owned());
        let (policy, ids) = (by.policy.clone(), [new_id(1), new_id(2)]);
        let (network, request_id) = (self.origin.network_text(), self.origin.request_id);
        let pool = home.database.sign_in.clone();
        // By itself: whoever closes the connection now must not part the home from the directory.
        let founding = actix_web::rt::spawn(async move {
            let statement = "select door.found_organisation($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
            let founded: SignUpFounded = sqlx::query_scalar(statement)
                .bind(link_hash.as_slice())
                .bind(slug)
                .bind(org_id)
                .bind(ids[0])
                .bind(ids[1])
                .bind(policy.name)
                .bind(&policy.definition)
                .bind(Value::Object(roles))
                .bind(password_hash)
                .bind(network)
                .bind(request_id)
                .fetch_one(&pool)
                .await
                .map_err(unavailable)?;
            if founded == SignUpFounded::Founded {
                name.keep().await?;
            }
            Ok(founded)
        });
        founding.await.map_err(std::io::Error::other)?
    }
}

// The name itself, and the same with numbers behind it.
fn names_like(wished: &str) -> Vec<String> {
    let numbered = (2..=NAMES_TRIED).map(|number| {
        let ending = format!("-{number}");
        let chars = NAME_CHARS_MAX.saturating_sub(ending.len());
        let stem: String = wished.chars().take(chars).collect();
        format!("{}{ending}", stem.trim_end_matches('-'))
    });
    std::iter::once(wished.to_owned()).chain(numbered).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_tried_with_numbers_behind_them_and_stay_short_enough() {
        let [short, long] = ["harbour-house", &"a".repeat(63)].map(names_like);

        assert_eq!(short.get(..3).unwrap_or_default(), ["harbour-house", "harbour-house-2", "harbour-house-3"]);
        assert_eq!(short.len(), usize::from(NAMES_TRIED));
        assert!(long.iter().all(|name| name.len() == NAME_CHARS_MAX));
    }
}
