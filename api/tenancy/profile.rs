//! A profile: what each person sets for themselves.
pub mod cancel_email_change;
pub mod change_email;
pub mod get;
pub mod update;

use access::{
    Action, EmailChange, Shown, Work,
    catalogue::{CancelOwnEmailChange, ChangeOwnEmail, UpdateOwnProfile},
};
use chrono::{DateTime, Utc};
use kernel::{Email, Error, Locale, Revision, TimeZone};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{organisation, person::Person, refusals};

/// The caller, with the language and the time zone to show things in.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProfileView {
    #[serde(flatten)]
    person: Person,
    /// The person's own, else the organisation's.
    locale_in_use: Locale,
    /// The person's own, else the organisation's.
    time_zone_in_use: TimeZone,
    /// Null while no other address is wished for.
    email_change: Option<EmailChangeView>,
    actions: Vec<Action>,
}

/// A wish for another address, which waits for one mailbox or both.
#[derive(Debug, Serialize, ToSchema)]
pub struct EmailChangeView {
    /// The address that is wished for.
    email: Email,
    asked_at: DateTime<Utc>,
    /// From then on its links open nothing.
    expires_at: DateTime<Utc>,
    /// Whether the mailbox of the present address has agreed.
    is_old_confirmed: bool,
    /// Whether the mailbox of the new address has agreed.
    is_new_confirmed: bool,
}

impl From<EmailChange> for EmailChangeView {
    fn from(change: EmailChange) -> Self {
        let EmailChange { email, asked_at, expires_at, old_confirmed, new_confirmed } = change;
        Self { email, asked_at, expires_at, is_old_confirmed: old_confirmed, is_new_confirmed: new_confirmed }
    }
}

/// The profile of this person, who is the caller.
async fn shown<P>(work: &mut Work<'_, P>, person: Person) -> Result<ProfileView, Error> {
    let organisation = organisation::read(work).await?;
    let email_change = work.own_email_change().await?;
    let may_cancel = if email_change.is_some() { Ok(()) } else { Err(refusals::NO_EMAIL_CHANGE) };
    let caller = work.caller();
    let actions = vec![
        caller.action::<UpdateOwnProfile>(Ok::<(), Error>(())),
        caller.action::<ChangeOwnEmail>(Ok::<(), Error>(())),
        caller.action::<CancelOwnEmailChange>(may_cancel),
    ];
    Ok(ProfileView {
        locale_in_use: person.locale.clone().unwrap_or_else(|| organisation.locale.clone()),
        time_zone_in_use: person.time_zone.unwrap_or(organisation.time_zone),
        email_change: email_change.map(EmailChangeView::from),
        actions,
        person,
    })
}

impl Shown for ProfileView {
    fn revision(&self) -> Option<Revision> {
        Some(self.person.revision)
    }
}
