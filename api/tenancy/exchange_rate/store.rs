//! Every statement on exchange rates; the policies add the tenant to each.
#![expect(clippy::as_conversions, reason = "the checked macros name a newtype by `as`; nothing is converted")]
use std::ops::RangeInclusive;

use access::Tx;
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Currency, Error, Name, PersonId, Rate};
use sqlx::{Postgres, QueryBuilder};

use super::{ExchangeRate, ExchangeRateId, RateUsed, list::Place};
use crate::refusals::EXCHANGE_RATE_EXISTS;

#[derive(sqlx::FromRow)]
struct Row {
    id: ExchangeRateId,
    from_currency: Currency,
    to_currency: Currency,
    on_date: NaiveDate,
    rate: Rate,
    source: Name,
    entered_by: PersonId,
    entered_by_name: Option<Name>,
    entered_at: DateTime<Utc>,
}

// The name is looked up row by row, so that a page keeps its order.
const SELECT: &str = "
    select r.id, r.from_currency, r.to_currency, r.on_date, r.rate, r.source, r.entered_by, r.entered_at,
           (select p.name from tenant.person p where p.org_id = r.org_id and p.id = r.entered_by) as entered_by_name
    from tenant.exchange_rate r
    where r.org_id = (select door.org_id())";

/// Which rates a page holds.
pub(super) struct Filter {
    pub from: Option<Currency>,
    pub to: Option<Currency>,
    pub until: Option<NaiveDate>,
    pub after: Option<Place>,
    pub rows: i64,
}

pub(super) async fn find(tx: &mut Tx, id: ExchangeRateId) -> Result<ExchangeRate, Error> {
    let mut query = QueryBuilder::<Postgres>::new(SELECT);
    query.push(" and r.id = ").push_bind(id);
    let found: Option<Row> = query.build_query_as().fetch_optional(tx.connection()?).await?;
    found.map(ExchangeRate::from).ok_or_else(Error::not_found)
}

pub(super) async fn page(tx: &mut Tx, filter: Filter) -> Result<Vec<ExchangeRate>, Error> {
    let mut query = QueryBuilder::<Postgres>::new(SELECT);
    if let Some(from) = filter.from {
        query.push(" and r.from_currency = ").push_bind(from);
    }
    if let Some(to) = filter.to {
        query.push(" and r.to_currency = ").push_bind(to);
    }
    if let Some(until) = filter.until {
        query.push(" and r.on_date <= ").push_bind(until);
    }
    if let Some(Place(on_date, id)) = filter.after {
        query.push(" and (r.on_date, r.id) < (").push_bind(on_date).push(", ").push_bind(id).push(")");
    }
    query.push(" order by r.on_date desc, r.id desc limit ").push_bind(filter.rows);
    let rows: Vec<Row> = query.build_query_as().fetch_all(tx.connection()?).await?;
    Ok(rows.into_iter().map(ExchangeRate::from).collect())
}

pub(super) async fn latest(
    tx: &mut Tx,
    from: Currency,
    to: Currency,
    days: RangeInclusive<NaiveDate>,
) -> Result<Option<RateUsed>, Error> {
    let found = sqlx::query_as!(
        RateUsed,
        r#"
        select id as "id: ExchangeRateId", rate as "rate: Rate", on_date as of_date
        from tenant.exchange_rate
        where from_currency = $1 and to_currency = $2 and on_date between $3 and $4
        order by on_date desc
        limit 1
        "#,
        from as Currency,
        to as Currency,
        *days.start(),
        *days.end(),
    );
    Ok(found.fetch_optional(tx.connection()?).await?)
}

pub(super) async fn insert(tx: &mut Tx, rate: &ExchangeRate) -> Result<(), Error> {
    sqlx::query!(
        "insert into tenant.exchange_rate (org_id, id, from_currency, to_currency, on_date, rate, source, entered_by, entered_at)
        values ((select door.org_id()), $1, $2, $3, $4, $5, $6, $7, $8)",
        rate.id as ExchangeRateId,
        rate.from_currency as Currency,
        rate.to_currency as Currency,
        rate.on_date,
        rate.rate as Rate,
        &rate.source as &Name,
        rate.entered_by as PersonId,
        rate.entered_at,
    )
    .execute(tx.connection()?)
    .await
    .map_err(exists)?;
    Ok(())
}

fn exists(error: sqlx::Error) -> Error {
    match error.as_database_error().and_then(|error| error.constraint()) {
        Some("exchange_rate_day_unique") => EXCHANGE_RATE_EXISTS.into(),
        _ => error.into(),
    }
}

impl From<Row> for ExchangeRate {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            from_currency: row.from_currency,
            to_currency: row.to_currency,
            on_date: row.on_date,
            rate: row.rate,
            source: row.source,
            entered_by: row.entered_by,
            entered_by_name: row.entered_by_name,
            entered_at: row.entered_at,
        }
    }
}
