//! The operators of the installation, and who is to be one.
pub mod create;
pub mod list;
pub(crate) mod store;

use access::{Shown, platform::OperatorRole};
use chrono::{DateTime, Utc};
use kernel::Error;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// An operator, as those see them who watch over all.
#[derive(Debug, Serialize, ToSchema)]
pub struct OperatorView {
    pub id: Uuid,
    #[schema(example = "ops@operators.example", max_length = 254)]
    pub email: String,
    #[schema(example = "Oda Finch", max_length = 120)]
    pub name: String,
    pub role: OperatorRole,
    pub state: OperatorState,
    /// When they were invited, or asked for.
    pub since: DateTime<Utc>,
    /// Null where they never did.
    pub signed_in_at: Option<DateTime<Utc>>,
    /// Whether they have an app, and so a password: one is never without the other.
    pub has_app: bool,
    #[schema(example = 1, minimum = 0, maximum = 10)]
    pub passkeys: i32,
    /// Until when the link opens that was given to them last; null where none does.
    pub link_expires_at: Option<DateTime<Utc>>,
    /// What waits for a second operator.
    pub waiting: Option<OperatorWaitingView>,
}

/// Whether an operator gets in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OperatorState {
    /// They are to be invited, once a second operator agrees.
    AskedFor,
    /// They have a link, and have not come in by it.
    Invited,
    Active,
    /// For good.
    Closed,
}

impl OperatorState {
    pub(crate) fn read(code: &str) -> Result<Self, Error> {
        match code {
            "asked_for" => Ok(Self::AskedFor),
            "invited" => Ok(Self::Invited),
            "active" => Ok(Self::Active),
            "closed" => Ok(Self::Closed),
            _ => Err(std::io::Error::other("a state that nobody knows").into()),
        }
    }
}

/// What two operators decide about a third.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OperatorAct {
    /// Let somebody in.
    Invite,
    /// Close an account.
    Close,
    /// Mail a new link to somebody who lost what they sign in with.
    Renew,
}

impl OperatorAct {
    /// As the database calls it.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Invite => "invite",
            Self::Close => "close",
            Self::Renew => "renew",
        }
    }

    pub(crate) fn read(code: &str) -> Result<Self, Error> {
        match code {
            "invite" => Ok(Self::Invite),
            "close" => Ok(Self::Close),
            "renew" => Ok(Self::Renew),
            _ => Err(std::io::Error::other("an act that nobody knows").into()),
        }
    }

    /// What is confirmed.
    pub(crate) fn title(self, email: &str) -> String {
        match self {
            Self::Invite => format!("Invite {email} as an operator"),
            Self::Close => format!("Close the operator account of {email}"),
            Self::Renew => format!("Mail a new link to {email}"),
        }
    }

    /// What happens by it.
    pub(crate) fn effect(self) -> &'static str {
        match self {
            Self::Invite => {
                "a link is mailed to them, good for a day; by it they set a password and an app, and may do what their role may."
            }
            Self::Close => {
                "every sign-in of theirs ends at once, nothing of theirs opens anything, and what they asked for lapses. It stays closed."
            }
            Self::Renew => {
                "a link is mailed to them, good for a day; used, it replaces their password, their app and every passkey."
            }
        }
    }
}

/// What waits for a second operator.
#[derive(Debug, Serialize, ToSchema)]
pub struct OperatorWaitingView {
    pub id: Uuid,
    pub act: OperatorAct,
    #[schema(max_length = 500)]
    pub reason: String,
    pub asked_by: Uuid,
    #[schema(example = "Vera Lindholm", max_length = 120)]
    pub asked_by_name: String,
    pub asked_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

/// What was asked for about an operator, and what became of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct OperatorChangeView {
    pub id: Uuid,
    pub act: OperatorAct,
    /// Whom it is about; somebody who is asked for is found by it, too.
    pub operator_id: Uuid,
    #[schema(example = "ops@operators.example", max_length = 254)]
    pub email: String,
    #[schema(example = "Oda Finch", max_length = 120)]
    pub name: String,
    pub role: OperatorRole,
    #[schema(max_length = 500)]
    pub reason: String,
    /// Which operator asked for it.
    pub asked_by: Uuid,
    pub asked_at: DateTime<Utc>,
    /// When it lapses, if nobody carries it out.
    pub expires_at: DateTime<Utc>,
    /// Which other operator carried it out; null while it waits.
    pub carried_out_by: Option<Uuid>,
    pub carried_out_at: Option<DateTime<Utc>>,
    /// Which operator took it back.
    pub withdrawn_by: Option<Uuid>,
    pub withdrawn_at: Option<DateTime<Utc>>,
}

impl Shown for OperatorChangeView {}

/// Where those who were asked for are listed, too.
pub(crate) const LIST: &str = "/v1/operator/operators";
