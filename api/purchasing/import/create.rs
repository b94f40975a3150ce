//! Upload a file and try it.
use access::{Answer, Changed, Event, Permit, Work, catalogue::CreateImports};
use actix_web::web::block;
use imports::{BYTES_MAX, CsvText, Format, NewImport, SourceFile};
use kernel::{Bytes, Error, Query, Text, ended};
use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;

use super::{ImportId, ImportKind, ImportView, attempt::attempt};

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
/// the rows are tried at once, without effect: the answer says what they would become and what is wrong. Whoever uploads
/// must also hold the permission to make what the rows become (`supplier.create`, `purchase_order.create`). Kept as it was
/// read: nothing is repaired in silence.
#[utoipa::path(
    post,
    path = "/imports",
    tag = "imports",
    params(CreateRequest),
    request_body(
        description = "The file itself: at most 10,485,760 bytes, 20,000 rows, 64 columns and 4,000 characters a cell.",
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
    file: Bytes<BYTES_MAX>,
) -> Result<Answer<ImportView>, Error> {
    permit.change(async |work| create(work, request.into_inner(), file).await).await
}

/// Reads the file, remembers or guesses, tries, saves and tells.
pub async fn create(
    work: &mut Work<'_, CreateImports>,
    request: CreateRequest,
    file: Bytes<BYTES_MAX>,
) -> Result<Changed<ImportView>, Error> {
    let CreateRequest { kind, file_name, sheet } = request;
    kind.may_be_made_by(work.caller())?;
    let format = Format::of_media_type(&file.media_type).ok_or(ended::UNSUPPORTED_MEDIA_TYPE)?;
    let bytes = file.bytes;
    let file = block(move || SourceFile::read(&bytes, format, sheet.as_ref().map(Text::as_str))).await??;
    let id = ImportId(work.new_id());
    let header = &file.sheet.header;
    let mapping = match imports::kept_for(work, kind.code(), header).await? {
        Some(kept) => kept.remembered.recalled(kind.target(), header.iter().map(String::as_str)),
        None => imports::guess(kind.target(), header),
    };
    let tried = attempt(work, kind, &file.sheet, &mapping).await?.trial;
    let new = NewImport { id, kind: kind.code(), name: file_name, file: &file, mapping: &mapping, trial: &tried };
    let import = imports::insert(work, new).await?;
    let detail = json!({
        "kind": kind, "rows": import.counts.rows, "problems": import.counts.problems, "sha256": import.file.sha256,
    });
    let shown = ImportView::read(work, import).await?;
    let event = Event::of::<CreateImports>(id, detail);
    Ok(Changed::new(shown, event).created_at(format!("/v1/imports/{id}")))
}
