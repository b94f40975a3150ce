//! The rows of `tenant.requisition`: one projection, which says who sees it.
mod closing;
mod exported;
mod lines;
mod named;
mod page;
mod trace;

use access::{Tx, Work, catalogue::ViewRequisitions};
use approval::MaterialDigest;
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Currency, DepartmentId, Error, Money, Name, Note, PersonId, Rate, Reference, Revision, SupplierId, Text};
use tenancy::DeliveryAddressId;

use super::{Basis, Details, Lifecycle, Names, Requisition, RequisitionId, RequisitionLine, refusals};
use crate::{
    adjustment::{DocumentAdjustment, Kept, KeptOnDocument},
    pricing::Adjusted,
    refusals::TOTAL_TOO_LARGE,
    sight::Sight,
    totals,
};

pub(super) use closing::{reopen_lines, short_close_lines};
pub(super) use exported::exported_lines;
pub(super) use lines::save as save_lines;
pub(super) use named::{address_is_known, department, supplier_names, whom_it_is_for};
pub(super) use page::{Days, ListedRequisition, Wanted, page};
pub(super) use trace::{OrderMade, orders_made};

/// The characters of a requisition that a search looks through.
const SEARCH_CHARS_MAX: usize = 8000;

struct Row {
    number: Option<Reference>,
    title: Text,
    lifecycle: Lifecycle,
    requester_id: PersonId,
    requester_name: Name,
    on_behalf_of_id: Option<PersonId>,
    on_behalf_of_name: Option<Name>,
    department_id: DepartmentId,
    department_name: Name,
    is_headed_by_caller: bool,
    is_handed_to_caller: bool,
    supplier_id: Option<SupplierId>,
    supplier_name: Option<Name>,
    delivery_address_id: Option<DeliveryAddressId>,
    delivery_address_name: Option<Name>,
    currency: Currency,
    adjustments: Option<KeptOnDocument>,
    need_by: Option<NaiveDate>,
    note: Option<Note>,
    submitted_by_id: Option<PersonId>,
    submitted_by_name: Option<Name>,
    submitted_at: Option<DateTime<Utc>>,
    policy_currency: Option<Currency>,
    policy_rate: Option<Rate>,
    policy_rate_on: Option<NaiveDate>,
    material_digest: Option<Vec<u8>>,
    cancelled_because: Option<Note>,
    revision: Revision,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

macro_rules! select {
    ($tx:expr, $sight:expr, $id:expr, $locking:tt) => {
        sqlx::query_as!(
            Row,
            r#"select r.number as "number: Reference", r.title as "title: Text", r.lifecycle as "lifecycle: Lifecycle",
                r.requester_id as "requester_id: PersonId", requester.name as "requester_name: Name",
                r.on_behalf_of_id as "on_behalf_of_id: PersonId", behalf.name as "on_behalf_of_name?: Name",
                r.department_id as "department_id: DepartmentId", d.name as "department_name: Name",
                coalesce(d.head_id = (select door.person_id()), false) as "is_headed_by_caller!",
                exists (
                    select from tenant.watcher w
                    where w.person_id = (select door.person_id()) and w.document_id = $1 and w.because = 'successor'
                ) as "is_handed_to_caller!",
                r.supplier_id as "supplier_id: SupplierId", s.name as "supplier_name?: Name",
                r.delivery_address_id as "delivery_address_id: DeliveryAddressId", a.name as "delivery_address_name?: Name",
                r.currency as "currency: Currency",
                tenant.adjustments_shown(r.org_id, nullif(r.adjustments, '[]')) as "adjustments: KeptOnDocument", r.need_by, r.note as "note: Note",
                r.submitted_by_id as "submitted_by_id: PersonId", submitter.name as "submitted_by_name?: Name",
                r.submitted_at, r.policy_currency as "policy_currency: Currency", r.policy_rate as "policy_rate: Rate",
                r.policy_rate_on, r.material_digest, r.cancelled_because as "cancelled_because: Note",
                r.revision as "revision: Revision", r.created_at, r.updated_at
            from tenant.requisition r
            join tenant.person requester on (requester.org_id, requester.id) = (r.org_id, r.requester_id)
            join tenant.department d on (d.org_id, d.id) = (r.org_id, r.department_id)
            left join tenant.person behalf on (behalf.org_id, behalf.id) = (r.org_id, r.on_behalf_of_id)
            left join tenant.person submitter on (submitter.org_id, submitter.id) = (r.org_id, r.submitted_by_id)
            left join tenant.supplier s on (s.org_id, s.id) = (r.org_id, r.supplier_id)
            left join tenant.delivery_address a on (a.org_id, a.id) = (r.org_id, r.delivery_address_id)
            where r.id = $1
                and ($2 or $3 and d.head_id = (select door.person_id()) or exists (
                    select from tenant.watcher w
                    where w.person_id = (select door.person_id()) and w.document_id = $1
                ))
            "# + $locking,
            $id.0,
            $sight.all,
            $sight.department
        )
        .fetch_optional($tx.connection()?)
        .await?
    };
}

/// A requisition that the caller sees; any other is not found.
pub(super) async fn find<P>(work: &mut Work<'_, P>, id: RequisitionId) -> Result<Requisition, Error> {
    let sight = Sight::of_requisitions(work.caller());
    let row = select!(work, sight, id, "").ok_or_else(Error::not_found)?;
    whole(work, id, row).await
}

/// The same, to change it.
pub(super) async fn lock<P>(work: &mut Work<'_, P>, id: RequisitionId) -> Result<Requisition, Error> {
    let sight = Sight::of_requisitions(work.caller());
    let row = select!(work, sight, id, "for update of r").ok_or_else(Error::not_found)?;
    whole(work, id, row).await
}

/// Refuses one that the caller does not see, without reading it whole.
pub(super) async fn must_be_seen<P>(work: &mut Work<'_, P>, id: RequisitionId) -> Result<(), Error> {
    let sight = Sight::of_requisitions(work.caller());
    let may_see_any = work.caller().holds::<ViewRequisitions>();
    select!(work, sight, id, "").filter(|_| may_see_any).map(drop).ok_or_else(Error::not_found)
}

async fn whole(tx: &mut Tx, id: RequisitionId, row: Row) -> Result<Requisition, Error> {
    let lines = lines::of(tx, id, row.currency).await?;
    let whole = whole_of(row.currency, &lines, row.adjustments)?;
    Ok(Requisition {
        id,
        number: row.number,
        details: Details {
            title: row.title,
            department_id: row.department_id,
            supplier_id: row.supplier_id,
            delivery_address_id: row.delivery_address_id,
            currency: row.currency,
            need_by: row.need_by,
            note: row.note,
        },
        lifecycle: row.lifecycle,
        requester_id: row.requester_id,
        on_behalf_of: row.on_behalf_of_id,
        lines,
        whole,
        submitted_by: row.submitted_by_id,
        submitted_at: row.submitted_at,
        basis: row.policy_currency.zip(row.policy_rate).zip(row.policy_rate_on).map(|((currency, rate), on)| Basis {
            currency,
            rate,
            on,
        }),
        material_digest: row.material_digest.and_then(|digest| digest.try_into().ok()).map(MaterialDigest),
        cancelled_because: row.cancelled_because,
        revision: row.revision,
        created_at: row.created_at,
        updated_at: row.updated_at,
        is_headed_by_caller: row.is_headed_by_caller,
        is_handed_to_caller: row.is_handed_to_caller,
        names: Names {
            requester: row.requester_name,
            on_behalf_of: row.on_behalf_of_name,
            department: row.department_name,
            supplier: row.supplier_name,
            delivery_address: row.delivery_address_name,
            submitted_by: row.submitted_by_name,
        },
    })
}

fn whole_of(
    currency: Currency,
    lines: &[RequisitionLine],
    adjustments: Option<KeptOnDocument>,
) -> Result<Adjusted, Error> {
    let taxed = || lines.iter().map(RequisitionLine::taxed);
    let base = totals::sum(currency, taxed().map(|line| line.amount)).ok_or(TOTAL_TOO_LARGE)?;
    let adjustments = adjustments.map(|kept| kept.on(base)).unwrap_or_default();
    let changes = adjustments.iter().map(DocumentAdjustment::on_document);
    let totals = totals::totals(currency, taxed(), changes).ok_or(TOTAL_TOO_LARGE)?;
    Ok(Adjusted { adjustments, totals })
}

/// A new draft, without its lines.
pub(super) struct Draft<'a> {
    pub id: RequisitionId,
    pub details: &'a Details,
    pub on_behalf_of: Option<PersonId>,
    pub whole: &'a Adjusted,
    pub search_text: String,
}

