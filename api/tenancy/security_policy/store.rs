//! Every statement on the security policy; the policies add the tenant to each.
#![expect(clippy::as_conversions, reason = "the checked macros name a newtype by `as`; nothing is converted")]
use access::{Confirmed, Role, Tx, catalogue::UpdateSecurityPolicy};
use kernel::{CustomRoleId, Error, Revision};

use super::{SecondFactorStanding, SecurityPolicy};
use crate::role::codes;

macro_rules! select_policy {
    ($more:literal) => {
        sqlx::query_as!(
            SecurityPolicy,
            r#"
            select idle_minutes, lifetime_minutes, failures_max, failures_minutes, second_factor_grace_days, revision as "revision: Revision",
                   array(
                       select d.role
                       from tenant.second_factor_demand d
                       where d.custom_role_id is null
                       order by d.role
                   ) as "second_factor_roles!: Vec<Role>",
                   array(
                       select d.custom_role_id
                       from tenant.second_factor_demand d
                       join tenant.custom_role c on c.org_id = d.org_id and c.id = d.custom_role_id
                       where c.retired_at is null
                       order by d.custom_role_id
                   ) as "second_factor_custom_roles!: Vec<CustomRoleId>"
            from tenant.security_policy
            "#
                + $more
        )
    };
}

/// The rules, which an organisation need not have set.
pub async fn find(tx: &mut Tx) -> Result<SecurityPolicy, Error> {
    Ok(select_policy!("").fetch_optional(tx.connection()?).await?.unwrap_or_default())
}

/// The rules, held until the end; what was never set is written down as it is.
pub async fn lock(tx: &mut Tx) -> Result<SecurityPolicy, Error> {
    let own = SecurityPolicy::default();
    sqlx::query!(
        "insert into tenant.security_policy (org_id, idle_minutes, lifetime_minutes, failures_max, failures_minutes)
        values (door.org_id(), $1, $2, $3, $4)
        on conflict do nothing",
        own.idle_minutes,
        own.lifetime_minutes,
        own.failures_max,
        own.failures_minutes
    )
    .execute(tx.connection()?)
    .await?;
    Ok(select_policy!("for update").fetch_one(tx.connection()?).await?)
}

/// Saves the rules that were locked, as they were confirmed.
pub async fn save(tx: &mut Tx, policy: &SecurityPolicy, _: &Confirmed<UpdateSecurityPolicy>) -> Result<(), Error> {
    sqlx::query!(
        "update tenant.security_policy
        set idle_minutes = $1, lifetime_minutes = $2, failures_max = $3, failures_minutes = $4, second_factor_grace_days = $5, revision = $6",
        policy.idle_minutes,
        policy.lifetime_minutes,
        policy.failures_max,
        policy.failures_minutes,
        policy.second_factor_grace_days,
        policy.revision as Revision
    )
    .execute(tx.connection()?)
    .await?;
    demand(tx, &codes(&policy.second_factor_roles, policy.second_factor_custom_roles.iter().copied())).await
}

// A role that a second factor is demanded of already keeps since when.
async fn demand(tx: &mut Tx, of_roles: &[String]) -> Result<(), Error> {
    let at = tx.now();
    sqlx::query!("delete from tenant.second_factor_demand where role <> all ($1)", of_roles)
        .execute(tx.connection()?)
        .await?;
    sqlx::query!(
        "insert into tenant.second_factor_demand (org_id, role, since)
        select (select door.org_id()), role, $2 from unnest($1::text[]) role
        on conflict do nothing",
        of_roles,
        at
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}

/// How many people must have a second factor, and how many have none yet.
pub async fn standing(tx: &mut Tx) -> Result<SecondFactorStanding, Error> {
    let standing = sqlx::query_as!(
        SecondFactorStanding,
        r#"select concerned as "concerned!", without as "without!" from door.second_factor_standing()"#
    );
    Ok(standing.fetch_one(tx.connection()?).await?)
}
