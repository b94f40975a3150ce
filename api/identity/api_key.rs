//! The keys by which programs call: asked for by one, agreed to by another, and ended by either or by whoever holds them.
//!
//! A key acts as an account of its own, whose id it bears; what it may do are its scopes. What lets it in and puts it out is the database, at the very
//! change of state that says so.
pub mod approve;
pub mod create;
pub mod list;
mod network;
pub mod refuse;
pub mod revoke;
pub mod rotate;
mod store;

use access::{
    Action, Caller, Shown,
    catalogue::{ApproveApiKeys, RefuseApiKeys, RevokeApiKeys, RotateApiKeys},
};
use chrono::{DateTime, Utc};
use kernel::{ApiKeyId, Name, PersonId, Refusal, Revision, Text};
pub use network::NetworkRange;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::refusals;

/// How a key stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum ApiKeyState {
    /// Somebody else must agree; until then it opens nothing.
    Waiting,
    /// It opens what its scopes say.
    Active,
    Refused,
    /// It was revoked, taken back, or given up by whoever held it.
    Revoked,
    /// Its day has come, whether or not somebody had agreed.
    Expired,
}

/// A key, but never its secret.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ApiKey {
    /// The `client_id`, and the id of the account that it acts as.
    pub id: ApiKeyId,
    pub name: Name,
    /// How its secret begins.
    #[schema(example = "eu1_csk_x7Qa", max_length = 40)]
    pub prefix: String,
    /// What it may do: permissions by their codes.
    #[schema(min_items = 1, max_items = 60, example = json!(["purchase_order.create", "purchase_order.view"]))]
    pub scopes: Vec<String>,
    /// From where alone it is used; empty means from anywhere.
    #[schema(max_items = 20)]
    pub networks: Vec<NetworkRange>,
    #[schema(example = "Orders that the stock system proposes")]
    pub reason: Text,
    pub state: ApiKeyState,
    pub asked_by: PersonId,
    pub asked_by_name: Name,
    pub asked_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    /// Null as long as it waits.
    pub decided_by: Option<PersonId>,
    pub decided_by_name: Option<Name>,
    pub decided_at: Option<DateTime<Utc>>,
    pub decision_reason: Option<Text>,
    /// Who last gave it another secret.
    pub rotated_by: Option<PersonId>,
    pub rotated_by_name: Option<Name>,
    pub rotated_at: Option<DateTime<Utc>>,
    /// Until when the secret of before opens too; null where it ended at once.
    pub old_until: Option<DateTime<Utc>>,
    /// Null where whoever held it gave it up.
    pub revoked_by: Option<PersonId>,
    pub revoked_by_name: Option<Name>,
    pub revoked_at: Option<DateTime<Utc>>,
    pub revoke_reason: Option<Text>,
    /// To the minute; null where it was never used.
    pub used_at: Option<DateTime<Utc>>,
    #[schema(example = "203.0.113.7", max_length = 45)]
    pub used_from: Option<String>,
    pub revision: Revision,
}

/// A key as this caller sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiKeyView {
    #[serde(flatten)]
    key: ApiKey,
    actions: Vec<Action>,
}

/// A key with its new secret, which is told this once.
#[derive(Serialize, ToSchema)]
pub struct ApiKeySecretView {
    #[serde(flatten)]
    view: ApiKeyView,
    /// The `client_secret`, and what a script sends as it is: `Authorization: Bearer ..`.
    #[schema(example = "eu1_csk_x7QaDn0V4cYt2mLr8KpWz5sHb1JgFe9UqTi3oXvNy6k4J42UE", min_length = 57, max_length = 64)]
    secret: String,
}

impl ApiKey {
    /// By somebody else than whoever asked, as long as it waits.
    pub fn may_be_decided(&self, by: PersonId) -> Result<(), Refusal> {
        match self.state {
            ApiKeyState::Waiting if by == self.asked_by => Err(refusals::API_KEY_ASKED_BY_ONESELF),
            ApiKeyState::Waiting => Ok(()),
            ApiKeyState::Expired => Err(refusals::API_KEY_OVER),
            ApiKeyState::Active | ApiKeyState::Refused | ApiKeyState::Revoked => Err(refusals::API_KEY_DECIDED),
        }
    }

    /// As long as it opens something.
    pub fn may_be_rotated(&self) -> Result<(), Refusal> {
        match self.state {
            ApiKeyState::Active => Ok(()),
            ApiKeyState::Waiting => Err(refusals::API_KEY_WAITS),
            ApiKeyState::Expired => Err(refusals::API_KEY_OVER),
            ApiKeyState::Refused | ApiKeyState::Revoked => Err(refusals::API_KEY_DECIDED),
        }
    }