/// Enters a draft of the caller.
pub(super) async fn insert<P>(work: &mut Work<'_, P>, draft: Draft<'_>) -> Result<(), Error> {
    let (requester, at) = (work.caller().person_id, work.now());
    let Draft { id, details, on_behalf_of, whole: Adjusted { adjustments, totals }, search_text } = draft;
    sqlx::query!(
        "insert into tenant.requisition (
            org_id, id, title, lifecycle, requester_id, on_behalf_of_id, department_id, supplier_id, delivery_address_id,
            currency, need_by, note, net_minor, tax_minor, total_minor, adjustments, search_text, created_at, updated_at
        ) values (
            (select door.org_id()), $1, $2, 'draft', $3, $4, $5, $6, $7,
            $8, $9, $10, $11, $12, $13, $14, $15, $16, $16
        )",
        id.0,
        details.title.as_str(),
        requester.0,
        on_behalf_of.map(|person| person.0),
        details.department_id.0,
        details.supplier_id.map(|supplier| supplier.0),
        details.delivery_address_id.map(|address| address.0),
        details.currency.code(),
        details.need_by,
        details.note.as_ref().map(Note::as_str),
        totals.net.minor,
        totals.tax.minor,
        totals.gross.minor,
        Kept::of_document(adjustments).into_json()?,
        search_text,
        at
    )
    .execute(work.connection()?)
    .await
    .map_err(refused)?;
    Ok(())
}

