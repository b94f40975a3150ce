//! Every statement on sessions that runs inside one; those before it are functions of the door's.
use access::{CustomRole, HomeCode, Role, Tx};
use chrono::{DateTime, Utc};
use kernel::{Currency, DepartmentId, Error, OrgId, PersonId, SessionId};
use sqlx::types::Json;

use super::{
    device::Device,
    list::ListedSession,
    view::{FailedTries, OwnOrganisation, OwnSecondFactor, OwnSession, SessionView, SignedInPerson},
};

/// The caller's session, person and organisation in one statement.
pub async fn own(tx: &mut Tx, home: &HomeCode, permissions: Vec<String>) -> Result<SessionView, Error> {
    let row = sqlx::query!(
        r#"
        select
            s.id as "session_id!: SessionId", s.slug as "slug!", s.created_at as "created_at!", s.authenticated_at as "authenticated_at!",
            s.expires_at as "expires_at!", s.failed_tries as "failed_tries!", s.failed_last_at, s.failed_last_from,
            s.totp_since, s.second_factor_by, s.passkeys as "passkeys!", s.passkey_since, s.recovery_codes_left as "recovery_codes_left!",
            p.id as "person_id: PersonId", p.name, p.email, p.department_id as "department_id: DepartmentId",
            coalesce(p.locale, o.locale) as "locale!", coalesce(p.time_zone, o.time_zone) as "time_zone!",
            array(
                select r.role from tenant.person_role r
                where r.org_id = p.org_id and r.person_id = p.id and r.custom_role_id is null
                order by r.role
            ) as "roles!: Vec<Role>",
            (
                select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name) order by lower(c.name), c.id), '[]')
                from tenant.person_role r join tenant.custom_role c on c.org_id = r.org_id and c.id = r.custom_role_id
                where r.org_id = p.org_id and r.person_id = p.id
            ) as "custom_roles!: Json<Vec<CustomRole>>",
            o.org_id as "org_id: OrgId", o.name as organisation_name, o.base_currency as "base_currency: Currency",
            o.time_zone as organisation_time_zone, o.locale as organisation_locale, o.fiscal_year_start_month
        from door.own_session() s
        join tenant.person p on p.org_id = (select door.org_id()) and p.id = (select door.person_id())
        join tenant.organisation o on o.org_id = p.org_id
        "#
    )
    .fetch_one(tx.connection()?)
    .await?;
    let since = [row.totp_since, row.passkey_since].into_iter().flatten().min();
    let (count, last_network) = (row.failed_tries, row.failed_last_from);
    let second_factor_by = row.second_factor_by.filter(|_| since.is_none());
    Ok(SessionView {
        session: OwnSession {
            id: row.session_id,
            created_at: row.created_at,
            authenticated_at: row.authenticated_at,
            expires_at: row.expires_at,
            failed_tries: row.failed_last_at.map(|last_at| FailedTries { count, last_at, last_network }),
        },
        person: SignedInPerson {
            id: row.person_id,
            name: row.name,
            email: row.email,
            locale: row.locale,
            time_zone: row.time_zone,
            department_id: row.department_id,
            roles: row.roles,
            custom_roles: row.custom_roles.0,
        },
        organisation: OwnOrganisation {
            id: row.org_id,
            slug: row.slug,
            name: row.organisation_name,
            base_currency: row.base_currency,
            time_zone: row.organisation_time_zone,
            locale: row.organisation_locale,
            fiscal_year_start_month: row.fiscal_year_start_month,
            home: home.into(),
        },
        second_factor: since.map(|since| OwnSecondFactor {
            since,
            has_app: row.totp_since.is_some(),
            passkeys: row.passkeys,
            recovery_codes_left: row.recovery_codes_left,
        }),
        second_factor_by,
        permissions,
    })
}

/// The caller's own that live, newest first.
pub async fn own_page(
    tx: &mut Tx,
    after: Option<(DateTime<Utc>, SessionId)>,
    rows: i64,
) -> Result<Vec<ListedSession>, Error> {
    let (before_at, before) = after.unzip();
    let rows = sqlx::query!(
        r#"
        select s.id as "id!: SessionId", s.created_at as "created_at!", s.last_used_at as "last_used_at!", s.idle_ends_at as "idle_ends_at!",
            s.expires_at as "expires_at!", s.network, s.device, s.is_this as "is_this!"
        from door.own_sessions($1, $2, $3) s
        order by s.created_at desc, s.id desc
        "#,
        before_at,
        before.map(|id| id.0),
        i32::try_from(rows)?
    )
    .fetch_all(tx.connection()?)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| ListedSession {
            id: row.id,
            is_this: row.is_this,
            created_at: row.created_at,
            last_used_at: row.last_used_at,
            idle_ends_at: row.idle_ends_at,
            expires_at: row.expires_at,
            network: row.network,
            device: row.device.map(Device::of),
        })
        .collect())
}

/// Whether the caller's organisation has this person.
pub async fn is_person(tx: &mut Tx, id: PersonId) -> Result<bool, Error> {
    let found = sqlx::query_scalar!(r#"select exists (select from tenant.person where id = $1) as "is_there!""#, id.0);
    Ok(found.fetch_one(tx.connection()?).await?)
}
