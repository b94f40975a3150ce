//! A profile: what each person sets for themselves.
pub mod get;
pub mod update;

use access::{Action, Caller, Shown, catalogue::UpdateOwnProfile};
use kernel::{Error, Locale, Revision, TimeZone};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{organisation::Organisation, person::Person};

/// The caller, with the language and the time zone to show things in.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProfileView {
    #[serde(flatten)]
    person: Person,
    /// The person's own, else the organisation's.
    locale_in_use: Locale,
    /// The person's own, else the organisation's.
    time_zone_in_use: TimeZone,
    actions: Vec<Action>,
}

impl Person {
    /// This person's own profile.
    pub fn profile(self, organisation: &Organisation, caller: &Caller) -> ProfileView {
        ProfileView {
            locale_in_use: self.locale.clone().unwrap_or_else(|| organisation.locale.clone()),
            time_zone_in_use: self.time_zone.unwrap_or(organisation.time_zone),
            actions: vec![caller.action::<UpdateOwnProfile>(Ok::<(), Error>(()))],
            person: self,
        }
    }
}

impl Shown for ProfileView {
    fn revision(&self) -> Option<Revision> {
        Some(self.person.revision)
    }
}
