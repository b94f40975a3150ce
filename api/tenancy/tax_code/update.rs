//! Change a tax code's name or code, or retire it; a new rate is a new tax code.
use access::{Answer, Changed, Event, Permit, Work, catalogue::UpdateTaxCodes};
use actix_web::web::Path;
use kernel::{Code, Error, IfMatch, Json, Name, Revision, given};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{TaxCode, TaxCodeId, TaxCodeView, store};
use crate::change;

/// What to change; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateTaxCodeRequest {
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Name)]
    name: Option<Name>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Code)]
    code: Option<Code>,
    /// False retires it.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = bool)]
    is_active: Option<bool>,
}

/// Change a tax code's name or code, or retire it
///
/// A new rate is a new tax code. A retired one cannot be chosen any more.
#[utoipa::path(
    patch,
    path = "/tax-codes/{id}",
    tag = "organisation",
    params(("id" = TaxCodeId, Path, description = "The tax code.")),
    request_body = UpdateTaxCodeRequest,
    responses((status = 200, body = TaxCodeView, description = "The tax code as it is now."))
)]
pub async fn update_tax_code(
    permit: Permit<UpdateTaxCodes>,
    id: Path<TaxCodeId>,
    if_match: IfMatch,
    request: Json<UpdateTaxCodeRequest>,
) -> Result<Answer<TaxCodeView>, Error> {
    permit.change(async |work| update(work, *id, if_match.0, request.into_inner()).await).await
}

/// Locks it, saves and tells.
pub async fn update(
    work: &mut Work<'_, UpdateTaxCodes>,
    id: TaxCodeId,
    seen: Revision,
    request: UpdateTaxCodeRequest,
) -> Result<Changed<TaxCodeView>, Error> {
    let before = store::lock(work, id).await?;
    before.revision.must_be(seen)?;
    let after = TaxCode {
        name: request.name.unwrap_or_else(|| before.name.clone()),
        code: request.code.unwrap_or_else(|| before.code.clone()),
        is_active: request.is_active.unwrap_or(before.is_active),
        revision: before.revision.next(),
        ..before.clone()
    };
    store::save(work, &after).await?;
    let event = Event::of::<UpdateTaxCodes>(id, json!({ "changed": change::fields(&before, &after)? }));
    Ok(Changed::new(after.seen_by(work.caller()), event))
}
