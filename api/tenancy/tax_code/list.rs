//! List the tax codes by name.
use access::{Answer, Permit, Work, catalogue::ViewTaxCodes};
use kernel::{Cursor, Error, Name, Page, PageSize, Query};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{TaxCodeView, store};

/// Which tax codes.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListTaxCodesRequest {
    /// True for those in use, false for the retired, absent for all.
    is_active: Option<bool>,
    /// The `next_cursor` of the page before.
    #[param(inline)]
    cursor: Option<Cursor>,
    /// How many on a page.
    #[serde(default)]
    #[param(inline, required = false)]
    limit: PageSize,
}

kernel::turns!(ListTaxCodesRequest);

/// List the tax codes
///
/// By name, those in use and the retired; a line takes only one in use.
#[utoipa::path(
    get,
    path = "/tax-codes",
    tag = "organisation",
    params(ListTaxCodesRequest),
    responses((status = 200, body = Page<TaxCodeView>, description = "One page of tax codes."))
)]
pub async fn list_tax_codes(
    permit: Permit<ViewTaxCodes>,
    request: Query<ListTaxCodesRequest>,
) -> Result<Answer<Page<TaxCodeView>>, Error> {
    permit.read(async |work| list(work, request.into_inner()).await).await
}

/// One page.
pub async fn list<P>(work: &mut Work<'_, P>, request: ListTaxCodesRequest) -> Result<Page<TaxCodeView>, Error> {
    let after_name = request.cursor.map(|cursor| cursor.place::<Name>()).transpose()?;
    let found = store::page(work, request.is_active, after_name, request.limit.rows_asked()).await?;
    let page = Page::cut(found, request.limit, |tax_code| tax_code.name.clone())?;
    Ok(page.map(|tax_code| tax_code.seen_by(work.caller())))
}
