//! Add a tax code.
use access::{Answer, Changed, Event, Permit, Work, catalogue::CreateTaxCodes};
use kernel::{Code, Error, Json, Name, Percent, Revision};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{TaxCode, TaxCodeId, TaxCodeView, Treatment, must_fit, store};

/// A new tax code.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateTaxCodeRequest {
    /// Unique in the organisation.
    name: Name,
    /// Unique in the organisation.
    code: Code,
    treatment: Treatment,
    /// Above zero for treatment S, zero for every other; it stays as it is entered.
    #[schema(example = "20")]
    rate_percent: Percent,
}

/// Add a tax code
///
/// It can be chosen from now on; its rate stays as it is entered.
#[utoipa::path(
    post,
    path = "/tax-codes",
    tag = "organisation",
    request_body = CreateTaxCodeRequest,
    responses((status = 201, body = TaxCodeView, description = "The tax code; `Location` says where it stands."))
)]
pub async fn create_tax_code(
    permit: Permit<CreateTaxCodes>,
    request: Json<CreateTaxCodeRequest>,
) -> Result<Answer<TaxCodeView>, Error> {
    permit.change(async |work| create(work, request.into_inner()).await).await
}

/// Checks the rate, saves and tells.
pub async fn create(
    work: &mut Work<'_, CreateTaxCodes>,
    request: CreateTaxCodeRequest,
) -> Result<Changed<TaxCodeView>, Error> {
    let id = TaxCodeId(work.new_id());
    let CreateTaxCodeRequest { name, code, treatment, rate_percent } = request;
    must_fit(treatment, rate_percent)?;
    let tax_code = TaxCode { id, name, code, treatment, rate_percent, is_active: true, revision: Revision::FIRST };
    store::insert(work, &tax_code).await?;
    let event = Event::of::<CreateTaxCodes>(
        id,
        json!({ "name": tax_code.name, "code": tax_code.code, "treatment": treatment, "rate_percent": rate_percent }),
    );
    Ok(Changed::new(tax_code.seen_by(work.caller()), event).created_at(format!("/v1/tax-codes/{id}")))
}
