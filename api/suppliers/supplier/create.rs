//! Propose a supplier.
use access::{Answer, Changed, Event, Permit, Shown, Work, catalogue::CreateSuppliers};
use kernel::{CountryCode, Currency, Email, Error, Json, Name, Note, Reference, Revision, Text};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{Supplier, SupplierDetails, SupplierId, SupplierView, address_lines, store};
use crate::{PossibleDuplicate, TaxNumber, possible_duplicates};

/// What one says of a new supplier.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CreateSupplierRequest)]
pub struct CreateRequest {
    /// The name people know it by.
    name: Name,
    /// The name in the register, where it differs.
    legal_name: Option<Name>,
    /// Your own number for it; unique in the organisation.
    number: Option<Reference>,
    /// Its number in the system it was imported from; unique in the organisation, and it stays.
    external_number: Option<Reference>,
    tax_number: Option<TaxNumber>,
    /// Its number in the commercial register.
    registration_number: Option<Reference>,
    /// ISO 3166-1.
    country: CountryCode,
    /// Street, postcode and town, as they are printed.
    #[serde(default, deserialize_with = "address_lines")]
    #[schema(max_items = 6, example = json!(["14 Quay Street", "Bristol BS1 4DJ"]))]
    address_lines: Vec<Name>,
    /// Where orders go.
    email: Option<Email>,
    phone: Option<Reference>,
    /// Whom to ask for.
    contact_name: Option<Name>,
    /// The currency its orders begin with.
    currency: Currency,
    payment_terms: Option<Text>,
    /// For colleagues; never printed.
    notes: Option<Note>,
}

impl From<CreateRequest> for SupplierDetails {
    fn from(request: CreateRequest) -> Self {
        Self {
            name: request.name,
            legal_name: request.legal_name,
            number: request.number,
            external_number: request.external_number,
            tax_number: request.tax_number,
            registration_number: request.registration_number,
            country: request.country,
            address_lines: request.address_lines,
            email: request.email,
            phone: request.phone,
            contact_name: request.contact_name,
            currency: request.currency,
            payment_terms: request.payment_terms,
            notes: request.notes,
        }
    }
}

/// A new supplier, with those it may be a second copy of.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProposedSupplier {
    #[serde(flatten)]
    supplier: SupplierView,
    /// At most ten; nothing is refused for them.
    possible_duplicates: Vec<PossibleDuplicate>,
}

impl Shown for ProposedSupplier {
    fn revision(&self) -> Option<Revision> {
        self.supplier.revision()
    }
}

/// Propose a supplier
///
/// It can be ordered from once a second person has activated it. The answer warns of probable duplicates.
#[utoipa::path(
    post,
    path = "/suppliers",
    tag = "suppliers",
    request_body = CreateRequest,
    responses((status = 201, body = ProposedSupplier, description = "The proposal."))
)]
pub async fn create_supplier(
    permit: Permit<CreateSuppliers>,
    request: Json<CreateRequest>,
) -> Result<Answer<ProposedSupplier>, Error> {
    permit.change(async |work| create(work, request.into_inner()).await).await
}

/// Saves the proposal and tells.
pub async fn create(
    work: &mut Work<'_, CreateSuppliers>,
    request: CreateRequest,
) -> Result<Changed<ProposedSupplier>, Error> {
    let (supplier, possible_duplicates) = propose(work, request.into()).await?;
    let supplier = Supplier { reviewer: store::reviewer(work).await?, ..supplier };
    let id = supplier.id;
    let detail = json!({ "name": supplier.details.name, "possible_duplicates": possible_duplicates.len() });
    let shown = ProposedSupplier { supplier: supplier.seen_by(work.caller()), possible_duplicates };
    Ok(Changed::new(shown, Event::of::<CreateSuppliers>(id, detail)).created_at(format!("/v1/suppliers/{id}")))
}

/// Enters the caller's proposal under whichever permission the work has; the caller tells.
pub async fn propose<P>(
    work: &mut Work<'_, P>,
    details: SupplierDetails,
) -> Result<(Supplier, Vec<PossibleDuplicate>), Error> {
    let duplicates = possible_duplicates(work, None, &details.name, details.tax_number.as_ref()).await?;
    let id = SupplierId(work.new_id());
    let supplier = Supplier::proposed(id, details, work.caller().person_id, work.now());
    store::insert(work, &supplier).await?;
    Ok((supplier, duplicates))
}
