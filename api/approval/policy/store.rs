//! Every statement on the versions of the policy.
use access::{Confirmed, Tx, catalogue::PublishApprovalPolicies};
use chrono::{DateTime, Utc};
use kernel::{CategoryId, DepartmentId, Error, Name, Note, PersonId, SupplierId};
use sqlx::types::Json;

use super::{Published, Withdrawal};
use crate::{
    Policy, PolicyVersion, PolicyVersionId,
    draft::PolicyDraftId,
    names::{Mentions, Names},
    refusals,
    route::show::PolicyOf,
};

/// Which versions.
pub(crate) enum Wanted {
    /// The one that holds now: that which became effective last and was not withdrawn.
    InForce,
    This(PolicyVersionId),
    /// The newest below this number, at most so many.
    Below(Option<i32>, i64),
}

/// Versions, the newest first.
pub(crate) async fn versions(tx: &mut Tx, wanted: Wanted) -> Result<Vec<Published>, Error> {
    let (is_in_force, id, below, limit) = match wanted {
        Wanted::InForce => (true, None, None, 1),
        Wanted::This(id) => (false, Some(id.0), None, 1),
        Wanted::Below(number, limit) => (false, None, number, limit),
    };
    let rows = sqlx::query!(
        r#"
        with force as materialized (
            select v.id
            from tenant.approval_policy_version v
            where v.effective_from <= $1
              and not exists (
                  select from tenant.approval_policy_withdrawal w where w.org_id = v.org_id and w.version_id = v.id)
            order by v.effective_from desc, v.number desc
            limit 1
        )
        select v.id as "id: PolicyVersionId", v.number, v.name as "name: Name", v.effective_from,
               v.definition as "definition: Json<Policy>", v.published_by as "published_by: PersonId", v.published_at,
               v.draft_id as "draft_id: PolicyDraftId", p.name as "publisher_name?: Name",
               coalesce(v.id = (select force.id from force), false) as "is_in_force!",
               w.withdrawn_at as "withdrawn_at?", w.withdrawn_by as "withdrawn_by?: PersonId", w.reason as "reason?: Note",
               q.name as "withdrawer_name?: Name"
        from tenant.approval_policy_version v
        left join tenant.person p on p.org_id = v.org_id and p.id = v.published_by
        left join tenant.approval_policy_withdrawal w on w.org_id = v.org_id and w.version_id = v.id
        left join tenant.person q on q.org_id = w.org_id and q.id = w.withdrawn_by
        where (not $2 or v.id = (select force.id from force))
          and ($3::uuid is null or v.id = $3)
          and ($4::int is null or v.number < $4)
        order by v.number desc
        limit $5
        "#,
        tx.now(),
        is_in_force,
        id,
        below,
        limit,
    )
    .fetch_all(tx.connection()?)
    .await?;
    let published = rows.into_iter().map(|row| Published {
        version: PolicyVersion {
            id: row.id,
            number: row.number,
            name: row.name,
            effective_from: row.effective_from,
            definition: row.definition.0,
            published_by: row.published_by,
            published_at: row.published_at,
        },
        publisher_name: row.publisher_name,
        is_in_force: row.is_in_force,
        draft_id: row.draft_id,
        withdrawal: row
            .withdrawn_by
            .zip(row.withdrawer_name)
            .zip(row.withdrawn_at.zip(row.reason))
            .map(|((by, by_name), (at, reason))| Withdrawal { by, by_name, at, reason }),
    });
    Ok(published.collect())
}

/// One version with what is known of it.
pub(crate) async fn published(tx: &mut Tx, id: PolicyVersionId) -> Result<Published, Error> {
    versions(tx, Wanted::This(id)).await?.into_iter().next().ok_or_else(Error::not_found)
}

/// One version.
pub(crate) async fn found(tx: &mut Tx, id: PolicyVersionId) -> Result<PolicyVersion, Error> {
    published(tx, id).await.map(|published| published.version)
}

/// The version that a field names.
pub(crate) async fn named_by(tx: &mut Tx, field: &str, id: PolicyVersionId) -> Result<PolicyVersion, Error> {
    let version = versions(tx, Wanted::This(id)).await?.into_iter().next().map(|published| published.version);
    version.ok_or_else(|| Error::invalid(field, "unknown", "There is no such policy."))
}

/// A version, in short.
pub(crate) async fn referred(tx: &mut Tx, id: PolicyVersionId) -> Result<PolicyOf, Error> {
    let version = found(tx, id).await?;
    Ok(PolicyOf { id, number: version.number, name: version.name })
}

/// The newest version before this number that was not withdrawn.
pub(crate) async fn before(tx: &mut Tx, number: i32) -> Result<Option<PolicyVersionId>, Error> {
    let id = sqlx::query_scalar!(
        r#"
        select v.id as "id: PolicyVersionId"
        from tenant.approval_policy_version v
        where v.number < $1
          and not exists (
              select from tenant.approval_policy_withdrawal w where w.org_id = v.org_id and w.version_id = v.id)
        order by v.number desc
        limit 1
        "#,
        number,
    );
    Ok(id.fetch_optional(tx.connection()?).await?)
}