/// Saves a requisition that was locked, one revision on; its lines apart.
pub(super) async fn save(tx: &mut Tx, requisition: &Requisition) -> Result<(), Error> {
    let Requisition { details, whole: Adjusted { adjustments, totals }, .. } = requisition;
    let at = tx.now();
    sqlx::query!(
        "update tenant.requisition
        set number = $2, title = $3, lifecycle = $4, department_id = $5, supplier_id = $6, delivery_address_id = $7,
            currency = $8, need_by = $9, note = $10, net_minor = $11, tax_minor = $12, total_minor = $13,
            submitted_by_id = $14, submitted_at = $15, cancelled_because = $16, search_text = $17,
            revision = $18, updated_at = $19, policy_currency = $20, policy_rate = $21, policy_rate_on = $22, material_digest = $23,
            adjustments = $24
        where id = $1",
        requisition.id.0,
        requisition.number.as_ref().map(Reference::as_str),
        details.title.as_str(),
        requisition.lifecycle.code(),
        details.department_id.0,
        details.supplier_id.map(|supplier| supplier.0),
        details.delivery_address_id.map(|address| address.0),
        details.currency.code(),
        details.need_by,
        details.note.as_ref().map(Note::as_str),
        totals.net.minor,
        totals.tax.minor,
        totals.gross.minor,
        requisition.submitted_by.map(|person| person.0),
        requisition.submitted_at,
        requisition.cancelled_because.as_ref().map(Note::as_str),
        requisition.search_text(),
        requisition.revision.next().0,
        at,
        requisition.basis.map(|basis| basis.currency.code()),
        requisition.basis.map(|basis| basis.rate.decimal()),
        requisition.basis.map(|basis| basis.on),
        requisition.material_digest.as_ref().map(|digest| digest.0.as_slice()),
        Kept::of_document(adjustments).into_json()?
    )
    .execute(tx.connection()?)
    .await
    .map_err(refused)?;
    Ok(())
}

impl Requisition {
    fn search_text(&self) -> String {
        let descriptions = self.lines.iter().map(|line| line.line.description.as_str());
        search_text(self.number.as_ref().map(Reference::as_str), &self.details.title, descriptions)
    }
}

/// What a search looks through: number, title, descriptions, as far as there is room.
pub(super) fn search_text<'a>(
    number: Option<&'a str>,
    title: &'a Text,
    descriptions: impl Iterator<Item = &'a str>,
) -> String {
    let parts = number.into_iter().chain([title.as_str()]).chain(descriptions);
    let chars = parts.flat_map(|part| part.chars().chain(['\n']));
    chars.flat_map(char::to_lowercase).take(SEARCH_CHARS_MAX).collect()
}

fn refused(error: sqlx::Error) -> Error {
    match error.as_database_error().and_then(|error| error.constraint()) {
        Some("requisition_line_short_closed_check") => refusals::REQUISITION_LINE_SHORT_CLOSED.into(),
        Some("requisition_reopened_by_another") => refusals::REOPENED_BY_ANOTHER.into(),
        Some("requisition_line_ordered_check") => refusals::ORDERED_ABOVE_APPROVED.into(),
        Some("requisition_own") => approval::refusals::OWN_DOCUMENT.into(),
        Some("requisition_was_approved") => approval::refusals::DOCUMENT_CHANGED.into(),
        Some("requisition_transition" | "requisition_stays" | "requisition_line_stays") => {
            refusals::REQUISITION_NOT_DRAFT.into()
        }
        Some(_) | None => error.into(),
    }
}

/// An amount of a document in its own currency.
pub(super) fn amount(minor: i64, currency: Currency) -> Money {
    Money { minor, currency }
}
