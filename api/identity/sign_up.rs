//! Signing an organisation up: a wish, a mail to its address, and nothing of an organisation before the link in it was used.
pub mod confirm;
pub mod create;
mod mailed;
pub mod offer;
pub mod read;

use access::{SignUp, SignUpLimits, founding::FirstPolicy};
pub use create::{CreateSignUp, not_offered};
use kernel::{Currency, Error};
pub use mailed::{INVITATION_DAYS, answer_sign_ups};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{refusals, session::Refused};

/// Whether organisations are signed up for here, how often, and what each begins with.
#[derive(Debug, Clone, Copy)]
pub struct SignUps {
    pub is_open: bool,
    pub limits: SignUpLimits,
    /// The approval policy of a new organisation, in its currency.
    pub first_policy: fn(Currency) -> Result<FirstPolicy, Error>,
}

impl SignUps {
    /// Where nobody signs up.
    pub fn none(first_policy: fn(Currency) -> Result<FirstPolicy, Error>) -> Self {
        Self { is_open: false, limits: SignUpLimits { account_max: 1, network_max: 1, home_max: 1 }, first_policy }
    }

    /// Why nobody signs up here, where that is so.
    fn closed(&self) -> Option<Refused> {
        (!self.is_open).then(|| Refused::plain(refusals::SIGN_UP_CLOSED))
    }

    /// The same of a link, which opens something where an operator invited whoever holds it.
    fn closed_to(&self, wish: &SignUp) -> Option<Refused> {
        self.closed().filter(|_| !wish.is_invited)
    }

    /// What is said of a link that opens nothing.
    fn spent(&self) -> Refused {
        self.closed().unwrap_or_else(|| Refused::plain(refusals::SIGN_UP_SPENT))
    }
}

/// What a link would found.
#[derive(Debug, Serialize, ToSchema)]
pub struct SignUpView {
    /// The name to sign in with that was wished for.
    #[schema(example = "harbour-house", max_length = 63)]
    pub organisation: String,
    /// That name, or one like it that no organisation has; null where each of the nearest is taken.
    #[schema(example = "harbour-house-2", max_length = 63)]
    pub free_organisation: Option<String>,
    #[schema(example = "Harbour House", max_length = 120)]
    pub organisation_name: String,
    #[schema(example = "owner@harbour-house.example", max_length = 254)]
    pub email: String,
    #[schema(example = "Olive Hart", max_length = 120)]
    pub person_name: String,
}
