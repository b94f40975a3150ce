//! How an organisation stands, and what two operators decide about it: one asks and says why, another carries it out.
pub(crate) mod store;

use access::{
    Confirmed, Intent, Shown,
    platform::{PlatformWork, catalogue::PlatformConfirmable},
};
use chrono::{DateTime, Utc};
use identity::Slug;
use kernel::{Error, Text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::refusals;

/// How long what was asked for waits for somebody else.
pub(crate) const WAITS_S: i32 = 24 * 3600;

/// What is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    Suspend,
    Resume,
    Delete,
    Restore,
}

impl Act {
    /// As the database calls it.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Suspend => "suspend",
            Self::Resume => "resume",
            Self::Delete => "delete",
            Self::Restore => "restore",
        }
    }

    /// What is confirmed. The name that it signs in with says which one it is: nobody chooses another's.
    fn title(self, organisation: &Slug) -> String {
        let organisation = organisation.as_str();
        match self {
            Self::Suspend => format!("Suspend {organisation}"),
            Self::Resume => format!("Let {organisation} in again"),
            Self::Delete => format!("Delete {organisation}"),
            Self::Restore => format!("Restore {organisation}"),
        }
    }

    /// What happens by it.
    fn effect(self) -> &'static str {
        match self {
            Self::Suspend => {
                "from the next request on it lets nobody in; every sign-in of its people ends for good, and nothing is deleted."
            }
            Self::Resume => "its people may sign in again, and its keys and links open what they opened.",
            Self::Delete => "from the next request on it lets nobody in; then everything in it goes for good.",
            Self::Restore => "it is as it was before it was to be deleted.",
        }
    }

    pub(crate) fn read(code: &str) -> Result<Self, Error> {
        match code {
            "suspend" => Ok(Self::Suspend),
            "resume" => Ok(Self::Resume),
            "delete" => Ok(Self::Delete),
            "restore" => Ok(Self::Restore),
            _ => Err(std::io::Error::other("an act that nobody knows").into()),
        }
    }
}

/// Why it is asked for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskStanding {
    /// The organisation reads it in its own trail.
    #[schema(example = "Unpaid since March; agreed with the customer on the phone.")]
    pub reason: Text,
}

/// What was asked for, and what became of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct StandingChangeView {
    pub id: Uuid,
    pub act: Act,
    /// The name that the organisation signs in with.
    #[schema(example = "harbour-house", max_length = 63)]
    pub organisation: String,
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
    /// When what is in the organisation goes, of a deletion that was carried out.
    pub deletes_at: Option<DateTime<Utc>>,
}

impl Shown for StandingChangeView {}

/// Asks for it.
pub(crate) async fn ask<P>(
    work: &mut PlatformWork<'_, P>,
    act: Act,
    organisation: &Slug,
    reason: &Text,
) -> Result<(StandingChangeView, Option<String>), Error> {
    let asked = store::ask(work, act, organisation.as_str(), reason.as_str()).await?;
    let asked = asked.ok_or_else(Error::not_found)?;
    Ok((asked, Some("/v1/operator/organisations".to_owned())))
}

/// Takes back what was asked for.
pub(crate) async fn withdraw<P>(
    work: &mut PlatformWork<'_, P>,
    act: Act,
    organisation: &Slug,
) -> Result<(StandingChangeView, Option<String>), Error> {
    let withdrawn = store::withdraw(work, act, organisation.as_str()).await?;
    Ok((withdrawn.ok_or(refusals::SUSPENSION_NOT_ASKED)?, None))
}

/// Has whoever carries it out read what somebody else asked for, and goes on once they have confirmed it.
pub(crate) async fn confirmed<P: PlatformConfirmable>(
    work: &mut PlatformWork<'_, P>,
    act: Act,
    organisation: &Slug,
    effects: Vec<String>,
) -> Result<Confirmed<P>, Error> {
    let waiting = store::review(work, act, organisation.as_str()).await?.ok_or(refusals::SUSPENSION_NOT_ASKED)?;
    let mut lines = vec![
        format!("Organisation: {}, in home {}", organisation.as_str(), waiting.home),
        format!("Why: {}", waiting.reason),
        format!("Asked for by: {} <{}>", waiting.asked_by_name, waiting.asked_by_email),
        format!("Asked for on: {}", waiting.asked_at.format("%-d %B %Y at %H:%M (UTC)")),
    ];
    lines.extend(effects);
    work.confirmed(Intent { target: waiting.change_id, title: act.title(organisation), lines }).await
}

/// Carries out what somebody else asked for: in the directory, then in the organisation's home, and only then is the decision kept.
pub(crate) async fn carry_out<P: PlatformConfirmable>(
    work: &mut PlatformWork<'_, P>,
    act: Act,
    organisation: &Slug,
) -> Result<(StandingChangeView, Option<String>), Error> {
    let confirmed = confirmed(work, act, organisation, vec![format!("What happens: {}", act.effect())]).await?;
    let carried_out = store::carry_out(work, act, organisation.as_str(), &confirmed).await?;
    let (change, warrant) = carried_out.ok_or(refusals::SUSPENSION_NOT_ASKED)?;
    work.carries_out(act.code(), &warrant).await?;
    Ok((change, None))
}
