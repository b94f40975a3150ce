//! Ask for an API key.
use std::collections::HashSet;

use access::{
    Answer, Changed, Event, NewApiKey, Permit, Work,
    catalogue::{CATALOGUE, CreateApiKeys},
};
use chrono::{DateTime, Duration, Utc};
use kernel::{ApiKeyId, Error, FieldError, Json, Name, Revision, Text};
use serde::Deserialize;
use tenancy::{directory, permission::PermissionCode};
use utoipa::ToSchema;

use super::{ApiKey, ApiKeySecretView, ApiKeyState, NetworkRange, store};
use crate::keys::secret_hash;

const SCOPES_MAX: usize = 60;
const NETWORKS_MAX: usize = 20;
/// How long a key may live.
const LIFE_MAX: Duration = Duration::days(365);

/// What a key is to be for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateApiKeyRequest {
    /// The trail and the documents name it so.
    #[schema(example = "Stock system")]
    name: Name,
    /// What it may do: permissions that a key may have (`is_scope`), each once.
    #[schema(min_items = 1, max_items = 60)]
    scopes: Vec<PermissionCode>,
    /// From where alone it is used; without any from anywhere.
    #[serde(default)]
    #[schema(max_items = 20)]
    networks: Vec<NetworkRange>,
    /// Within 365 days.
    expires_at: DateTime<Utc>,
    #[schema(example = "Orders that the stock system proposes")]
    reason: Text,
}

/// Ask for an API key
///
/// The answer tells its secret, this once. It opens nothing before somebody else has agreed, who is told by mail; an organisation has a hundred keys at
/// most that wait or live. A key never approves or confirms, and changes nobody's rights: no such permission is a scope.
#[utoipa::path(post, path = "/api-keys", tag = "identity", request_body = CreateApiKeyRequest,
    responses((status = 201, body = ApiKeySecretView, description = "It waits for somebody to agree.")))]
pub async fn create_api_key(
    permit: Permit<CreateApiKeys>,
    request: Json<CreateApiKeyRequest>,
) -> Result<Answer<ApiKeySecretView>, Error> {
    permit.change_with_secret(async |work| create(work, request.into_inner()).await).await
}

/// Checks, keeps what is asked for and the hash of its secret, and tells.
pub async fn create(
    work: &mut Work<'_, CreateApiKeys>,
    request: CreateApiKeyRequest,
) -> Result<Changed<ApiKeySecretView>, Error> {
    let errors = wrong(&request, work.now());
    if !errors.is_empty() {
        return Err(Error::invalid_fields(errors));
    }
    let own = work.caller().person_id;
    let asker = directory::name_of(work, own).await?.ok_or_else(Error::not_found)?;
    let NewApiKey { secret, prefix } = work.new_api_key();
    let key = asked(work, request, asker, prefix);
    store::insert(work, &key, &secret_hash(&secret)).await?;
    let place = format!("/v1/api-keys?id={}", key.id);
    let event = Event::of::<CreateApiKeys>(key.id, key.detail());
    Ok(Changed::new(ApiKeySecretView { view: key.seen_by(work.caller()), secret }, event).created_at(place))
}

fn asked(work: &Work<'_, CreateApiKeys>, request: CreateApiKeyRequest, asker: Name, prefix: String) -> ApiKey {
    let CreateApiKeyRequest { name, scopes, networks, expires_at, reason } = request;
    let mut scopes: Vec<_> = scopes.into_iter().map(|PermissionCode(code)| code).collect();
    scopes.sort_unstable();
    ApiKey {
        id: ApiKeyId(work.new_id()),
        name,
        prefix,
        scopes,
        networks,
        reason,
        state: ApiKeyState::Waiting,
        asked_by: work.caller().person_id,
        asked_by_name: asker,
        asked_at: work.now(),
        expires_at,
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

// Every broken rule that the request alone shows, by its field.
fn wrong(request: &CreateApiKeyRequest, now: DateTime<Utc>) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let mut refuse = |field: &str, rule: &str, message: &str| errors.push(FieldError::new(field, rule, message));
    let CreateApiKeyRequest { scopes, networks, expires_at, .. } = request;
    if scopes.is_empty() {
        refuse("scopes", "nothing", "Must be one scope at least.");
    } else if scopes.len() > SCOPES_MAX {
        refuse("scopes", "too_many", &format!("Must be at most {SCOPES_MAX} scopes."));
    }
    let mut seen = HashSet::new();
    for (PermissionCode(code), place) in scopes.iter().zip(0_usize..) {
        let field = format!("scopes[{place}]");
        match CATALOGUE.iter().find(|entry| entry.code == code) {
            _ if !seen.insert(code) => refuse(&field, "twice", "Must stand once in the list."),
            None => refuse(&field, "unknown", "There is no such permission."),
            Some(entry) if !entry.is_scope => refuse(&field, "not_a_scope", "No key may have this permission."),
            Some(_) => {}
        }
    }
    if networks.len() > NETWORKS_MAX {
        refuse("networks", "too_many", &format!("Must be at most {NETWORKS_MAX} networks."));
    }
    if *expires_at <= now || *expires_at > now + LIFE_MAX {
        refuse("expires_at", "out_of_range", "Must be within 365 days from now.");
    }
    errors
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(scopes: &[&str], days: i64) -> Vec<(String, String)> {
        let now = DateTime::UNIX_EPOCH;
        let request = CreateApiKeyRequest {
            name: Name::parse("Stock system").expect("a name"),
            scopes: scopes.iter().map(|code| PermissionCode((*code).to_owned())).collect(),
            networks: Vec::new(),
            expires_at: now + Duration::days(days),
            reason: Text::parse("Stock").expect("a text"),
        };
        wrong(&request, now).into_iter().map(|error| (error.field, error.rule)).collect()
    }

    #[test]
    fn a_key_has_scopes_and_an_end() {
        let field = |field: &str, rule: &str| (field.to_owned(), rule.to_owned());

        assert_eq!(rules(&["supplier.view"], 365), []);
        assert_eq!(rules(&[], 1), [field("scopes", "nothing")]);
        assert_eq!(rules(&["supplier.view", "supplier.view"], 1), [field("scopes[1]", "twice")]);
        assert_eq!(rules(&["supplier.sell"], 1), [field("scopes[0]", "unknown")]);
        assert_eq!(rules(&["supplier.view"], 366), [field("expires_at", "out_of_range")]);
        assert_eq!(rules(&["supplier.view"], 0), [field("expires_at", "out_of_range")]);
    }

    #[test]
    fn no_guarded_permission_is_a_scope() {
        for entry in CATALOGUE.iter().filter(|entry| entry.is_guarded || entry.sign_in_within_s.is_some()) {
            assert_eq!(rules(&[entry.code], 1), [("scopes[0]".to_owned(), "not_a_scope".to_owned())], "{}", entry.code);
        }
    }
}
