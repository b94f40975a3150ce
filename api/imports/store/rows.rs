//! The rows of an import that was found to be the caller's, some hundreds to a part.
use access::Tx;
use kernel::Error;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::read;
use crate::{
    Created, Finding, Import, ImportId, ImportRow, Outcome, RowTrial, SheetRow, WantedRows, sheet::ROWS_OF_PART,
};

/// How many parts are looked at together where each takes a statement.
const PARTS_AT_ONCE: usize = 10;

impl Import {
    /// The numbers of the parts that its rows are kept in.
    pub fn parts(&self) -> std::ops::Range<usize> {
        0..self.rows().div_ceil(ROWS_OF_PART)
    }

    /// How many rows it has.
    pub fn rows(&self) -> usize {
        usize::try_from(self.counts.rows).unwrap_or_default()
    }
}

// How a row came out, as it is kept.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    outcome: Outcome,
    document: Option<String>,
    created: Option<Created>,
    problems: Vec<Finding>,
    warnings: Vec<Finding>,
}

/// How a row came out, and what it became.
#[derive(Debug)]
pub struct RowFound {
    pub trial: RowTrial,
    pub created: Option<Created>,
}

impl RowFound {
    fn kept(self) -> Kept {
        let outcome = self.trial.outcome();
        let RowTrial { document, problems, warnings, .. } = self.trial;
        Kept { outcome, document, created: self.created, problems, warnings }
    }
}

/// Keeps the rows of a part as they were read.
pub(super) async fn insert(tx: &mut Tx, id: ImportId, part: i32, rows: &[SheetRow]) -> Result<(), Error> {
    sqlx::query!(
        "
        insert into tenant.import_part (org_id, import_id, part, row_count, last_row, cells, found)
        values ((select door.org_id()), $1, $2, $3, $4, $5, '[]')
        ",
        id.0,
        part,
        i32::try_from(rows.len())?,
        rows.last().map(|row| row.row),
        serde_json::to_value(rows)?
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}

/// Keeps how the rows of a part came out this time and what they became; a part that came out as before is not written again.
pub async fn keep_found(tx: &mut Tx, id: ImportId, part: usize, found: Vec<RowFound>) -> Result<(), Error> {
    let found: Vec<Kept> = found.into_iter().map(RowFound::kept).collect();
    let part = i32::try_from(part)?;
    sqlx::query!(
        "update tenant.import_part set found = $3 where import_id = $1 and part = $2 and found <> $3",
        id.0,
        part,
        serde_json::to_value(found)?
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, id: ImportId) -> Result<(), Error> {
    sqlx::query!("delete from tenant.import_part where import_id = $1", id.0).execute(tx.connection()?).await?;
    Ok(())
}

/// The rows of a part as they were read.
pub async fn rows_of_part(tx: &mut Tx, id: ImportId, part: usize) -> Result<Vec<SheetRow>, Error> {
    let part = i32::try_from(part)?;
    let cells =
        sqlx::query_scalar!("select cells from tenant.import_part where import_id = $1 and part = $2", id.0, part)
            .fetch_one(tx.connection()?)
            .await?;
    read(cells)
}

/// The documents that the rows of some parts became, each once, and where the next parts begin.
pub async fn made(tx: &mut Tx, import: &Import, from: usize) -> Result<Option<(Vec<Uuid>, usize)>, Error> {
    if from >= import.parts().end {
        return Ok(None);
    }
    let next = from.saturating_add(PARTS_AT_ONCE);
    let (from, to) = (i32::try_from(from)?, i32::try_from(next)?);
    let ids = sqlx::query_scalar!(
        r#"
        select distinct (f #>> '{created,id}')::uuid as "id!"
        from tenant.import_part p
        cross join lateral jsonb_array_elements(p.found) f
        where p.import_id = $1 and p.part >= $2 and p.part < $3 and f #>> '{created,id}' is not null
        "#,
        import.id.0,
        from,
        to
    )
    .fetch_all(tx.connection()?)
    .await?;
    Ok(Some((ids, next)))
}

/// The rows wanted, in the order of the file.
pub async fn page_of_rows(tx: &mut Tx, id: ImportId, wanted: &WantedRows) -> Result<Vec<ImportRow>, Error> {
    let rows = sqlx::query!(
        r#"
        select r.cells as "cells!", r.found as "found!"
        from tenant.import_part p
        cross join lateral rows from (jsonb_array_elements(p.cells), jsonb_array_elements(p.found))
            with ordinality r (cells, found, place)
        where p.import_id = $1 and (p.last_row is null or p.last_row > $3) and r.found is not null
            and ($2::text is null or r.found ->> 'outcome' = $2) and (r.cells -> 'row')::int > $3
        order by p.part, r.place
        limit $4
        "#,
        id.0,
        wanted.outcome.map(Outcome::code),
        wanted.after.unwrap_or(0),
        wanted.rows
    )
    .fetch_all(tx.connection()?)
    .await?;
    rows.into_iter().map(|row| shown(row.cells, row.found)).collect()
}

/// The rows of one part that have problems, in the order of the file.
pub async fn problem_rows(tx: &mut Tx, id: ImportId, part: usize) -> Result<Vec<ImportRow>, Error> {
    let part = i32::try_from(part)?;
    let rows = sqlx::query!(
        r#"
        select r.cells as "cells!", r.found as "found!"
        from tenant.import_part p
        cross join lateral rows from (jsonb_array_elements(p.cells), jsonb_array_elements(p.found)) r (cells, found)
        where p.import_id = $1 and p.part = $2 and r.found ->> 'outcome' = 'problem'
        order by (r.cells -> 'row')::int
        "#,
        id.0,
        part
    )
    .fetch_all(tx.connection()?)
    .await?;
    rows.into_iter().map(|row| shown(row.cells, row.found)).collect()
}

fn shown(cells: Value, found: Value) -> Result<ImportRow, Error> {
    let (SheetRow { row, cells }, kept): (SheetRow, Kept) = (read(cells)?, read(found)?);
    let Kept { outcome, document, created, problems, warnings } = kept;
    Ok(ImportRow { row, outcome, cells, document, created, problems, warnings })
}
