//! Every statement on grants; the policies add the tenant to each.
#![expect(clippy::as_conversions, reason = "the checked macros name a newtype by `as`; nothing is converted")]
use access::Tx;
use kernel::{Error, Name, PersonId};

use super::Grant;

// As many as the catalogue has permissions, at most.
pub(super) async fn grants(tx: &mut Tx, person: PersonId) -> Result<Vec<Grant>, Error> {
    let found = sqlx::query_as!(
        Grant,
        r#"
        select g.permission as code, g.granted_by as "granted_by: PersonId", g.granted_at,
               (select p.name from tenant.person p where p.org_id = g.org_id and p.id = g.granted_by) as "granted_by_name: Name"
        from tenant.permission_grant g
        where g.person_id = $1
        order by g.permission
        "#,
        person as PersonId
    );
    Ok(found.fetch_all(tx.connection()?).await?)
}
