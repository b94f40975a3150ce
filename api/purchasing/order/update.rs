//! Edit a draft order.
use access::{Answer, Changed, Event, Permit, Work, catalogue::UpdatePurchaseOrders};
use actix_web::web::Path;
use approval::note_editor;
use chrono::NaiveDate;
use conversation::{Because, DocumentKindText, watch};
use kernel::{
    Currency, DepartmentId, DocumentId, Error, IfMatch, Json, Note, Patch, PersonId, Reference, Revision, SupplierId,
    Text, given,
};
use serde::{Deserialize, Deserializer};
use serde_json::json;
use tenancy::DeliveryAddressId;
use utoipa::ToSchema;

use super::{Order, OrderDraft, OrderId, OrderLine, OrderView, Tie, draft::placed, facts::digest, store, view::show};
use crate::{
    adjustment::NewDocumentAdjustment,
    line::{self, NewLine},
    pricing::{self, Adjusted, Asked, Priced},
};

/// The fields to change: what is left out stays, null empties an optional field.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = UpdatePurchaseOrderRequest)]
pub struct UpdateRequest {
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false)]
    title: Option<Text>,
    #[serde(default)]
    #[schema(value_type = Option<Reference>)]
    external_number: Patch<Reference>,
    #[serde(default)]
    #[schema(value_type = Option<PersonId>)]
    on_behalf_of_id: Patch<PersonId>,
    #[serde(default)]
    #[schema(value_type = Option<DepartmentId>)]
    department_id: Patch<DepartmentId>,
    #[serde(default)]
    #[schema(value_type = Option<SupplierId>)]
    supplier_id: Patch<SupplierId>,
    /// The lines' prices stay as they are written, and are taken in this currency.
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false)]
    currency: Option<Currency>,
    #[serde(default, deserialize_with = "day")]
    #[schema(value_type = Option<NaiveDate>, example = "2026-12-04")]
    need_by: Patch<NaiveDate>,
    #[serde(default)]
    #[schema(value_type = Option<DeliveryAddressId>)]
    delivery_address_id: Patch<DeliveryAddressId>,
    #[serde(default)]
    #[schema(value_type = Option<Text>)]
    payment_terms: Patch<Text>,
    #[serde(default)]
    #[schema(value_type = Option<Text>)]
    delivery_terms: Patch<Text>,
    /// Printed.
    #[serde(default)]
    #[schema(value_type = Option<Note>)]
    notes_to_supplier: Patch<Note>,
    /// Never printed.
    #[serde(default)]
    #[schema(value_type = Option<Note>)]
    internal_note: Patch<Note>,
    /// All of them, in their new order; a line that stays bears its `id`.
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false, max_items = 500)]
    lines: Option<Vec<NewLine>>,
    /// All discounts and charges on the whole, in their new order.
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false, max_items = 50)]
    adjustments: Option<Vec<NewDocumentAdjustment>>,
}

fn day<'de, D: Deserializer<'de>>(from: D) -> Result<Patch<NaiveDate>, D::Error> {
    Ok(line::day(from)?.map_or(Patch::Cleared, Patch::Set))
}

impl UpdateRequest {
    fn onto(self, old: OrderDraft) -> OrderDraft {
        OrderDraft {
            title: self.title.unwrap_or(old.title),
            external_number: self.external_number.or(old.external_number),
            on_behalf_of_id: self.on_behalf_of_id.or(old.on_behalf_of_id),
            department_id: self.department_id.or(old.department_id),
            supplier_id: self.supplier_id.or(old.supplier_id),
            currency: self.currency.unwrap_or(old.currency),
            need_by: self.need_by.or(old.need_by),
            delivery_address_id: self.delivery_address_id.or(old.delivery_address_id),
            payment_terms: self.payment_terms.or(old.payment_terms),
            delivery_terms: self.delivery_terms.or(old.delivery_terms),
            notes_to_supplier: self.notes_to_supplier.or(old.notes_to_supplier),
            internal_note: self.internal_note.or(old.internal_note),
            lines: self.lines.unwrap_or(old.lines),
            adjustments: self.adjustments.unwrap_or(old.adjustments),
        }
    }
}

