//! Ask for goods or services.
use access::{Answer, Changed, Event, Permit, Work, catalogue::CreateRequisitions};
use chrono::NaiveDate;
use conversation::{Because, DocumentKindText, watch};
use kernel::{Currency, DepartmentId, Error, Json, Note, PersonId, SupplierId, Text};
use serde::Deserialize;
use serde_json::json;
use tenancy::{DeliveryAddressId, organisation::base_currency_of_documents};
use utoipa::ToSchema;

use super::{
    Details, RequestedLine, RequisitionId,
    drafting::{Asked, Before, check_details, drafted},
    rules::Asking,
    store::{self, Draft},
    view::{RequisitionView, show},
};
use crate::{adjustment::NewDocumentAdjustment, line::day, sight::Sight};

/// A requisition as somebody drafts it; only its title must be known from the start.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CreateRequisitionRequest)]
pub struct CreateRequest {
    pub title: Text,
    /// For whom it is, when not for yourself: somebody of a department you head; who sees every requisition may ask
    /// for anybody.
    pub on_behalf_of_id: Option<PersonId>,
    /// Else the department of whom it is for.
    pub department_id: Option<DepartmentId>,
    /// Who could deliver it all: a suggestion.
    pub supplier_id: Option<SupplierId>,
    pub delivery_address_id: Option<DeliveryAddressId>,
    /// Else the organisation's own.
    pub currency: Option<Currency>,
    /// A day, not a moment.
    #[serde(default, deserialize_with = "day")]
    #[schema(example = "2026-12-04")]
    pub need_by: Option<NaiveDate>,
    pub note: Option<Note>,
    #[serde(default)]
    #[schema(max_items = 500)]
    pub lines: Vec<RequestedLine>,
    /// Discounts and charges on the whole, each of the sum of the lines.
    #[serde(default)]
    #[schema(max_items = 50)]
    pub adjustments: Vec<NewDocumentAdjustment>,
}

/// Ask for goods or services
///
/// Whoever drafts it asks for it. It takes no number and starts no approval until it is submitted.
#[utoipa::path(
    post,
    path = "/requisitions",
    tag = "purchasing",
    request_body = CreateRequest,
    responses((status = 201, body = RequisitionView, description = "The draft."))
)]
pub async fn create_requisition(
    permit: Permit<CreateRequisitions>,
    request: Json<CreateRequest>,
) -> Result<Answer<RequisitionView>, Error> {
    permit.change(async |work| create(work, request.into_inner()).await).await
}

/// Decides, saves and tells.
pub async fn create(
    work: &mut Work<'_, CreateRequisitions>,
    request: CreateRequest,
) -> Result<Changed<RequisitionView>, Error> {
    let base_currency = base_currency_of_documents(work).await?;
    let requester = work.caller().person_id;
    let is_for = request.on_behalf_of_id.unwrap_or(requester);
    let department_id = department_of(work, &request, requester).await?;
    let details = Details {
        title: request.title,
        department_id,
        supplier_id: request.supplier_id,
        delivery_address_id: request.delivery_address_id,
        currency: request.currency.unwrap_or(base_currency),
        need_by: request.need_by,
        note: request.note,
    };
    check_details(work, &details, None, is_for).await?;
    let asked = Asked { lines: request.lines, adjustments: request.adjustments };
    let drafted = drafted(work, details.currency, asked, Before::default()).await?;
    let id = RequisitionId(work.new_id());
    let descriptions = drafted.lines.iter().map(|line| line.line.description.as_str());
    let search_text = store::search_text(None, &details.title, descriptions);
    let on_behalf_of = request.on_behalf_of_id;
    store::insert(work, Draft { id, details: &details, on_behalf_of, whole: &drafted.whole, search_text }).await?;
    store::save_lines(work, id, &drafted.lines).await?;
    watch(work, DocumentKindText::Requisition, id.0, &[requester], Because::Requester).await?;
    if let Some(person) = on_behalf_of {
        watch(work, DocumentKindText::Requisition, id.0, &[person], Because::OnBehalf).await?;
    }
    let detail = json!({ "title": details.title, "total": drafted.whole.totals.gross, "lines": drafted.lines.len() });
    let event = Event::of::<CreateRequisitions>(id, detail);
    Ok(Changed::new(show(work, id).await?, event).created_at(format!("/v1/requisitions/{id}")))
}

// The department it is for; the rule of asking on somebody's behalf is about the department of that person.
async fn department_of(
    work: &mut Work<'_, CreateRequisitions>,
    request: &CreateRequest,
    requester: PersonId,
) -> Result<DepartmentId, Error> {
    let is_for = store::whom_it_is_for(work, request.on_behalf_of_id.unwrap_or(requester)).await?;
    if request.on_behalf_of_id.is_some() {
        if !is_for.is_known {
            return Err(Error::invalid("on_behalf_of_id", "unknown", "There is no such person in use."));
        }
        if request.on_behalf_of_id == Some(requester) {
            return Err(Error::invalid("on_behalf_of_id", "same_person", "Must be somebody else than the requester."));
        }
        let heads_it = match is_for.department {
            Some(department) => {
                store::department(work, department).await?.is_some_and(|department| department.is_headed_by_caller)
            }
            None => false,
        };
        Asking { sees_all: Sight::of_requisitions(work.caller()).all, heads_it }.may_be_on_behalf()?;
    }
    request.department_id.or(is_for.department).ok_or_else(|| {
        Error::invalid("department_id", "required", "Whom it is for belongs to no department: name the one it is for.")
    })
}
