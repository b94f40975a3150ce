//! Every statement on what people hold; the policies add the tenant to each.
#![expect(clippy::as_conversions, reason = "the checked macros name a newtype by `as`; nothing is converted")]
use access::{CustomRole, Role, Tx};
use chrono::{DateTime, Utc};
use kernel::{CustomRoleId, Error, GrantId, Name, PersonId, Text};

use super::{Holding, PermissionSource, list_holders::Place};

struct Row {
    person_id: PersonId,
    code: String,
    source: String,
    custom_role_id: Option<CustomRoleId>,
    custom_role_name: Option<Name>,
    granted_by: Option<PersonId>,
    granted_by_name: Option<Name>,
    granted_at: DateTime<Utc>,
    approved_by: Option<PersonId>,
    approved_by_name: Option<Name>,
    grant_id: Option<GrantId>,
    reason: Option<Text>,
    expires_at: Option<DateTime<Utc>>,
}

/// Who holds something.
pub(super) struct Holder {
    pub id: PersonId,
    pub name: Name,
    pub is_active: bool,
}

/// What these people hold at this moment, or who of them holds `permission`; by person, permission and source.
pub(crate) async fn holdings(
    tx: &mut Tx,
    people: &[PersonId],
    permission: Option<&str>,
) -> Result<Vec<Holding>, Error> {
    let found = sqlx::query_as!(
        Row,
        r#"
        select g.person_id as "person_id: PersonId", g.permission as code, g.source, g.granted_by as "granted_by: PersonId", g.granted_at,
               g.custom_role_id as "custom_role_id: CustomRoleId",
               (select c.name from tenant.custom_role c where c.org_id = g.org_id and c.id = g.custom_role_id) as "custom_role_name: Name",
               (select p.name from tenant.person p where p.org_id = g.org_id and p.id = g.granted_by) as "granted_by_name: Name",
               g.approved_by as "approved_by: PersonId",
               (select p.name from tenant.person p where p.org_id = g.org_id and p.id = g.approved_by) as "approved_by_name: Name",
               g.grant_id as "grant_id: GrantId",
               (select a.reason from tenant.access_grant a where a.org_id = g.org_id and a.id = g.grant_id) as "reason: Text",
               g.expires_at
        from tenant.permission_grant g
        where g.person_id = any ($1) and ($2::text is null or g.permission = $2) and (g.expires_at is null or g.expires_at > door.now())
        order by g.person_id, g.permission, g.source
        "#,
        people as &[PersonId],
        permission
    );
    found.fetch_all(tx.connection()?).await?.into_iter().map(Row::holding).collect()
}

/// Who holds a permission at this moment, by name.
pub(super) async fn holders(
    tx: &mut Tx,
    permission: &str,
    after: Option<Place>,
    rows: i64,
) -> Result<Vec<Holder>, Error> {
    let (name, id) = after.map(|Place(name, id)| (name, id)).unzip();
    let found = sqlx::query_as!(
        Holder,
        r#"
        select p.id as "id: PersonId", p.name as "name: Name", p.is_active
        from tenant.person p
        where exists (
                select from tenant.permission_grant g
                where g.org_id = p.org_id and g.person_id = p.id and g.permission = $1 and (g.expires_at is null or g.expires_at > door.now()))
          and ($2::text is null or (p.name, p.id) > ($2, $3))
        order by p.name, p.id
        limit $4
        "#,
        permission,
        name as Option<Name>,
        id as Option<PersonId>,
        rows
    );
    Ok(found.fetch_all(tx.connection()?).await?)
}

impl Row {
    fn holding(self) -> Result<Holding, Error> {
        let custom_role = self.custom_role_id.zip(self.custom_role_name).map(|(id, name)| CustomRole { id, name });
        let role = match (self.source.as_str(), &custom_role) {
            ("own", _) | (_, Some(_)) => None,
            (code, None) => {
                let role = Role::of_code(code);
                Some(role.ok_or_else(|| std::io::Error::other(format!("unknown source {code}")))?)
            }
        };
        let source = PermissionSource {
            role,
            custom_role,
            granted_by: self.granted_by,
            granted_by_name: self.granted_by_name,
            granted_at: self.granted_at,
            approved_by: self.approved_by,
            approved_by_name: self.approved_by_name,
            grant_id: self.grant_id,
            reason: self.reason,
            expires_at: self.expires_at,
        };
        Ok(Holding { person_id: self.person_id, code: self.code, source })
    }
}
