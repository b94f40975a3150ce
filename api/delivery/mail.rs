//! A mail as its organisation sees it: to whom, about what, and how it stands; never what it says.
pub mod list;
pub(crate) mod post;
pub mod resend;
mod store;

pub(crate) use store::COLUMNS;

use access::{Action, Caller, Shown, catalogue::ResendMails};
use chrono::{DateTime, Utc};
use kernel::{MailId, PersonId, Refusal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{MailKind, refusals};

/// How a mail stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum MailState {
    /// It is to be sent, now or after a while.
    Waiting,
    /// It is being handed to the mail server.
    Sending,
    /// The mail server has taken it.
    Sent,
    /// It will not be sent: the mail server refused it, or it was of no use any more before one took it.
    Failed,
}

/// A mail.
#[derive(Debug, Clone, Serialize, sqlx::FromRow, ToSchema)]
pub struct Mail {
    pub id: MailId,
    #[sqlx(try_from = "String")]
    pub kind: MailKind,
    #[schema(example = "requester@harbour-house.example", max_length = 254)]
    pub address: String,
    /// Whose address it was, where that is somebody of the organisation.
    pub person_id: Option<PersonId>,
    pub state: MailState,
    pub asked_at: DateTime<Utc>,
    /// From then on it is of no use and no server is asked any more.
    pub expires_at: DateTime<Utc>,
    /// When it was sent, or given up.
    pub ended_at: Option<DateTime<Utc>>,
    /// When the mail server is asked next, while it waits.
    pub next_at: Option<DateTime<Utc>>,
    /// How often a mail server was asked.
    #[schema(example = 1, minimum = 0)]
    pub attempts: i32,
    /// What the mail server last said when it did not take it.
    #[schema(example = "550 5.1.1 mailbox unavailable", max_length = 500)]
    pub reply: Option<String>,
    /// Whether it still holds the secret of a link.
    #[serde(skip)]
    pub is_sealed: bool,
}

/// A mail, with what the caller may do about it.
#[derive(Debug, Serialize, ToSchema)]
pub struct MailView {
    #[serde(flatten)]
    mail: Mail,
    actions: Vec<Action>,
}

impl Shown for MailView {}

impl Mail {
    /// Only what failed, and only while its link would open something.
    pub fn may_be_resent(&self, now: DateTime<Utc>) -> Result<(), Refusal> {
        if self.state != MailState::Failed {
            return Err(refusals::MAIL_NOT_FAILED);
        }
        let has_live_link = self.is_sealed && self.expires_at > now;
        if self.kind.holds_link() && !has_live_link { Err(refusals::MAIL_EXPIRED) } else { Ok(()) }
    }

    /// With the actions open to `caller`.
    pub fn seen_by(self, caller: &Caller, now: DateTime<Utc>) -> MailView {
        MailView { actions: vec![caller.action::<ResendMails>(self.may_be_resent(now))], mail: self }
    }
}

#[cfg(test)]
mod tests {
    use chrono::Duration;
    use uuid::Uuid;

    use super::*;

    const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

    fn failed(kind: MailKind, is_sealed: bool, expires_at: DateTime<Utc>) -> Mail {
        Mail {
            id: MailId(Uuid::nil()),
            kind,
            address: "a@b.example".into(),
            person_id: None,
            state: MailState::Failed,
            asked_at: NOW,
            expires_at,
            ended_at: Some(NOW),
            next_at: None,
            attempts: 1,
            reply: None,
            is_sealed,
        }
    }

    #[test]
    fn what_failed_is_sent_once_more_as_long_as_its_link_opens_something() {
        let later = NOW + Duration::minutes(1);

        assert_eq!(failed(MailKind::PasswordChanged, false, NOW).may_be_resent(NOW), Ok(()));
        assert_eq!(failed(MailKind::PasswordReset, true, later).may_be_resent(NOW), Ok(()));
        assert_eq!(failed(MailKind::PasswordReset, true, NOW).may_be_resent(NOW), Err(refusals::MAIL_EXPIRED));
        assert_eq!(failed(MailKind::PasswordReset, false, later).may_be_resent(NOW), Err(refusals::MAIL_EXPIRED));
    }

    #[test]
    fn what_did_not_fail_is_not_sent_once_more() {
        for state in [MailState::Waiting, MailState::Sending, MailState::Sent] {
            let mail = Mail { state, ..failed(MailKind::PasswordChanged, false, NOW) };
            assert_eq!(mail.may_be_resent(NOW), Err(refusals::MAIL_NOT_FAILED), "{state:?}");
        }
    }
}
