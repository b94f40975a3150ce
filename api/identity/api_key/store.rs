//! Every statement on API keys; the policies add the tenant to each.
#![expect(clippy::as_conversions, reason = "the checked macros name a newtype by `as`; nothing is converted")]
use access::{Confirmed, Tx, catalogue::ApproveApiKeys};
use chrono::{DateTime, Utc};
use kernel::{ApiKeyId, Error, Name, PersonId, Revision, Text, ended};
use sqlx::{Postgres, QueryBuilder};

use super::{ApiKey, ApiKeyState, NetworkRange};
use crate::refusals;

#[derive(sqlx::FromRow)]
struct Row {
    id: ApiKeyId,
    name: Name,
    prefix: String,
    scopes: Vec<String>,
    networks: Vec<NetworkRange>,
    reason: Text,
    state: ApiKeyState,
    asked_by: PersonId,
    asked_by_name: Name,
    asked_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    decided_by: Option<PersonId>,
    decided_by_name: Option<Name>,
    decided_at: Option<DateTime<Utc>>,
    decision_reason: Option<Text>,
    rotated_by: Option<PersonId>,
    rotated_by_name: Option<Name>,
    rotated_at: Option<DateTime<Utc>>,
    old_until: Option<DateTime<Utc>>,
    revoked_by: Option<PersonId>,
    revoked_by_name: Option<Name>,
    revoked_at: Option<DateTime<Utc>>,
    revoke_reason: Option<Text>,
    used_at: Option<DateTime<Utc>>,
    used_from: Option<String>,
    revision: Revision,
}

// Names are looked up row by row, so that a page keeps its order.
const SELECT: &str = "
    select k.id, k.name, k.prefix, k.scopes, k.networks::text[] as networks, k.reason, s.state,
           k.asked_by, (select p.name from tenant.person p where p.org_id = k.org_id and p.id = k.asked_by) as asked_by_name, k.asked_at, k.expires_at,
           k.decided_by, (select p.name from tenant.person p where p.org_id = k.org_id and p.id = k.decided_by) as decided_by_name, k.decided_at,
           k.decision_reason,
           k.rotated_by, (select p.name from tenant.person p where p.org_id = k.org_id and p.id = k.rotated_by) as rotated_by_name, k.rotated_at,
           k.old_until,
           k.revoked_by, (select p.name from tenant.person p where p.org_id = k.org_id and p.id = k.revoked_by) as revoked_by_name, k.revoked_at,
           k.revoke_reason, u.used_at, u.network as used_from, k.revision
    from tenant.api_key k
    cross join lateral (
        select case when k.state in ('waiting', 'active') and k.expires_at <= door.now() then 'expired' else k.state end as state) s
    left join lateral door.api_key_uses(array[k.id]) u on true
    where k.org_id = (select door.org_id())";

pub(super) async fn page(
    tx: &mut Tx,
    id: Option<ApiKeyId>,
    state: Option<ApiKeyState>,
    before: Option<ApiKeyId>,
    rows: i64,
) -> Result<Vec<ApiKey>, Error> {
    let mut query = QueryBuilder::<Postgres>::new(SELECT);
    if let Some(id) = id {
        query.push(" and k.id = ").push_bind(id);
    }
    if let Some(state) = state {
        query.push(" and s.state = ").push_bind(state);
    }
    if let Some(before) = before {
        query.push(" and k.id < ").push_bind(before);
    }
    query.push(" order by k.id desc limit ").push_bind(rows);
    let rows: Vec<Row> = query.build_query_as().fetch_all(tx.connection()?).await?;
    Ok(rows.into_iter().map(Row::key).collect())
}

pub(super) async fn lock(tx: &mut Tx, id: ApiKeyId) -> Result<ApiKey, Error> {
    let mut query = QueryBuilder::<Postgres>::new(SELECT);
    query.push(" and k.id = ").push_bind(id).push(" for update of k");
    let found: Option<Row> = query.build_query_as().fetch_optional(tx.connection()?).await?;
    found.map(Row::key).ok_or_else(Error::not_found)
}

