//! Every statement on the lines of access reviews; the policies add the tenant to each.
#![expect(clippy::as_conversions, reason = "the checked macros name a newtype by `as`; nothing is converted")]
use access::{CustomRole, Tx};
use chrono::{DateTime, Utc};
use kernel::{CustomRoleId, Error, Name, PersonId, Text};
use sqlx::{Postgres, QueryBuilder};

use super::{AccessReviewLine, AccessReviewLineState, LineNumber, role_of};
use crate::access_review::AccessReviewId;

#[derive(sqlx::FromRow)]
struct LineRow {
    number: LineNumber,
    person_id: PersonId,
    person_name: Name,
    is_active: bool,
    source: String,
    custom_role_id: Option<CustomRoleId>,
    custom_role_name: Option<Name>,
    permissions: Vec<String>,
    guarded: Vec<String>,
    toxic: Vec<String>,
    granted_by: Option<PersonId>,
    granted_by_name: Option<Name>,
    granted_at: DateTime<Utc>,
    granted_because: Option<Text>,
    approved_by: Option<PersonId>,
    approved_by_name: Option<Name>,
    expires_at: Option<DateTime<Utc>>,
    last_sign_in_at: Option<DateTime<Utc>>,
    state: AccessReviewLineState,
    held_since: Option<DateTime<Utc>>,
    decided_by: Option<PersonId>,
    decided_by_name: Option<Name>,
    decided_at: Option<DateTime<Utc>>,
    reason: Option<Text>,
}

/// Which lines of a review.
#[derive(Debug, Default)]
pub(in crate::access_review) struct Filter {
    pub state: Option<AccessReviewLineState>,
    pub person_id: Option<PersonId>,
    pub numbers: Option<Vec<LineNumber>>,
    pub after: Option<LineNumber>,
    pub rows: i64,
}

/// What is decided of lines.
pub(in crate::access_review) struct Decision<'a> {
    pub state: AccessReviewLineState,
    pub by: PersonId,
    pub at: DateTime<Utc>,
    pub reason: Option<&'a Text>,
}

// Since when somebody holds what the line `l` speaks of, as `tenant.held_since` says it, where it is asked of many lines.
macro_rules! held_since {
    () => {
        "(select min(given.at)
            from (
                select r.given_at as at
                from tenant.person_role r
                where r.org_id = l.org_id and r.person_id = l.person_id and r.role = l.source and (r.expires_at is null or r.expires_at > door.now())
                union all
                select g.granted_at
                from tenant.permission_grant g
                where g.org_id = l.org_id and g.person_id = l.person_id and g.source = l.source
                  and (g.source <> 'own' or g.permission = l.permissions[1]) and (g.expires_at is null or g.expires_at > door.now())
            ) given)"
    };
}

pub(in crate::access_review) use held_since;

// How the line `l` of the review `v` stands at this moment.
macro_rules! line_state {
    () => {
        concat!(
            "case when l.state = 'open' and v.state = 'open' and l.granted_at is distinct from ",
            held_since!(),
            " then 'gone' else l.state end"
        )
    };
}

const SELECT_LINES: &str = concat!(
    "
    select l.number, l.person_id, p.name as person_name, p.is_active, l.source, l.custom_role_id,
           (select c.name from tenant.custom_role c where c.org_id = l.org_id and c.id = l.custom_role_id) as custom_role_name, l.permissions, l.guarded, l.toxic,
           l.granted_by, (select b.name from tenant.person b where b.org_id = l.org_id and b.id = l.granted_by) as granted_by_name, l.granted_at,
           (select a.reason from tenant.access_grant a where a.org_id = l.org_id and a.id = l.grant_id) as granted_because,
           l.approved_by, (select b.name from tenant.person b where b.org_id = l.org_id and b.id = l.approved_by) as approved_by_name,
           l.expires_at, l.last_sign_in_at, ",
    line_state!(),
    " as state, ",
    held_since!(),
    " as held_since,
           l.decided_by, (select b.name from tenant.person b where b.org_id = l.org_id and b.id = l.decided_by) as decided_by_name, l.decided_at,
           l.reason
    from tenant.access_review_line l
    join tenant.access_review v on v.org_id = l.org_id and v.id = l.review_id
    join tenant.person p on p.org_id = l.org_id and p.id = l.person_id
    where l.org_id = (select door.org_id())"
);

/// Lines of a review, by their numbers.
pub(in crate::access_review) async fn page(
    tx: &mut Tx,
    id: AccessReviewId,
    filter: Filter,
) -> Result<Vec<AccessReviewLine>, Error> {
    let mut query = QueryBuilder::<Postgres>::new(SELECT_LINES);
    query.push(" and l.review_id = ").push_bind(id);
    if let Some(state) = filter.state {
        query.push(" and ").push(line_state!()).push(" = ").push_bind(state);
    }
    if let Some(person) = filter.person_id {
        query.push(" and l.person_id = ").push_bind(person);
    }
    if let Some(numbers) = filter.numbers {
        query.push(" and l.number = any (").push_bind(numbers).push(")");
    }
    if let Some(after) = filter.after {
        query.push(" and l.number > ").push_bind(after);
    }
    query.push(" order by l.number limit ").push_bind(filter.rows);
    let rows: Vec<LineRow> = query.build_query_as().fetch_all(tx.connection()?).await?;
    rows.into_iter().map(LineRow::line).collect()
}

