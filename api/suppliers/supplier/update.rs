//! Change a supplier.
use access::{Answer, Changed, Event, Permit, Work, catalogue::UpdateSuppliers};
use actix_web::web::Path;
use kernel::{CountryCode, Currency, Email, Error, IfMatch, Json, Name, Note, Reference, Revision, Text};
use serde::{Deserialize, Deserializer};
use serde_json::json;
use utoipa::ToSchema;

use super::{Edited, SupplierDetails, SupplierId, SupplierView, store};
use crate::{
    TaxNumber,
    edit::{Edit, present},
};

/// The fields to change: what is left out stays, null empties an optional field.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = UpdateSupplierRequest)]
pub struct UpdateRequest {
    /// Asks for the second person again.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Name)]
    name: Option<Name>,
    /// Asks for the second person again.
    #[serde(default)]
    #[schema(value_type = Option<Name>)]
    legal_name: Edit<Name>,
    /// Your own number for it; unique in the organisation.
    #[serde(default)]
    #[schema(value_type = Option<Reference>)]
    number: Edit<Reference>,
    /// Asks for the second person again.
    #[serde(default)]
    #[schema(value_type = Option<TaxNumber>)]
    tax_number: Edit<TaxNumber>,
    #[serde(default)]
    #[schema(value_type = Option<Reference>)]
    registration_number: Edit<Reference>,
    /// Asks for the second person again.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = CountryCode)]
    country: Option<CountryCode>,
    /// All of them; at most 6.
    #[serde(default, deserialize_with = "address_lines")]
    #[schema(value_type = Vec<Name>, max_items = 6)]
    address_lines: Option<Vec<Name>>,
    /// Asks for the second person again.
    #[serde(default)]
    #[schema(value_type = Option<Email>)]
    email: Edit<Email>,
    #[serde(default)]
    #[schema(value_type = Option<Reference>)]
    phone: Edit<Reference>,
    #[serde(default)]
    #[schema(value_type = Option<Name>)]
    contact_name: Edit<Name>,
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Currency)]
    currency: Option<Currency>,
    #[serde(default)]
    #[schema(value_type = Option<Text>)]
    payment_terms: Edit<Text>,
    #[serde(default)]
    #[schema(value_type = Option<Note>)]
    notes: Edit<Note>,
}

fn address_lines<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Vec<Name>>, D::Error> {
    super::address_lines(from).map(Some)
}

impl UpdateRequest {
    fn apply(self, old: SupplierDetails) -> SupplierDetails {
        SupplierDetails {
            name: self.name.unwrap_or(old.name),
            legal_name: self.legal_name.apply(old.legal_name),
            number: self.number.apply(old.number),
            external_number: old.external_number,
            tax_number: self.tax_number.apply(old.tax_number),
            registration_number: self.registration_number.apply(old.registration_number),
            country: self.country.unwrap_or(old.country),
            address_lines: self.address_lines.unwrap_or(old.address_lines),
            email: self.email.apply(old.email),
            phone: self.phone.apply(old.phone),
            contact_name: self.contact_name.apply(old.contact_name),
            currency: self.currency.unwrap_or(old.currency),
            payment_terms: self.payment_terms.apply(old.payment_terms),
            notes: self.notes.apply(old.notes),
        }
    }
}

/// Change a supplier
///
/// A change of name, legal name, tax number, country or e-mail address makes an active supplier a proposal again,
/// and whoever makes it cannot be the one to activate it.
#[utoipa::path(
    patch,
    path = "/suppliers/{id}",
    tag = "suppliers",
    params(("id" = SupplierId, Path, description = "The supplier.")),
    request_body = UpdateRequest,
    responses((status = 200, body = SupplierView, description = "The changed supplier."))
)]
pub async fn update_supplier(
    permit: Permit<UpdateSuppliers>,
    id: Path<SupplierId>,
    if_match: IfMatch,
    request: Json<UpdateRequest>,
) -> Result<Answer<SupplierView>, Error> {
    permit.change(async |work| update(work, *id, if_match.0, request.into_inner()).await).await
}

/// Locks it, decides, saves and tells.
pub async fn update(
    work: &mut Work<'_, UpdateSuppliers>,
    id: SupplierId,
    seen: Revision,
    request: UpdateRequest,
) -> Result<Changed<SupplierView>, Error> {
    let supplier = store::lock(work, id).await?;
    supplier.revision.must_be(seen)?;
    let was = supplier.status;
    let details = request.apply(supplier.details.clone());
    let Edited { supplier, fields } = supplier.edit(details, work.caller().person_id)?;
    store::save(work, &supplier).await?;
    let detail = json!({ "fields": fields, "was": was, "status": supplier.status });
    Ok(Changed::new(supplier.seen_by(work.caller()), Event::of::<UpdateSuppliers>(id, detail)))
}