/// The newest version that was not withdrawn, and the highest number that was ever given.
pub(crate) struct Newest {
    pub policy: PolicyOf,
    pub effective_from: DateTime<Utc>,
    pub number_max: i32,
}

/// What the next version must be written against.
pub(crate) async fn newest(tx: &mut Tx) -> Result<Newest, Error> {
    let row = sqlx::query!(
        r#"
        select v.id as "id: PolicyVersionId", v.number, v.name as "name: Name", v.effective_from,
               (select max(n.number) from tenant.approval_policy_version n) as "number_max!"
        from tenant.approval_policy_version v
        where v.id = tenant.newest_policy_version()
        "#
    )
    .fetch_optional(tx.connection()?)
    .await?;
    let row = row.ok_or(refusals::NO_POLICY_IN_FORCE)?;
    let policy = PolicyOf { id: row.id, number: row.number, name: row.name };
    Ok(Newest { policy, effective_from: row.effective_from, number_max: row.number_max })
}

/// The version that was made of a draft.
pub(crate) async fn version_of(tx: &mut Tx, draft: PolicyDraftId) -> Result<Option<PolicyVersionId>, Error> {
    let id = sqlx::query_scalar!(
        r#"select v.id as "id: PolicyVersionId" from tenant.approval_policy_version v where v.draft_id = $1"#,
        draft.0,
    );
    Ok(id.fetch_optional(tx.connection()?).await?)
}

/// Enters the version that was made of a draft, as it was confirmed.
pub(crate) async fn insert(
    tx: &mut Tx,
    version: &PolicyVersion,
    draft: PolicyDraftId,
    _: &Confirmed<PublishApprovalPolicies>,
) -> Result<(), Error> {
    sqlx::query!(
        "
        insert into tenant.approval_policy_version
            (org_id, id, number, name, effective_from, definition, published_by, published_at, draft_id)
        values ((select door.org_id()), $1, $2, $3, $4, $5, $6, $7, $8)
        ",
        version.id.0,
        version.number,
        version.name.as_str(),
        version.effective_from,
        Json(&version.definition) as _,
        version.published_by.map(|person| person.0),
        version.published_at,
        draft.0,
    )
    .execute(tx.connection()?)
    .await
    .map_err(refused)?;
    Ok(())
}

/// Enters that a version never takes effect.
pub(crate) async fn withdraw(tx: &mut Tx, id: PolicyVersionId, by: PersonId, reason: &Note) -> Result<(), Error> {
    let at = tx.now();
    sqlx::query!(
        "
        insert into tenant.approval_policy_withdrawal (org_id, version_id, withdrawn_by, withdrawn_at, reason)
        values ((select door.org_id()), $1, $2, $3, $4)
        ",
        id.0,
        by.0,
        at,
        reason.as_str(),
    )
    .execute(tx.connection()?)
    .await
    .map_err(refused)?;
    Ok(())
}

// What the database refuses has the same names as what the rules refuse; the keys decide between two at once.
fn refused(error: sqlx::Error) -> Error {
    let refusal = match error.as_database_error().and_then(|error| error.constraint()) {
        Some("approval_policy_version_second_person") => refusals::OWN_POLICY_DRAFT,
        Some("approval_policy_version_number_unique" | "approval_policy_version_in_sequence") => {
            refusals::DRAFT_IS_OUTDATED
        }
        Some("approval_policy_withdrawal_pkey") => refusals::POLICY_IS_WITHDRAWN,
        Some("approval_policy_withdrawal_scheduled") => refusals::POLICY_TOOK_EFFECT,
        Some(_) | None => return error.into(),
    };
    refusal.into()
}

/// The names of whatever is mentioned and there.
pub(crate) async fn names(tx: &mut Tx, mentions: &Mentions) -> Result<Names, Error> {
    let departments: Vec<_> = mentions.departments.iter().map(|id| id.0).collect();
    let categories: Vec<_> = mentions.categories.iter().map(|id| id.0).collect();
    let suppliers: Vec<_> = mentions.suppliers.iter().map(|id| id.0).collect();
    let people: Vec<_> = mentions.people.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        r#"
        select 'department' as "kind!", d.id as "id!", d.name as "name!: Name" from tenant.department d where d.id = any($1)
        union all select 'category', c.id, c.name from tenant.category c where c.id = any($2)
        union all select 'supplier', s.id, s.name from tenant.supplier s where s.id = any($3)
        union all select 'person', p.id, p.name from tenant.person p where p.id = any($4)
        "#,
        &departments,
        &categories,
        &suppliers,
        &people,
    )
    .fetch_all(tx.connection()?)
    .await?;
    let mut names = Names::default();
    for row in rows {
        match row.kind.as_str() {
            "department" => drop(names.departments.insert(DepartmentId(row.id), row.name)),
            "category" => drop(names.categories.insert(CategoryId(row.id), row.name)),
            "supplier" => drop(names.suppliers.insert(SupplierId(row.id), row.name)),
            _ => drop(names.people.insert(PersonId(row.id), row.name)),
        }
    }
    Ok(names)
}
