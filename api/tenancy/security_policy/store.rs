//! Every statement on the security policy; the policies add the tenant to each.
#![expect(clippy::as_conversions, reason = "the checked macros name a newtype by `as`; nothing is converted")]
use access::Tx;
use kernel::{Error, Revision};

use super::SecurityPolicy;

macro_rules! select_policy {
    ($more:literal) => {
        sqlx::query_as!(
            SecurityPolicy,
            r#"
            select idle_minutes, lifetime_minutes, failures_max, failures_minutes, revision as "revision: Revision"
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

/// Saves the rules that were locked.
pub async fn save(tx: &mut Tx, policy: &SecurityPolicy) -> Result<(), Error> {
    sqlx::query!(
        "update tenant.security_policy
        set idle_minutes = $1, lifetime_minutes = $2, failures_max = $3, failures_minutes = $4, revision = $5",
        policy.idle_minutes,
        policy.lifetime_minutes,
        policy.failures_max,
        policy.failures_minutes,
        policy.revision as Revision
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}
