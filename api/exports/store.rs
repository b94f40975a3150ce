//! What the name of a file says of the organisation.
use access::Tx;
use chrono::NaiveDate;
use kernel::{Error, Name, TimeZone};

/// The organisation's name, and which day it is there.
pub async fn place(tx: &mut Tx) -> Result<(Name, NaiveDate), Error> {
    let found = sqlx::query!(
        r#"
        select name as "name: Name", time_zone as "time_zone: TimeZone"
        from tenant.organisation
        where org_id = (select door.org_id())
        "#
    )
    .fetch_one(tx.connection()?)
    .await?;
    Ok((found.name, found.time_zone.date_at(tx.now())))
}
