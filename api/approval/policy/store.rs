//! Every statement on the versions of the policy.
use access::Tx;
use kernel::{CategoryId, DepartmentId, Error, Name, PersonId};
use sqlx::types::Json;

use crate::{Policy, PolicyVersion, PolicyVersionId};

/// A version, and what the organisation knows of it.
pub(crate) struct Published {
    pub version: PolicyVersion,
    pub publisher_name: Option<Name>,
    pub is_in_force: bool,
}

/// Which versions.
pub(crate) enum Wanted {
    /// The one that holds now: that which became effective last.
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
            order by v.effective_from desc, v.number desc
            limit 1
        )
        select v.id as "id: PolicyVersionId", v.number, v.name as "name: Name", v.effective_from,
               v.definition as "definition: Json<Policy>", v.published_by as "published_by: PersonId", v.published_at,
               p.name as "publisher_name?: Name", coalesce(v.id = (select force.id from force), false) as "is_in_force!"
        from tenant.approval_policy_version v
        left join tenant.person p on p.org_id = v.org_id and p.id = v.published_by
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
    });
    Ok(published.collect())
}

/// What the organisation calls the parts of an imagined document.
pub(crate) struct Named {
    pub is_person: bool,
    pub department: Option<Name>,
    pub categories: Vec<(CategoryId, Name)>,
}

/// Looks up what an imagined document names; what is missing is not there, or is another organisation's.
pub(crate) async fn names(
    tx: &mut Tx,
    department: Option<DepartmentId>,
    person: PersonId,
    categories: &[CategoryId],
) -> Result<Named, Error> {
    let ids: Vec<_> = categories.iter().map(|category| category.0).collect();
    let row = sqlx::query!(
        r#"
        select exists (select from tenant.person p where p.id = $1) as "is_person!",
               (select d.name from tenant.department d where d.id = $2) as "department: Name",
               array(select c.id from tenant.category c where c.id = any($3) order by c.id) as "category_ids!: Vec<CategoryId>",
               array(select c.name from tenant.category c where c.id = any($3) order by c.id) as "category_names!: Vec<Name>"
        "#,
        person.0,
        department.map(|department| department.0),
        &ids,
    )
    .fetch_one(tx.connection()?)
    .await?;
    let categories = row.category_ids.into_iter().zip(row.category_names).collect();
    Ok(Named { is_person: row.is_person, department: row.department, categories })
}