    /// As long as it opens something, or may come to.
    pub fn may_be_revoked(&self) -> Result<(), Refusal> {
        match self.state {
            ApiKeyState::Active | ApiKeyState::Waiting => Ok(()),
            ApiKeyState::Expired => Err(refusals::API_KEY_OVER),
            ApiKeyState::Refused | ApiKeyState::Revoked => Err(refusals::API_KEY_DECIDED),
        }
    }

    /// What the trail says of asking for it.
    fn detail(&self) -> serde_json::Value {
        json!({ "name": self.name, "scopes": self.scopes, "networks": self.networks, "reason": self.reason, "expires_at": self.expires_at })
    }

    /// As decided by `caller` at `now`.
    #[must_use]
    fn decided(self, state: ApiKeyState, caller: &Caller, now: DateTime<Utc>, reason: Option<Text>) -> Self {
        Self {
            state,
            decided_by: Some(caller.person_id),
            decided_at: Some(now),
            decision_reason: reason,
            revision: self.revision.next(),
            ..self
        }
    }

    /// With the actions open to `caller`.
    pub fn seen_by(self, caller: &Caller) -> ApiKeyView {
        let own = caller.person_id;
        let actions = vec![
            caller.action::<ApproveApiKeys>(self.may_be_decided(own)),
            caller.action::<RefuseApiKeys>(self.may_be_decided(own)),
            caller.action::<RotateApiKeys>(self.may_be_rotated()),
            caller.action::<RevokeApiKeys>(self.may_be_revoked()),
        ];
        ApiKeyView { key: self, actions }
    }
}

impl Shown for ApiKeyView {
    fn revision(&self) -> Option<Revision> {
        Some(self.key.revision)
    }
}

impl Shown for ApiKeySecretView {
    fn revision(&self) -> Option<Revision> {
        self.view.revision()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const ASKER: PersonId = PersonId(Uuid::from_u128(1));
    const OWNER: PersonId = PersonId(Uuid::from_u128(2));

    fn key(state: ApiKeyState) -> ApiKey {
        let name = || Name::parse("Ada").expect("a name");
        ApiKey {
            id: ApiKeyId(Uuid::nil()),
            name: name(),
            prefix: "eu1_csk_abcd".into(),
            scopes: vec!["supplier.view".into()],
            networks: Vec::new(),
            reason: Text::parse("Stock").expect("a text"),
            state,
            asked_by: ASKER,
            asked_by_name: name(),
            asked_at: DateTime::UNIX_EPOCH,
            expires_at: DateTime::UNIX_EPOCH,
            decided_by: None,
            decided_by_name: None,
            decided_at: None,
            decision_reason: None,
            rotated_by: None,
            rotated_by_name: None,
            rotated_at: None,
            old_until: None,
            revoked_by: None,
            revoked_by_name: None,
            revoked_at: None,
            revoke_reason: None,
            used_at: None,
            used_from: None,
            revision: Revision::FIRST,
        }
    }

    #[test]
    fn who_asked_for_a_key_does_not_decide_it() {
        let waiting = key(ApiKeyState::Waiting);

        assert_eq!(waiting.may_be_decided(OWNER), Ok(()));
        assert_eq!(waiting.may_be_decided(ASKER), Err(refusals::API_KEY_ASKED_BY_ONESELF));
        assert_eq!(waiting.may_be_revoked(), Ok(()));
        assert_eq!(waiting.may_be_rotated(), Err(refusals::API_KEY_WAITS));
    }

    #[test]
    fn only_a_live_key_is_rotated_or_revoked() {
        assert_eq!(key(ApiKeyState::Active).may_be_rotated(), Ok(()));
        assert_eq!(key(ApiKeyState::Active).may_be_revoked(), Ok(()));
        assert_eq!(key(ApiKeyState::Active).may_be_decided(OWNER), Err(refusals::API_KEY_DECIDED));
        for state in [ApiKeyState::Refused, ApiKeyState::Revoked] {
            assert_eq!(key(state).may_be_rotated(), Err(refusals::API_KEY_DECIDED));
            assert_eq!(key(state).may_be_revoked(), Err(refusals::API_KEY_DECIDED));
        }
        assert_eq!(key(ApiKeyState::Expired).may_be_decided(OWNER), Err(refusals::API_KEY_OVER));
        assert_eq!(key(ApiKeyState::Expired).may_be_rotated(), Err(refusals::API_KEY_OVER));
    }
}
