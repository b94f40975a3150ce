//! Edit a draft requisition.
use access::{Answer, Changed, Event, Permit, Work, catalogue::UpdateRequisitions};
use actix_web::web::Path;
use approval::note_editor;
use chrono::NaiveDate;
use kernel::{
    Currency, DepartmentId, DocumentId, Error, IfMatch, Json, Note, Patch, Revision, SupplierId, Text, given,
};
use serde::{Deserialize, Deserializer};
use serde_json::json;
use tenancy::DeliveryAddressId;
use utoipa::ToSchema;

use super::{
    Details, RequestedLine, Requisition, RequisitionId,
    drafting::{Asked, Before, Drafted, adjusted, check_details, drafted},
    store,
    view::{RequisitionView, show},
};
use crate::{
    adjustment::{DocumentAdjustment, NewDocumentAdjustment},
    line,
};

/// The fields to change: what is left out stays, null empties an optional field.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = UpdateRequisitionRequest)]
pub struct UpdateRequest {
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false)]
    title: Option<Text>,
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false)]
    department_id: Option<DepartmentId>,
    #[serde(default)]
    #[schema(value_type = Option<SupplierId>)]
    supplier_id: Patch<SupplierId>,
    #[serde(default)]
    #[schema(value_type = Option<DeliveryAddressId>)]
    delivery_address_id: Patch<DeliveryAddressId>,
    /// The lines' prices stay as they are written, and are taken in this currency.
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false)]
    currency: Option<Currency>,
    #[serde(default, deserialize_with = "day")]
    #[schema(value_type = Option<NaiveDate>, example = "2026-12-04")]
    need_by: Patch<NaiveDate>,
    #[serde(default)]
    #[schema(value_type = Option<Note>)]
    note: Patch<Note>,
    /// All of them, in their new order; a line that stays bears its `id`.
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false, max_items = 500)]
    lines: Option<Vec<RequestedLine>>,
    /// All discounts and charges on the whole, in their new order.
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false, max_items = 50)]
    adjustments: Option<Vec<NewDocumentAdjustment>>,
}

/// What of a requisition is not its details; what was left out stays.
struct Changes {
    lines: Option<Vec<RequestedLine>>,
    adjustments: Option<Vec<NewDocumentAdjustment>>,
}

fn day<'de, D: Deserializer<'de>>(from: D) -> Result<Patch<NaiveDate>, D::Error> {
    Ok(line::day(from)?.map_or(Patch::Cleared, Patch::Set))
}

impl UpdateRequest {
    fn onto(self, old: Details) -> (Details, Changes) {
        let details = Details {
            title: self.title.unwrap_or(old.title),
            department_id: self.department_id.unwrap_or(old.department_id),
            supplier_id: self.supplier_id.or(old.supplier_id),
            delivery_address_id: self.delivery_address_id.or(old.delivery_address_id),
            currency: self.currency.unwrap_or(old.currency),
            need_by: self.need_by.or(old.need_by),
            note: self.note.or(old.note),
        };
        (details, Changes { lines: self.lines, adjustments: self.adjustments })
    }
}

/// Edit a draft
///
/// Lines are replaced as a whole, and so are the discounts and charges on the requisition. After the first submission, whoever changes what matters to the approvers does not
/// approve this requisition any more.
#[utoipa::path(
    patch,
    path = "/requisitions/{id}",
    tag = "purchasing",
    params(("id" = RequisitionId, Path, description = "The requisition.")),
    request_body = UpdateRequest,
    responses((status = 200, body = RequisitionView, description = "The edited draft."))
)]
pub async fn update_requisition(
    permit: Permit<UpdateRequisitions>,
    id: Path<RequisitionId>,
    if_match: IfMatch,
    request: Json<UpdateRequest>,
) -> Result<Answer<RequisitionView>, Error> {
    permit.change(async |work| update(work, *id, if_match.0, request.into_inner()).await).await
}

/// Locks it, decides, saves and tells.
pub async fn update(
    work: &mut Work<'_, UpdateRequisitions>,
    id: RequisitionId,
    seen: Revision,
    request: UpdateRequest,
) -> Result<Changed<RequisitionView>, Error> {
    let before = store::lock(work, id).await?;
    before.may_update(work.caller().person_id)?;
    before.revision.must_be(seen)?;
    let (details, changes) = request.onto(before.details.clone());
    let is_for = before.on_behalf_of.unwrap_or(before.requester_id);
    check_details(work, &details, Some(&before.details), is_for).await?;
    let after = edited(work, &before, details, changes).await?;
    if after.lines != before.lines {
        store::save_lines(work, id, &after.lines).await?;
    }
    store::save(work, &after).await?;
    let is_material = after.digest()? != before.digest()?;
    if is_material && before.submitted_at.is_some() {
        note_editor(work, DocumentId(id.0)).await?;
    }
    let detail = json!({ "fields": fields_unlike(&before, &after), "is_material": is_material });
    Ok(Changed::new(show(work, id).await?, Event::of::<UpdateRequisitions>(id, detail)))
}

// Untouched lines may name what was retired since; only what is written anew is looked up.
async fn edited(
    work: &mut Work<'_, UpdateRequisitions>,
    before: &Requisition,
    details: Details,
    changes: Changes,
) -> Result<Requisition, Error> {
    let unchanged: Vec<_> = before.lines.iter().map(RequestedLine::of).collect();
    let whole: Vec<_> = before.whole.adjustments.iter().map(DocumentAdjustment::as_asked).collect();
    let asked = Asked {
        lines: changes.lines.unwrap_or_else(|| unchanged.clone()),
        adjustments: changes.adjustments.unwrap_or_else(|| whole.clone()),
    };
    let old = Before { lines: &before.lines, adjustments: &before.whole.adjustments };
    let Drafted { lines, whole } = if details.currency != before.details.currency || asked.lines != unchanged {
        drafted(work, details.currency, asked, old).await?
    } else if asked.adjustments != whole {
        adjusted(work, details.currency, asked.adjustments, old).await?
    } else {
        Drafted { lines: before.lines.clone(), whole: before.whole.clone() }
    };
    Ok(Requisition { details, lines, whole, ..before.clone() })
}

fn fields_unlike(before: &Requisition, after: &Requisition) -> Vec<&'static str> {
    let (old, new) = (&before.details, &after.details);
    let compared = [
        ("title", old.title == new.title),
        ("department_id", old.department_id == new.department_id),
        ("supplier_id", old.supplier_id == new.supplier_id),
        ("delivery_address_id", old.delivery_address_id == new.delivery_address_id),
        ("currency", old.currency == new.currency),
        ("need_by", old.need_by == new.need_by),
        ("note", old.note == new.note),
        ("lines", before.lines == after.lines),
        ("adjustments", before.whole.adjustments == after.whole.adjustments),
    ];
    compared.into_iter().filter(|(_, is_equal)| !is_equal).map(|(field, _)| field).collect()
}
