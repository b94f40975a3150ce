//! The organisations as the directory has them.
use access::platform::PlatformWork;
use kernel::{Error, OrgId};
use sqlx::{Row, postgres::PgRow};

use super::WaitingView;
use crate::standing::Act;

/// An organisation of the directory, and what waits for a second operator.
pub(super) struct Entered {
    pub id: OrgId,
    pub slug: String,
    pub home: String,
    pub waiting: Option<WaitingView>,
}

/// A page of them, by name.
pub(super) async fn page<P>(
    work: &mut PlatformWork<'_, P>,
    after: Option<&str>,
    rows: i64,
) -> Result<Vec<Entered>, Error> {
    let statement = "
        select slug, org_id, home, change_id, act, reason, asked_by, asked_by_name, asked_at, expires_at
        from platform.list_organisations($1, $2)";
    let rows = sqlx::query(statement).bind(after).bind(rows).fetch_all(work.connection()).await?;
    rows.iter().map(entered).collect()
}

fn entered(row: &PgRow) -> Result<Entered, Error> {
    let waiting = match row.try_get("change_id")? {
        Some(id) => Some(WaitingView {
            id,
            act: Act::read(row.try_get("act")?)?,
            reason: row.try_get("reason")?,
            asked_by: row.try_get("asked_by")?,
            asked_by_name: row.try_get("asked_by_name")?,
            asked_at: row.try_get("asked_at")?,
            expires_at: row.try_get("expires_at")?,
        }),
        None => None,
    };
    Ok(Entered { id: OrgId(row.try_get("org_id")?), slug: row.try_get("slug")?, home: row.try_get("home")?, waiting })
}
