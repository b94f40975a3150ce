//! The series' rows.
use access::Tx;
use kernel::{Error, TimeZone};
use tenancy::number_format::NumberFormat;

use super::{Counting, Series};

pub(super) async fn counting(tx: &mut Tx, series: Series) -> Result<(Counting, NumberFormat), Error> {
    let row = sqlx::query!(
        r#"
        select
            time_zone as "time_zone: TimeZone",
            fiscal_year_start_month,
            order_number_format as "order_number_format: NumberFormat",
            requisition_number_format as "requisition_number_format: NumberFormat"
        from tenant.organisation
        "#
    )
    .fetch_one(tx.connection()?)
    .await?;
    let counting = Counting { time_zone: row.time_zone, start_month: u32::try_from(row.fiscal_year_start_month)? };
    let format = match series {
        Series::Requisition => row.requisition_number_format,
        Series::PurchaseOrder => row.order_number_format,
    };
    Ok((counting, format))
}

pub(super) async fn next(tx: &mut Tx, series: Series, year: i16) -> Result<i64, Error> {
    Ok(sqlx::query_scalar!(
        "
        insert into tenant.number_series as s (org_id, kind, year, last)
        values ((select door.org_id()), $1, $2, 1)
        on conflict (org_id, kind, year) do update set last = s.last + 1
        returning last
        ",
        series.code(),
        year
    )
    .fetch_one(tx.connection()?)
    .await?)
}
