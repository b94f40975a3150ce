//! The rows of an import that was found to be the caller's.
use access::Tx;
use kernel::Error;
use serde_json::Value;
use uuid::Uuid;

use super::read;
use crate::{Created, Import, ImportId, ImportRow, Outcome, Sheet, SheetRow, Trial, WantedRows};

/// What a row became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    pub row: i32,
    pub kind: &'static str,
    pub id: Uuid,
}

// Column by column, as `unnest` takes them.
struct Found {
    rows: Vec<i32>,
    outcomes: Vec<String>,
    documents: Vec<Option<String>>,
    problems: Vec<Value>,
    warnings: Vec<Value>,
}

impl Found {
    fn of(trial: &Trial) -> Result<Self, Error> {
        let rows = &trial.rows;
        let as_json = |found| serde_json::to_value(found);
        Ok(Self {
            rows: rows.iter().map(|row| row.row).collect(),
            outcomes: rows.iter().map(|row| row.outcome().code().to_owned()).collect(),
            documents: rows.iter().map(|row| row.document.clone()).collect(),
            problems: rows.iter().map(|row| as_json(&row.problems)).collect::<Result<_, _>>()?,
            warnings: rows.iter().map(|row| as_json(&row.warnings)).collect::<Result<_, _>>()?,
        })
    }
}

pub(super) async fn insert(tx: &mut Tx, id: ImportId, sheet: &Sheet, trial: &Trial) -> Result<(), Error> {
    let cells = sheet.rows.iter().map(|row| serde_json::to_value(&row.cells)).collect::<Result<Vec<_>, _>>()?;
    let found = Found::of(trial)?;
    sqlx::query!(
        "
        insert into tenant.import_row (org_id, import_id, row, cells, outcome, document, problems, warnings)
        select (select door.org_id()), $1, n.*
        from unnest($2::int[], $3::jsonb[], $4::text[], $5::text[], $6::jsonb[], $7::jsonb[]) n
        ",
        id.0,
        &found.rows,
        &cells,
        &found.outcomes,
        &found.documents as &[Option<String>],
        &found.problems,
        &found.warnings
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}

/// Keeps how the rows came out this time; what came out as before is not written again.
pub(super) async fn save(tx: &mut Tx, id: ImportId, trial: &Trial) -> Result<(), Error> {
    let found = Found::of(trial)?;
    sqlx::query!(
        "
        update tenant.import_row r
        set outcome = n.outcome, document = n.document, problems = n.problems, warnings = n.warnings
        from unnest($2::int[], $3::text[], $4::text[], $5::jsonb[], $6::jsonb[]) n (row, outcome, document, problems, warnings)
        where r.import_id = $1 and r.row = n.row
            and (r.outcome, r.document, r.problems, r.warnings) is distinct from (n.outcome, n.document, n.problems, n.warnings)
        ",
        id.0,
        &found.rows,
        &found.outcomes,
        &found.documents as &[Option<String>],
        &found.problems,
        &found.warnings
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}

pub(super) async fn save_made(tx: &mut Tx, id: ImportId, made: &[Made]) -> Result<(), Error> {
    let rows: Vec<i32> = made.iter().map(|made| made.row).collect();
    let kinds: Vec<String> = made.iter().map(|made| made.kind.to_owned()).collect();
    let ids: Vec<Uuid> = made.iter().map(|made| made.id).collect();
    sqlx::query!(
        "
        update tenant.import_row r
        set created_kind = n.kind, created_id = n.id
        from unnest($2::int[], $3::text[], $4::uuid[]) n (row, kind, id)
        where r.import_id = $1 and r.row = n.row
        ",
        id.0,
        &rows,
        &kinds,
        &ids
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, id: ImportId) -> Result<(), Error> {
    sqlx::query!("delete from tenant.import_row where import_id = $1", id.0).execute(tx.connection()?).await?;
    Ok(())
}

/// The rows as they were read, to be tried again.
pub async fn sheet(tx: &mut Tx, import: &Import) -> Result<Sheet, Error> {
    let rows = sqlx::query!("select row, cells from tenant.import_row where import_id = $1 order by row", import.id.0)
        .fetch_all(tx.connection()?)
        .await?;
    let rows = rows.into_iter().map(|row| Ok(SheetRow { row: row.row, cells: read(row.cells)? }));
    let header = import.header.iter().map(|column| column.name.clone()).collect();
    Ok(Sheet { header, rows: rows.collect::<Result<_, Error>>()? })
}

/// The rows wanted, in the order of the file.
pub async fn page_of_rows(tx: &mut Tx, id: ImportId, wanted: &WantedRows) -> Result<Vec<ImportRow>, Error> {
    let rows = sqlx::query!(
        r#"
        select r.row, r.outcome as "outcome: Outcome", r.cells, r.document, r.problems, r.warnings, r.created_kind, r.created_id
        from tenant.import_row r
        where r.import_id = $1 and ($2::text is null or r.outcome = $2) and r.row > $3
        order by r.row
        limit $4
        "#,
        id.0,
        wanted.outcome.map(Outcome::code),
        wanted.after.unwrap_or(0),
        wanted.rows
    )
    .fetch_all(tx.connection()?)
    .await?;
    let shown = rows.into_iter().map(|row| {
        Ok(ImportRow {
            row: row.row,
            outcome: row.outcome,
            cells: read(row.cells)?,
            document: row.document,
            created: row.created_kind.zip(row.created_id).map(|(kind, id)| Created { kind, id }),
            problems: read(row.problems)?,
            warnings: read(row.warnings)?,
        })
    });
    shown.collect()
}
