//! Say which column is which, and try again.
use access::{Answer, Changed, Event, Permit, Work, catalogue::MapImports};
use actix_web::web::Path;
use imports::{FieldColumn, FieldConstant, FieldValue, Import, Mapping, Origin};
use kernel::{Error, IfMatch, Json, Revision};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{
    ImportId, ImportKind, ImportView,
    attempt::{Round, attempt},
    job::{Act, is_long, leave, lock_idle},
};

/// Where each field comes from: all of it, what is left out is not mapped.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MapImportRequest)]
pub struct MapRequest {
    /// Fields that are read from a column; a column may serve several.
    #[schema(max_items = 64)]
    columns: Vec<FieldColumn>,
    /// Fields that are the same in every row.
    #[serde(default)]
    #[schema(max_items = 64)]
    constants: Vec<FieldConstant>,
    /// What values of the file mean.
    #[serde(default)]
    #[schema(max_items = 1000)]
    values: Vec<FieldValue>,
}

/// Say which column is which
///
/// Replaces the mapping and tries all rows again, without effect. A field has a column or a constant, never both. Over 1,000
/// rows are tried by a job: the answer is 202, and the mapping stays what it was until the job has tried them.
#[utoipa::path(
    post,
    path = "/imports/{id}/map",
    tag = "imports",
    params(("id" = ImportId, Path, description = "The import.")),
    request_body = MapRequest,
    responses(
        (status = 200, body = ImportView, description = "The import, tried again."),
        (status = 202, body = ImportView, description = "The import as it was; a job tries its rows by the new mapping.")
    )
)]
pub async fn map_import(
    permit: Permit<MapImports>,
    id: Path<ImportId>,
    if_match: IfMatch,
    request: Json<MapRequest>,
) -> Result<Answer<ImportView>, Error> {
    permit.change(async |work| map(work, *id, if_match.0, request.into_inner()).await).await
}

/// Locks it, checks the mapping, tries again, saves and tells.
pub async fn map(
    work: &mut Work<'_, MapImports>,
    id: ImportId,
    seen: Revision,
    request: MapRequest,
) -> Result<Changed<ImportView>, Error> {
    let import = lock_idle(work, id).await?;
    import.must_be_open()?;
    import.revision.must_be(seen)?;
    let kind = ImportKind::of(&import.kind)?;
    let MapRequest { columns, constants, values } = request;
    let mapping = Mapping { columns, constants, values, origin: Origin::Said };
    mapping.must_fit(kind.target(), import.header.len())?;
    if is_long(kind, &import) {
        let event = leave(work, Act::Map, &import, serde_json::to_value(&mapping)?).await?;
        let shown = ImportView::read(work, import).await?;
        return Ok(Changed::new(shown, event).awaited_at(format!("/v1/imports/{id}")));
    }
    let mapped = map_now(work, import, mapping).await?;
    ImportView::of_changed(work, mapped).await
}

/// Tries its rows by another mapping.
pub(super) async fn map_now(
    work: &mut Work<'_, MapImports>,
    import: Import,
    mapping: Mapping,
) -> Result<Changed<Import>, Error> {
    import.must_be_open()?;
    let kind = ImportKind::of(&import.kind)?;
    let import = Import { mapping, ..import };
    let round = Round { kind, import: &import, mapping: &import.mapping, is_making: false };
    let tally = attempt(work, round).await?;
    let import = imports::save_trial(work, import, &tally).await?;
    let detail = json!({
        "kind": kind, "ready": import.counts.ready, "warnings": import.counts.warnings,
        "problems": import.counts.problems, "documents": import.counts.documents,
    });
    let event = Event::of::<MapImports>(import.id, detail);
    Ok(Changed::new(import, event))
}