/// Keeps a key that waits with the account that it will act as, and the hash of its secret where the door alone reads it.
pub(super) async fn insert(tx: &mut Tx, key: &ApiKey, secret_hash: &[u8; 32]) -> Result<(), Error> {
    let networks: Vec<String> = key.networks.iter().map(|network| network.as_str().to_owned()).collect();
    sqlx::query!(
        "insert into tenant.person (org_id, id, name, email, is_active, is_machine, created_at)
        values ((select door.org_id()), $1, $2, 'api-key.' || $1::uuid::text || '@key.invalid', false, true, $3)",
        key.id as ApiKeyId,
        &key.name as &Name,
        key.asked_at,
    )
    .execute(tx.connection()?)
    .await?;
    sqlx::query!(
        "insert into tenant.api_key (org_id, id, name, prefix, scopes, networks, reason, state, asked_by, asked_at, expires_at)
        values ((select door.org_id()), $1, $2, $3, $4, $5::text[]::cidr[], $6, $7, $8, $9, $10)",
        key.id as ApiKeyId,
        &key.name as &Name,
        key.prefix.as_str(),
        &key.scopes,
        &networks,
        &key.reason as &Text,
        key.state as ApiKeyState,
        key.asked_by as PersonId,
        key.asked_at,
        key.expires_at,
    )
    .execute(tx.connection()?)
    .await
    .map_err(|error| match error.as_database_error().and_then(|error| error.constraint()) {
        Some("api_key_at_most") => refusals::TOO_MANY_API_KEYS.into(),
        // Their account ended while they asked.
        Some("api_key_asker_left") => ended::UNAUTHENTICATED.into(),
        _ => Error::from(error),
    })?;
    sqlx::query!("select door.enter_api_key($1, $2)", key.id as ApiKeyId, secret_hash.as_slice())
        .execute(tx.connection()?)
        .await?;
    Ok(())
}

/// Saves that it is agreed to, as it was confirmed.
pub(super) async fn approve(tx: &mut Tx, key: &ApiKey, _: &Confirmed<ApproveApiKeys>) -> Result<(), Error> {
    save_decision(tx, key).await
}

pub(super) async fn save_decision(tx: &mut Tx, key: &ApiKey) -> Result<(), Error> {
    sqlx::query!(
        "update tenant.api_key
        set state = $2, decided_by = $3, decided_at = $4, decision_reason = $5, revision = $6
        where id = $1",
        key.id as ApiKeyId,
        key.state as ApiKeyState,
        key.decided_by as Option<PersonId>,
        key.decided_at,
        key.decision_reason.as_ref() as Option<&Text>,
        key.revision as Revision,
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}

pub(super) async fn save_end(tx: &mut Tx, key: &ApiKey) -> Result<(), Error> {
    sqlx::query!(
        "update tenant.api_key
        set state = $2, revoked_by = $3, revoked_at = $4, revoke_reason = $5, revision = $6
        where id = $1",
        key.id as ApiKeyId,
        key.state as ApiKeyState,
        key.revoked_by as Option<PersonId>,
        key.revoked_at,
        key.revoke_reason.as_ref() as Option<&Text>,
        key.revision as Revision,
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}

pub(super) async fn save_rotation(
    tx: &mut Tx,
    key: &ApiKey,
    secret_hash: &[u8; 32],
    overlap_hours: i32,
) -> Result<(), Error> {
    sqlx::query!(
        "update tenant.api_key
        set prefix = $2, rotated_by = $3, rotated_at = $4, old_until = $5, revision = $6
        where id = $1",
        key.id as ApiKeyId,
        key.prefix.as_str(),
        key.rotated_by as Option<PersonId>,
        key.rotated_at,
        key.old_until,
        key.revision as Revision,
    )
    .execute(tx.connection()?)
    .await?;
    sqlx::query!(
        "select door.rotate_api_key($1, $2, make_interval(hours => $3))",
        key.id as ApiKeyId,
        secret_hash.as_slice(),
        overlap_hours,
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}

impl Row {
    fn key(self) -> ApiKey {
        ApiKey {
            id: self.id,
            name: self.name,
            prefix: self.prefix,
            scopes: self.scopes,
            networks: self.networks,
            reason: self.reason,
            state: self.state,
            asked_by: self.asked_by,
            asked_by_name: self.asked_by_name,
            asked_at: self.asked_at,
            expires_at: self.expires_at,
            decided_by: self.decided_by,
            decided_by_name: self.decided_by_name,
            decided_at: self.decided_at,
            decision_reason: self.decision_reason,
            rotated_by: self.rotated_by,
            rotated_by_name: self.rotated_by_name,
            rotated_at: self.rotated_at,
            old_until: self.old_until,
            revoked_by: self.revoked_by,
            revoked_by_name: self.revoked_by_name,
            revoked_at: self.revoked_at,
            revoke_reason: self.revoke_reason,
            used_at: self.used_at,
            used_from: self.used_from,
            revision: self.revision,
        }
    }
}
