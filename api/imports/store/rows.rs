//! The rows of an import that was found to be the caller's, some hundreds to a part.
use std::collections::HashMap;

use access::Tx;
use kernel::Error;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::read;
use crate::{Created, Finding, Import, ImportId, ImportRow, Outcome, RowTrial, Sheet, SheetRow, Trial, WantedRows};

/// What a row became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    pub row: i32,
    pub kind: &'static str,
    pub id: Uuid,
}

// A trial has the rows of its sheet in their order, so both fall into the same parts.
const ROWS_OF_PART: usize = 500;

impl Import {
    /// The numbers of the parts that its rows are kept in.
    pub fn parts(&self) -> impl Iterator<Item = i32> + use<> {
        let parts = usize::try_from(self.counts.rows).unwrap_or_default().div_ceil(ROWS_OF_PART);
        (0..).take(parts)
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

impl Kept {
    fn of(row: &RowTrial, made: &HashMap<i32, &Made>) -> Self {
        let created = made.get(&row.row).map(|made| Created { kind: made.kind.to_owned(), id: made.id });
        Self {
            outcome: row.outcome(),
            document: row.document.clone(),
            created,
            problems: row.problems.clone(),
            warnings: row.warnings.clone(),
        }
    }
}

fn found(trial: &Trial, made: &[Made]) -> Result<Vec<Value>, Error> {
    let made: HashMap<i32, &Made> = made.iter().map(|made| (made.row, made)).collect();
    let parts = trial.rows.chunks(ROWS_OF_PART);
    let parts = parts.map(|rows| serde_json::to_value(rows.iter().map(|row| Kept::of(row, &made)).collect::<Vec<_>>()));
    Ok(parts.collect::<Result<_, _>>()?)
}

fn numbers(parts: usize) -> Vec<i32> {
    (0..).take(parts).collect()
}

pub(super) async fn insert(tx: &mut Tx, id: ImportId, sheet: &Sheet, trial: &Trial) -> Result<(), Error> {
    let parts = || sheet.rows.chunks(ROWS_OF_PART);
    let cells = parts().map(serde_json::to_value).collect::<Result<Vec<_>, _>>()?;
    let counts = parts().map(|rows| i32::try_from(rows.len())).collect::<Result<Vec<_>, _>>()?;
    let found = found(trial, &[])?;
    sqlx::query!(
        "
        insert into tenant.import_part (org_id, import_id, part, row_count, cells, found)
        select (select door.org_id()), $1, n.*
        from unnest($2::int[], $3::int[], $4::jsonb[], $5::jsonb[]) n
        ",
        id.0,
        &numbers(counts.len()),
        &counts,
        &cells,
        &found
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}

/// Keeps how the rows came out this time and what they became; a part that came out as before is not written again.
pub(super) async fn save(tx: &mut Tx, id: ImportId, trial: &Trial, made: &[Made]) -> Result<(), Error> {
    let found = found(trial, made)?;
    sqlx::query!(
        "
        update tenant.import_part p
        set found = n.found
        from unnest($2::int[], $3::jsonb[]) n (part, found)
        where p.import_id = $1 and p.part = n.part and p.found <> n.found
        ",
        id.0,
        &numbers(found.len()),
        &found
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, id: ImportId) -> Result<(), Error> {
    sqlx::query!("delete from tenant.import_part where import_id = $1", id.0).execute(tx.connection()?).await?;
    Ok(())
}

/// The rows as they were read, to be tried again.
pub async fn sheet(tx: &mut Tx, import: &Import) -> Result<Sheet, Error> {
    let parts =
        sqlx::query_scalar!("select cells from tenant.import_part where import_id = $1 order by part", import.id.0)
            .fetch_all(tx.connection()?)
            .await?;
    let parts: Vec<Vec<SheetRow>> = parts.into_iter().map(read).collect::<Result<_, _>>()?;
    let header = import.header.iter().map(|column| column.name.clone()).collect();
    Ok(Sheet { header, rows: parts.into_iter().flatten().collect() })
}

/// The documents that its rows became, each once.
pub async fn made(tx: &mut Tx, id: ImportId) -> Result<Vec<Uuid>, Error> {
    Ok(sqlx::query_scalar!(
        r#"
        select distinct (f #>> '{created,id}')::uuid as "id!"
        from tenant.import_part p
        cross join lateral jsonb_array_elements(p.found) f
        where p.import_id = $1 and f #>> '{created,id}' is not null
        "#,
        id.0
    )
    .fetch_all(tx.connection()?)
    .await?)
}

/// The rows wanted, in the order of the file.
pub async fn page_of_rows(tx: &mut Tx, id: ImportId, wanted: &WantedRows) -> Result<Vec<ImportRow>, Error> {
    let rows = sqlx::query!(
        r#"
        select r.cells as "cells!", r.found as "found!"
        from tenant.import_part p
        cross join lateral rows from (jsonb_array_elements(p.cells), jsonb_array_elements(p.found)) r (cells, found)
        where p.import_id = $1 and ($2::text is null or r.found ->> 'outcome' = $2) and (r.cells -> 'row')::int > $3
        order by (r.cells -> 'row')::int
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
pub async fn problem_rows(tx: &mut Tx, id: ImportId, part: i32) -> Result<Vec<ImportRow>, Error> {
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
