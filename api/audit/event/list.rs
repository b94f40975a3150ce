//! Read the trail, newest first.
use access::{Answer, Permit, Work, catalogue::ViewAuditEvents};
use chrono::{DateTime, Utc};
use kernel::{Cursor, Error, Page, PageSize, PersonId, Query, Reference, RequestId, Text};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::IntoParams;
use uuid::Uuid;

use super::{AuditEventId, AuditEventView, store};
use crate::period::Period;

/// Which events, and where the page begins.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListAuditEventsRequest {
    /// Only what this person did.
    person_id: Option<PersonId>,
    /// Only what happened to things of this kind.
    #[param(example = "purchase_order")]
    entity: Option<Reference>,
    /// Only what happened to this one.
    entity_id: Option<Uuid>,
    /// Only this.
    #[param(example = "purchase_order.approved")]
    action: Option<Reference>,
    /// Only from this moment on.
    from: Option<DateTime<Utc>>,
    /// Only before this moment.
    to: Option<DateTime<Utc>>,
    /// Only what this request did.
    request_id: Option<RequestId>,
    /// A text that stands in the action or the detail, in whatever case; it needs `from`, at most 366 days back.
    #[param(example = "PO-2026-00042")]
    q: Option<Text>,
    /// The `next_cursor` of the page before, with the same filters.
    cursor: Option<Cursor>,
    /// How many to a page.
    #[serde(default)]
    #[param(required = false)]
    limit: PageSize,
}

kernel::turns!(ListAuditEventsRequest);

/// Which events, parsed.
#[derive(Debug)]
pub(super) struct Wanted {
    pub person_id: Option<PersonId>,
    pub entity: Option<Reference>,
    pub entity_id: Option<Uuid>,
    pub action: Option<Reference>,
    pub period: Period,
    pub request_id: Option<RequestId>,
    pub text: Option<Text>,
    pub after: Option<(DateTime<Utc>, AuditEventId)>,
    pub rows: i64,
}

/// Read the trail
///
/// Newest first. Reading it is remembered: each page leaves one event that says which filters were asked for.
#[utoipa::path(
    get,
    path = "/audit-events",
    tag = "audit",
    params(ListAuditEventsRequest),
    responses((status = 200, body = Page<AuditEventView>, description = "A page of events."))
)]
pub async fn list_audit_events(
    permit: Permit<ViewAuditEvents>,
    request: Query<ListAuditEventsRequest>,
) -> Result<Answer<Page<AuditEventView>>, Error> {
    let request = request.into_inner();
    permit.disclose(request.asked(), async |work| list(work, request).await).await
}

/// One page.
pub async fn list<P>(work: &mut Work<'_, P>, request: ListAuditEventsRequest) -> Result<Page<AuditEventView>, Error> {
    let period = Period::new(request.from, request.to)?;
    let wanted = Wanted {
        person_id: request.person_id,
        entity: request.entity,
        entity_id: request.entity_id,
        action: request.action,
        period: if request.q.is_some() { period.searchable(work.now())? } else { period },
        request_id: request.request_id,
        text: request.q,
        after: request.cursor.as_ref().map(Cursor::place).transpose()?,
        rows: request.limit.rows_asked(),
    };
    let events = store::page(work, &wanted).await?;
    Page::cut(events, request.limit, |event| (event.occurred_at, event.id))
}

impl ListAuditEventsRequest {
    // What the trail keeps of the question; the text itself may be anybody's name, so only that there was one.
    fn asked(&self) -> Value {
        let asked = json!({
            "person_id": self.person_id,
            "entity": self.entity,
            "entity_id": self.entity_id,
            "action": self.action,
            "from": self.from,
            "to": self.to,
            "request_id": self.request_id,
            "has_text": self.q.as_ref().map(|_| true),
        });
        let asked = asked
            .as_object()
            .into_iter()
            .flatten()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name.clone(), value.clone()));
        json!({ "listed": "audit_events", "filters": asked.collect::<serde_json::Map<_, _>>() })
    }
}
