//! Change the organisation's settings.
use access::{Answer, Changed, Event, Permit, Work, catalogue::UpdateOrganisation};
use kernel::{
    CountryCode, Currency, Error, IfMatch, Json, Locale, Name, Note, Patch, Reference, Revision, Text, TimeZone, given,
};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{Organisation, OrganisationView, store};
use crate::{change, number_format::NumberFormat};

/// What to change; what is absent stays, null empties.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateOrganisationRequest {
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Name)]
    name: Option<Name>,
    /// As it stands on orders, where it differs from the name.
    #[serde(default)]
    #[schema(value_type = Option<Name>)]
    legal_name: Patch<Name>,
    /// As they are printed, without the country.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Vec<Name>, max_items = 6)]
    address_lines: Option<Vec<Name>>,
    #[serde(default)]
    #[schema(value_type = Option<CountryCode>)]
    country: Patch<CountryCode>,
    #[serde(default)]
    #[schema(value_type = Option<Reference>)]
    tax_number: Patch<Reference>,
    /// Only until the first document stands in it.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Currency)]
    base_currency: Option<Currency>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = TimeZone)]
    time_zone: Option<TimeZone>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Locale)]
    locale: Option<Locale>,
    /// 1 is January.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = i16, minimum = 1, maximum = 12)]
    fiscal_year_start_month: Option<i16>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = NumberFormat)]
    requisition_number_format: Option<NumberFormat>,
    /// Another than that of requisitions.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = NumberFormat)]
    order_number_format: Option<NumberFormat>,
    /// Printed on orders.
    #[serde(default)]
    #[schema(value_type = Option<Text>)]
    payment_terms: Patch<Text>,
    /// Printed on orders.
    #[serde(default)]
    #[schema(value_type = Option<Note>)]
    order_terms: Patch<Note>,
}

/// Change the organisation's settings
///
/// What was printed and numbered before stays as it is. The base currency stays once a document stands in it.
#[utoipa::path(
    patch,
    path = "/organisation",
    tag = "organisation",
    request_body = UpdateOrganisationRequest,
    responses((status = 200, body = OrganisationView, description = "The settings as they are now."))
)]
pub async fn update_organisation(
    permit: Permit<UpdateOrganisation>,
    if_match: IfMatch,
    request: Json<UpdateOrganisationRequest>,
) -> Result<Answer<OrganisationView>, Error> {
    permit.change(async |work| update(work, if_match.0, request.into_inner()).await).await
}

/// Locks them, decides, saves and tells.
pub async fn update(
    work: &mut Work<'_, UpdateOrganisation>,
    seen: Revision,
    request: UpdateOrganisationRequest,
) -> Result<Changed<OrganisationView>, Error> {
    let before = store::lock(work).await?;
    before.revision.must_be(seen)?;
    let after = request.applied_to(before.clone());
    after.must_follow(&before)?;
    store::save(work, &after).await?;
    let logo = store::find_logo_facts(work).await?;
    let event = Event::of::<UpdateOrganisation>(after.id, json!({ "changed": change::fields(&before, &after)? }));
    Ok(Changed::new(after.seen_by(work.caller(), logo, work.now()), event))
}

impl UpdateOrganisationRequest {
    fn applied_to(self, before: Organisation) -> Organisation {
        Organisation {
            id: before.id,
            name: self.name.unwrap_or(before.name),
            legal_name: self.legal_name.or(before.legal_name),
            address_lines: self.address_lines.unwrap_or(before.address_lines),
            country: self.country.or(before.country),
            tax_number: self.tax_number.or(before.tax_number),
            base_currency: self.base_currency.unwrap_or(before.base_currency),
            base_currency_is_fixed: before.base_currency_is_fixed,
            time_zone: self.time_zone.unwrap_or(before.time_zone),
            locale: self.locale.unwrap_or(before.locale),
            fiscal_year_start_month: self.fiscal_year_start_month.unwrap_or(before.fiscal_year_start_month),
            requisition_number_format: self.requisition_number_format.unwrap_or(before.requisition_number_format),
            order_number_format: self.order_number_format.unwrap_or(before.order_number_format),
            payment_terms: self.payment_terms.or(before.payment_terms),
            order_terms: self.order_terms.or(before.order_terms),
            revision: before.revision.next(),
        }
    }
}