/// Writes what everybody holds at this moment, at most `rows` lines: one for each role, and one for each permission given by itself.
pub(in crate::access_review) async fn insert(tx: &mut Tx, id: AccessReviewId, rows: i64) -> Result<u64, Error> {
    let entered = sqlx::query!(
        r#"
        with held as (
            select g.person_id, g.source, case when g.source = 'own' then g.permission end as own, g.permission, g.granted_by, g.granted_at,
                   g.approved_by, g.grant_id, g.expires_at
            from tenant.permission_grant g
            where g.expires_at is null or g.expires_at > door.now()
        ),
        given as (
            select h.person_id, h.source, h.own, h.granted_by, h.granted_at, h.approved_by, h.grant_id, h.expires_at
            from held h
            union all
            select r.person_id, r.role, null, r.given_by, r.given_at, r.approved_by, r.grant_id, r.expires_at
            from tenant.person_role r
            where r.expires_at is null or r.expires_at > door.now()
        ),
        earliest as (
            select distinct on (f.person_id, f.source, f.own)
                   f.person_id, f.source, f.own, f.granted_by, f.granted_at, f.approved_by, f.grant_id, f.expires_at
            from given f
            order by f.person_id, f.source, f.own, f.granted_at
        ),
        brought as (
            select h.person_id, h.source, h.own, array_agg(h.permission order by h.permission) as permissions
            from held h
            group by h.person_id, h.source, h.own
        ),
        whole as (
            select h.person_id, array_agg(distinct h.permission) as permissions
            from held h
            group by h.person_id
        )
        insert into tenant.access_review_line (org_id, review_id, number, person_id, source, permissions, guarded, toxic, granted_by, granted_at,
            approved_by, grant_id, expires_at, last_sign_in_at)
        select (select door.org_id()), $1::uuid, row_number() over (order by p.name, p.id, e.own is not null, e.source, e.own), e.person_id, e.source,
               coalesce(b.permissions, '{}'),
               array(select q.code from reference.guarded_permission q where q.code = any (b.permissions) order by q.code),
               array(
                   select t.one || ' + ' || t.other
                   from reference.toxic_pair t
                   where t.one = any (w.permissions) and t.other = any (w.permissions)
                     and (t.one = any (b.permissions) or t.other = any (b.permissions))
                   order by t.one, t.other
               ),
               e.granted_by, e.granted_at, e.approved_by, e.grant_id, e.expires_at, s.signed_in_at
        from earliest e
        join tenant.person p on p.id = e.person_id
        left join brought b on b.person_id = e.person_id and b.source = e.source and b.own is not distinct from e.own
        left join whole w on w.person_id = e.person_id
        left join door.last_sign_ins() s on s.person_id = e.person_id
        order by 3
        limit $2
        "#,
        id as AccessReviewId,
        rows,
    )
    .execute(tx.connection()?)
    .await?;
    Ok(entered.rows_affected())
}

/// About how many lines a review would have, where it has too many.
pub(in crate::access_review) async fn count(tx: &mut Tx) -> Result<i64, Error> {
    let count = sqlx::query_scalar!(
        r#"
        select (select count(*) from tenant.person_role r) + (select count(*) from tenant.permission_grant g where g.source = 'own') as "count!"
        "#
    );
    Ok(count.fetch_one(tx.connection()?).await?)
}

/// Decides lines.
pub(in crate::access_review) async fn decide(
    tx: &mut Tx,
    id: AccessReviewId,
    numbers: &[LineNumber],
    decision: &Decision<'_>,
) -> Result<(), Error> {
    sqlx::query!(
        "update tenant.access_review_line
        set state = $3, decided_by = $4, decided_at = $5, reason = $6
        where review_id = $1 and number = any ($2)",
        id as AccessReviewId,
        numbers as &[LineNumber],
        decision.state as AccessReviewLineState,
        decision.by as PersonId,
        decision.at,
        decision.reason as Option<&Text>,
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}

/// Keeps of each line that needs no decision that it needs none.
pub(in crate::access_review) async fn save_gone(tx: &mut Tx, id: AccessReviewId) -> Result<(), Error> {
    sqlx::query!(
        "update tenant.access_review_line l
        set state = 'gone'
        where l.review_id = $1 and l.state = 'open'
          and l.granted_at is distinct from tenant.held_since(l.org_id, l.person_id, l.source, l.permissions[1])",
        id as AccessReviewId,
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}

impl LineRow {
    fn line(self) -> Result<AccessReviewLine, Error> {
        let custom_role = self.custom_role_id.zip(self.custom_role_name).map(|(id, name)| CustomRole { id, name });
        let role = if custom_role.is_some() { None } else { role_of(&self.source)? };
        Ok(AccessReviewLine {
            role,
            custom_role,
            number: self.number,
            person_id: self.person_id,
            person_name: self.person_name,
            is_active: self.is_active,
            permissions: self.permissions,
            guarded: self.guarded,
            toxic: self.toxic,
            granted_by: self.granted_by,
            granted_by_name: self.granted_by_name,
            granted_at: self.granted_at,
            granted_because: self.granted_because,
            approved_by: self.approved_by,
            approved_by_name: self.approved_by_name,
            expires_at: self.expires_at,
            last_sign_in_at: self.last_sign_in_at,
            is_given_anew: self.state == AccessReviewLineState::Gone && self.held_since.is_some(),
            state: self.state,
            decided_by: self.decided_by,
            decided_by_name: self.decided_by_name,
            decided_at: self.decided_at,
            reason: self.reason,
        })
    }
}
