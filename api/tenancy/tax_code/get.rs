//! See one tax code.
use access::{Answer, Permit, Work, catalogue::ViewTaxCodes};
use actix_web::web::Path;
use kernel::Error;

use super::{TaxCodeId, TaxCodeView, store};

/// See one tax code
///
/// With its revision, and what the caller may do with it.
#[utoipa::path(
    get,
    path = "/tax-codes/{id}",
    tag = "organisation",
    params(("id" = TaxCodeId, Path, description = "The tax code.")),
    responses((status = 200, body = TaxCodeView, description = "The tax code."))
)]
pub async fn get_tax_code(permit: Permit<ViewTaxCodes>, id: Path<TaxCodeId>) -> Result<Answer<TaxCodeView>, Error> {
    permit.read(async |work| get(work, *id).await).await
}

/// Finds it.
pub async fn get(work: &mut Work<'_, ViewTaxCodes>, id: TaxCodeId) -> Result<TaxCodeView, Error> {
    Ok(store::find(work, id).await?.seen_by(work.caller()))
}