/// Edit a draft
///
/// Lines are replaced as a whole, and so are the discounts and charges on the order. After the first submission, whoever changes what matters to the approvers does not
/// approve this order any more.
#[utoipa::path(
    patch,
    path = "/purchase-orders/{id}",
    tag = "purchasing",
    params(("id" = OrderId, Path, description = "The order.")),
    request_body = UpdateRequest,
    responses((status = 200, body = OrderView, description = "The edited draft."))
)]
pub async fn update_purchase_order(
    permit: Permit<UpdatePurchaseOrders>,
    id: Path<OrderId>,
    if_match: IfMatch,
    request: Json<UpdateRequest>,
) -> Result<Answer<OrderView>, Error> {
    permit.change(async |work| update(work, *id, if_match.0, request.into_inner()).await).await
}

/// Locks it, decides, saves and tells.
pub async fn update(
    work: &mut Work<'_, UpdatePurchaseOrders>,
    id: OrderId,
    seen: Revision,
    request: UpdateRequest,
) -> Result<Changed<OrderView>, Error> {
    let order = store::lock(work, id).await?;
    order.may_be_edited(Tie::of(&order, work.caller()))?;
    order.revision.must_be(seen)?;
    let lines = store::lines(work, id, order.currency).await?;
    let before = OrderDraft::of(&order, &lines)?;
    let draft = request.onto(before.clone());
    save(work, &order, &lines, Edit { before: &before, after: &draft }).await?;
    let is_material = digest(&draft) != digest(&before);
    let detail = json!({ "fields": fields_unlike(&before, &draft), "is_material": is_material });
    Ok(Changed::new(show(work, id).await?, Event::of::<UpdatePurchaseOrders>(id, detail)))
}

struct Edit<'a> {
    before: &'a OrderDraft,
    after: &'a OrderDraft,
}

async fn save(
    work: &mut Work<'_, UpdatePurchaseOrders>,
    order: &Order,
    lines: &[OrderLine],
    edit: Edit<'_>,
) -> Result<(), Error> {
    let Edit { before, after } = edit;
    after.must_be_in_own_name(work.caller(), Some(before))?;
    after.must_be_known(work, order.requester_id, Some(before)).await?;
    let revision = order.revision.next();
    let adjusted = order.adjustments(lines)?;
    let known: Vec<_> = adjusted.iter().filter_map(|one| one.tax_code.clone()).collect();
    let adjustments = after.adjustments.clone();
    // Untouched lines may name what was retired since; only what is written anew is looked up.
    if after.lines == before.lines && after.currency == before.currency {
        let whole = if after.adjustments == before.adjustments {
            Adjusted { totals: order.totals(lines)?, adjustments: adjusted }
        } else {
            let taxed: Vec<_> = lines.iter().map(OrderLine::taxed).collect();
            pricing::adjust(work, after.currency, &taxed, (adjustments, known)).await?
        };
        store::save_draft(work, order.id, (after, &whole), revision).await?;
    } else {
        let asked = Asked { lines: after.lines.clone(), adjustments, known };
        let Priced { lines: priced, whole } = pricing::price(work, after.currency, asked).await?;
        let placed = placed(work, priced, lines)?;
        store::save_draft(work, order.id, (after, &whole), revision).await?;
        store::put_lines(work, order.id, &placed).await?;
    }
    if order.submitted_at.is_some() && digest(before) != digest(after) {
        note_editor(work, DocumentId(order.id.0)).await?;
    }
    if let Some(person) = after.on_behalf_of_id {
        watch(work, DocumentKindText::PurchaseOrder, order.id.0, &[person], Because::OnBehalf).await?;
    }
    Ok(())
}

fn fields_unlike(before: &OrderDraft, after: &OrderDraft) -> Vec<&'static str> {
    let compared = [
        ("title", before.title == after.title),
        ("external_number", before.external_number == after.external_number),
        ("on_behalf_of_id", before.on_behalf_of_id == after.on_behalf_of_id),
        ("department_id", before.department_id == after.department_id),
        ("supplier_id", before.supplier_id == after.supplier_id),
        ("currency", before.currency == after.currency),
        ("need_by", before.need_by == after.need_by),
        ("delivery_address_id", before.delivery_address_id == after.delivery_address_id),
        ("payment_terms", before.payment_terms == after.payment_terms),
        ("delivery_terms", before.delivery_terms == after.delivery_terms),
        ("notes_to_supplier", before.notes_to_supplier == after.notes_to_supplier),
        ("internal_note", before.internal_note == after.internal_note),
        ("lines", before.lines == after.lines),
        ("adjustments", before.adjustments == after.adjustments),
    ];
    compared.into_iter().filter(|(_, is_equal)| !is_equal).map(|(field, _)| field).collect()
}
