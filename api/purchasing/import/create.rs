//! Upload a file and try it.
use access::{Answer, Changed, Event, Permit, Work, catalogue::CreateImports};
use imports::{BYTES_MAX, CsvText, Format, Import, NewImport};
use kernel::{Bytes, Error, Query, Spooled, Text, ended};
use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;

use super::{
    ImportId, ImportKind, ImportView,
    attempt::{Round, attempt},
    job::{Act, is_long, leave},
};

/// A workbook, for the document.
type WorkbookBytes = Bytes<BYTES_MAX>;

/// What the file is, beside its bytes.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CreateRequest {
    /// What its rows become.
    #[param(example = "suppliers")]
    kind: ImportKind,
    /// As it is called where it comes from; only shown.
    #[param(value_type = String, example = "orders.csv", min_length = 1, max_length = 500)]
    file_name: Text,
    /// Of a workbook, the sheet to be read; else the first that shows.
    #[param(value_type = Option<String>, example = "Orders", min_length = 1, max_length = 500)]
    sheet: Option<Text>,
}

/// Upload a file and try it
///
/// A CSV file with a header, in UTF-8 or Windows-1252, or a sheet of an XLSX workbook, whose cells are read as its CSV
/// would hold them. The mapping is the one that was confirmed for the last file with this header, else it is guessed, and
/// the rows are tried at once, without effect: the answer says what they would become and what is wrong. The rows of a file
/// with more than 1,000 are tried by a job: the import is `uploaded` until they were, and `job` tells how far that is. Whoever uploads
/// must also hold the permission to make what the rows become (`supplier.create`, `purchase_order.create`). Kept as it was
/// read: nothing is repaired in silence.
#[utoipa::path(
    post,
    path = "/imports",
    tag = "imports",
    params(CreateRequest),
    request_body(
        description = "The file itself: at most 52,428,800 bytes, 100,000 rows, 64 columns and 4,000 characters a cell.",
        content(
            (inline(CsvText) = "text/csv"),
            (inline(WorkbookBytes) = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        )
    ),
    responses((status = 201, body = ImportView, description = "The import, tried."))
)]
pub async fn create_import(
    permit: Permit<CreateImports>,
    request: Query<CreateRequest>,
    file: Spooled<BYTES_MAX>,
) -> Result<Answer<ImportView>, Error> {
    permit.change(async |work| create(work, request.into_inner(), file).await).await
}

/// Reads the file, remembers or guesses, saves, tries or leaves that to the worker, and tells.
pub async fn create(
    work: &mut Work<'_, CreateImports>,
    request: CreateRequest,
    file: Spooled<BYTES_MAX>,
) -> Result<Changed<ImportView>, Error> {
    let CreateRequest { kind, file_name, sheet } = request;
    kind.may_be_made_by(work.caller())?;
    let format = Format::of_media_type(&file.media_type).ok_or(ended::UNSUPPORTED_MEDIA_TYPE)?;
    let id = ImportId(work.new_id());
    let file = imports::take_in(work, id, file.spool, format, sheet).await?;
    let header: Vec<String> = file.header.iter().map(|column| column.name.clone()).collect();
    let mapping = match imports::kept_for(work, kind.code(), &header).await? {
        Some(kept) => kept.remembered.recalled(kind.target(), header.iter().map(String::as_str)),
        None => imports::guess(kind.target(), &header),
    };
    let new = NewImport { id, kind: kind.code(), name: file_name, file: &file, mapping: &mapping };
    let import = imports::insert(work, new).await?;
    let (import, queued) = if is_long(kind, &import) {
        let queued = leave(work, Act::Try, &import, json!({})).await?;
        (import, Some(queued))
    } else {
        (try_rows(work, import).await?, None)
    };
    let detail = json!({
        "kind": kind, "rows": import.counts.rows, "problems": import.counts.problems, "sha256": import.file.sha256,
    });
    let shown = ImportView::read(work, import).await?;
    let changed = Changed::new(shown, Event::of::<CreateImports>(id, detail));
    Ok(queued.into_iter().fold(changed, Changed::and).created_at(format!("/v1/imports/{id}")))
}

/// Tries its rows for the first time, later than it was uploaded.
pub(super) async fn try_now(work: &mut Work<'_, CreateImports>, import: Import) -> Result<Changed<Import>, Error> {
    let import = try_rows(work, import).await?;
    let detail = json!({ "kind": import.kind, "rows": import.counts.rows, "problems": import.counts.problems });
    Ok(Changed::new(import.clone(), Event::also("import.tried", import.id, detail)))
}

async fn try_rows(work: &mut Work<'_, CreateImports>, import: Import) -> Result<Import, Error> {
    let kind = ImportKind::of(&import.kind)?;
    kind.may_be_made_by(work.caller())?;
    let round = Round { kind, import: &import, mapping: &import.mapping, is_making: false };
    let tally = attempt(work, round).await?;
    imports::save_first_trial(work, import, &tally).await
}
