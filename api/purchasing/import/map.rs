//! Say which column is which, and try again.
use access::{Answer, Changed, Event, Permit, Work, catalogue::MapImports};
use actix_web::web::Path;
use imports::{FieldColumn, FieldConstant, FieldValue, Mapping, Origin};
use kernel::{Error, IfMatch, Json, Revision};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{ImportId, ImportKind, ImportView, attempt::attempt};

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
/// Replaces the mapping and tries all rows again, without effect. A field has a column or a constant, never both.
#[utoipa::path(
    post,
    path = "/imports/{id}/map",
    tag = "imports",
    params(("id" = ImportId, Path, description = "The import.")),
    request_body = MapRequest,
    responses((status = 200, body = ImportView, description = "The import, tried again."))
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
    let import = imports::lock(work, id).await?;
    import.must_be_open()?;
    import.revision.must_be(seen)?;
    let kind = ImportKind::of(&import.kind)?;
    let MapRequest { columns, constants, values } = request;
    let mapping = Mapping { columns, constants, values, origin: Origin::Said };
    mapping.must_fit(kind.target(), import.header.len())?;
    let sheet = imports::sheet(work, &import).await?;
    let tried = attempt(work, kind, &sheet, &mapping).await?.trial;
    let import = imports::save_trial(work, import, mapping, &tried).await?;
    let detail = json!({
        "kind": kind, "ready": import.counts.ready, "warnings": import.counts.warnings,
        "problems": import.counts.problems, "documents": import.counts.documents,
    });
    let shown = ImportView::read(work, import).await?;
    Ok(Changed::new(shown, Event::of::<MapImports>(id, detail)))
}
