//! Every statement on orders; the policies add the tenant to each.
#![expect(clippy::as_conversions, reason = "the checked macros name a newtype by `as`; nothing is converted")]
mod closing;
mod exported;
mod lines;
mod mailings;
mod many;
mod page;
mod printed;

use access::{Tx, Work};
use kernel::{
    CountryCode, Currency, DepartmentId, Error, Name, Note, PersonId, Rate, Reference, Revision, SupplierId, Text,
};
use tenancy::DeliveryAddressId;

use uuid::Uuid;

use super::{Acknowledgement, Lifecycle, Order, OrderDraft, OrderId};
use crate::{
    adjustment::{Kept, KeptOnDocument},
    pricing::Adjusted,
    sight::Sight,
};

pub(crate) use closing::{reopen_lines, short_close_lines};
pub(crate) use exported::exported_lines;
pub(crate) use lines::{NewOrderLine, lines, put_lines};
pub(crate) use mailings::{address_of_supplier, keep_mailing, mailings, mailings_since};
pub(crate) use many::{Drafted, cancel_all, drafted};
pub(crate) use page::{OrderRow, page};
pub(crate) use printed::{Printed, keep_printed, printed, printed_bytes};

// The one projection of an order, and with it who sees one: $1 the order, $2 and $3 how far the caller sees. Who watches is asked of
// $1 alone: asked of the row, all that a person watches may be read first.
macro_rules! select {
    ($work:expr, $id:expr, $locking:tt) => {{
        let (id, sight): (OrderId, Sight) = ($id, Sight::of_orders($work.caller()));
        sqlx::query_as!(
            Order,
            r#"
            select
                o.id as "id: OrderId", o.number as "number: Reference", o.external_number as "external_number: Reference",
                o.title as "title: Text", o.lifecycle as "lifecycle: Lifecycle",
                o.receiving_hold_reason as "receiving_hold_reason: Text", o.receiving_held_by as "receiving_held_by: PersonId",
                receiving_holder.name as "receiving_held_by_name?: Name", o.receiving_held_at,
                o.billing_hold_reason as "billing_hold_reason: Text", o.billing_held_by as "billing_held_by: PersonId",
                billing_holder.name as "billing_held_by_name?: Name", o.billing_held_at,
                o.requester_id as "requester_id: PersonId", requester.name as "requester_name: Name",
                o.on_behalf_of_id as "on_behalf_of_id: PersonId", on_behalf_of.name as "on_behalf_of_name?: Name",
                o.created_by as "created_by: PersonId", creator.name as "created_by_name: Name",
                o.submitted_by as "submitted_by: PersonId", submitter.name as "submitted_by_name?: Name",
                o.department_id as "department_id: DepartmentId", department.name as "department_name?: Name",
                department.head_id as "department_head_id?: PersonId",
                exists (
                    select from tenant.watcher w
                    where w.person_id = (select door.person_id()) and w.document_id = $1 and w.because = 'successor'
                ) as "is_handed_to_caller!",
                o.supplier_id as "supplier_id: SupplierId", supplier.name as "supplier_name?: Name",
                o.currency as "currency: Currency", o.net_minor, o.tax_minor, o.total_minor,
                o.base_currency as "base_currency: Currency", o.base_total_minor, o.base_rate as "base_rate: Rate", o.base_rate_on,
                tenant.adjustments_shown(o.org_id, nullif(o.adjustments, '[]')) as "adjustments: KeptOnDocument",
                o.need_by, o.delivery_address_id as "delivery_address_id: DeliveryAddressId",
                address.name as "delivery_address_name?: Name", address.lines as "delivery_address_lines?: Vec<Name>",
                address.country as "delivery_address_country?: CountryCode",
                o.payment_terms as "payment_terms: Text", o.delivery_terms as "delivery_terms: Text",
                o.notes_to_supplier as "notes_to_supplier: Note", o.internal_note as "internal_note: Note",
                o.requisition_id, o.material_digest, o.revision as "revision: Revision", o.created_at, o.submitted_at, o.approved_at,
                o.issued_at, o.issued_by as "issued_by: PersonId", issuer.name as "issued_by_name?: Name",
                o.acknowledged_at, o.acknowledged_by as "acknowledged_by: PersonId",
                acknowledger.name as "acknowledged_by_name?: Name", o.acknowledgement as "acknowledgement: Acknowledgement",
                o.acknowledgement_note as "acknowledgement_note: Note",
                o.cancelled_at, o.cancelled_by as "cancelled_by: PersonId", canceller.name as "cancelled_by_name?: Name",
                o.cancellation_reason as "cancellation_reason: Text"
            from tenant.purchase_order o
            join tenant.person requester on (requester.org_id, requester.id) = (o.org_id, o.requester_id)
            join tenant.person creator on (creator.org_id, creator.id) = (o.org_id, o.created_by)
            left join tenant.person on_behalf_of on (on_behalf_of.org_id, on_behalf_of.id) = (o.org_id, o.on_behalf_of_id)
            left join tenant.person submitter on (submitter.org_id, submitter.id) = (o.org_id, o.submitted_by)
            left join tenant.person issuer on (issuer.org_id, issuer.id) = (o.org_id, o.issued_by)
            left join tenant.person acknowledger on (acknowledger.org_id, acknowledger.id) = (o.org_id, o.acknowledged_by)
            left join tenant.person canceller on (canceller.org_id, canceller.id) = (o.org_id, o.cancelled_by)
            left join tenant.person receiving_holder on (receiving_holder.org_id, receiving_holder.id) = (o.org_id, o.receiving_held_by)
            left join tenant.person billing_holder on (billing_holder.org_id, billing_holder.id) = (o.org_id, o.billing_held_by)
            left join tenant.department department on (department.org_id, department.id) = (o.org_id, o.department_id)
            left join tenant.supplier supplier on (supplier.org_id, supplier.id) = (o.org_id, o.supplier_id)
            left join tenant.delivery_address address on (address.org_id, address.id) = (o.org_id, o.delivery_address_id)
            where o.id = $1
              and ($2
                or $3 and department.head_id = (select door.person_id())
                or exists (
                    select from tenant.watcher w
                    where w.person_id = (select door.person_id()) and w.document_id = $1))
            "# + $locking,
            id as OrderId,
            sight.all,
            sight.department
        )
        .fetch_optional($work.connection()?)
        .await?
        .ok_or_else(Error::not_found)
    }};
}

/// An order that the caller may see.
pub(crate) async fn find<P>(work: &mut Work<'_, P>, id: OrderId) -> Result<Order, Error> {
    select!(work, id, "")
}

/// The same, to change it.
pub(crate) async fn lock<P>(work: &mut Work<'_, P>, id: OrderId) -> Result<Order, Error> {
    select!(work, id, "for update of o")
}

/// Whether what an order refers to is there and in use; what it does not name is.
pub(crate) struct InUse {
    pub department: bool,
    pub delivery_address: bool,
    pub person: bool,
}

/// Looks up what a draft refers to, in one message.
pub(crate) async fn in_use(
    tx: &mut Tx,
    department: Option<DepartmentId>,
    address: Option<DeliveryAddressId>,
    person: Option<PersonId>,
) -> Result<InUse, Error> {
    Ok(sqlx::query_as!(
        InUse,
        r#"
        select
            $1::uuid is null or exists (select from tenant.department where id = $1 and is_active) as "department!",
            $2::uuid is null or exists (select from tenant.delivery_address where id = $2 and is_active) as "delivery_address!",
            $3::uuid is null or exists (select from tenant.person where id = $3 and is_active) as "person!"
        "#,
        department as Option<DepartmentId>,
        address as Option<DeliveryAddressId>,
        person as Option<PersonId>
    )
    .fetch_one(tx.connection()?)
    .await?)
}

/// A draft to be entered.
pub(crate) struct NewOrder<'a> {
    pub id: OrderId,
    pub draft: &'a OrderDraft,
    pub whole: &'a Adjusted,
    pub requester: PersonId,
    pub created_by: PersonId,
    pub requisition_id: Option<Uuid>,
}

/// Enters a new draft.
pub(crate) async fn insert(tx: &mut Tx, new: &NewOrder<'_>) -> Result<(), Error> {
    let NewOrder { id, draft, whole: Adjusted { adjustments, totals }, requester, created_by, requisition_id } = new;
    let at = tx.now();
    sqlx::query!(
        "
        insert into tenant.purchase_order (
            org_id, id, external_number, title, lifecycle, requester_id, on_behalf_of_id, created_by, department_id,
            supplier_id, currency, net_minor, tax_minor, total_minor, need_by, delivery_address_id, payment_terms,
            delivery_terms, notes_to_supplier, internal_note, requisition_id, adjustments, revision, created_at)
        values ((select door.org_id()), $1, $2, $3, 'draft', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
            $18, $19, $20, 1, $21)
        ",
        id.0,
        &draft.external_number as &Option<Reference>,
        &draft.title as &Text,
        requester.0,
        draft.on_behalf_of_id as Option<PersonId>,
        created_by.0,
        draft.department_id as Option<DepartmentId>,
        draft.supplier_id as Option<SupplierId>,
        draft.currency as Currency,
        totals.net.minor,
        totals.tax.minor,
        totals.gross.minor,
        draft.need_by,
        draft.delivery_address_id as Option<DeliveryAddressId>,
        &draft.payment_terms as &Option<Text>,
        &draft.delivery_terms as &Option<Text>,
        &draft.notes_to_supplier as &Option<Note>,
        &draft.internal_note as &Option<Note>,
        *requisition_id,
        Kept::of_document(adjustments).into_json()?,
        at
    )
    .execute(tx.connection()?)
    .await
    .map_err(refused)?;
    Ok(())
}

/// Keeps what an edit made of a draft.
pub(crate) async fn save_draft(
    tx: &mut Tx,
    id: OrderId,
    (draft, Adjusted { adjustments, totals }): (&OrderDraft, &Adjusted),
    revision: Revision,
) -> Result<(), Error> {
    sqlx::query!(
        "
        update tenant.purchase_order
        set external_number = $2, title = $3, on_behalf_of_id = $4, department_id = $5, supplier_id = $6, currency = $7,
            net_minor = $8, tax_minor = $9, total_minor = $10, need_by = $11, delivery_address_id = $12, payment_terms = $13,
            delivery_terms = $14, notes_to_supplier = $15, internal_note = $16, adjustments = $17, revision = $18
        where id = $1
        ",
        id.0,
        &draft.external_number as &Option<Reference>,
        &draft.title as &Text,
        draft.on_behalf_of_id as Option<PersonId>,
        draft.department_id as Option<DepartmentId>,
        draft.supplier_id as Option<SupplierId>,
        draft.currency as Currency,
        totals.net.minor,
        totals.tax.minor,
        totals.gross.minor,
        draft.need_by,
        draft.delivery_address_id as Option<DeliveryAddressId>,
        &draft.payment_terms as &Option<Text>,
        &draft.delivery_terms as &Option<Text>,
        &draft.notes_to_supplier as &Option<Note>,
        &draft.internal_note as &Option<Note>,
        Kept::of_document(adjustments).into_json()?,
        revision.0
    )
    .execute(tx.connection()?)
    .await
    .map_err(refused)?;
    Ok(())
}

/// Keeps how far an order came: everything that an act may change and an edit may not.
pub(crate) async fn save_state(tx: &mut Tx, order: &Order) -> Result<(), Error> {
    sqlx::query!(
        "
        update tenant.purchase_order
        set lifecycle = $2, number = $3, base_currency = $4, base_total_minor = $5, base_rate = $6, base_rate_on = $7,
            material_digest = $8, submitted_by = $9, submitted_at = $10, approved_at = $11, issued_by = $12, issued_at = $13,
            acknowledged_by = $14, acknowledged_at = $15, acknowledgement = $16, acknowledgement_note = $17,
            cancelled_by = $18, cancelled_at = $19, cancellation_reason = $20,
            receiving_hold_reason = $21, receiving_held_by = $22, receiving_held_at = $23,
            billing_hold_reason = $24, billing_held_by = $25, billing_held_at = $26, revision = $27
        where id = $1
        ",
        order.id as OrderId,
        order.lifecycle.code(),
        &order.number as &Option<Reference>,
        order.base_currency as Option<Currency>,
        order.base_total_minor,
        order.base_rate as Option<Rate>,
        order.base_rate_on,
        order.material_digest.as_deref(),
        order.submitted_by as Option<PersonId>,
        order.submitted_at,
        order.approved_at,
        order.issued_by as Option<PersonId>,
        order.issued_at,
        order.acknowledged_by as Option<PersonId>,
        order.acknowledged_at,
        order.acknowledgement as Option<Acknowledgement>,
        &order.acknowledgement_note as &Option<Note>,
        order.cancelled_by as Option<PersonId>,
        order.cancelled_at,
        &order.cancellation_reason as &Option<Text>,
        &order.receiving_hold_reason as &Option<Text>,
        order.receiving_held_by as Option<PersonId>,
        order.receiving_held_at,
        &order.billing_hold_reason as &Option<Text>,
        order.billing_held_by as Option<PersonId>,
        order.billing_held_at,
        order.revision as Revision
    )
    .execute(tx.connection()?)
    .await
    .map_err(refused)?;
    Ok(())
}

// What the verbs look up before can vanish only with a bug; what remains to be named are the fields.
fn refused(error: sqlx::Error) -> Error {
    let unknown = |field: &str, what: &str| Error::invalid(field, "unknown", format!("There is no such {what}."));
    match error.as_database_error().and_then(|error| error.constraint()) {
        Some("purchase_order_department_fkey") => unknown("department_id", "department"),
        Some("purchase_order_supplier_fkey") => unknown("supplier_id", "supplier"),
        Some("purchase_order_delivery_address_fkey") => unknown("delivery_address_id", "delivery address"),
        Some("purchase_order_on_behalf_fkey") => unknown("on_behalf_of_id", "person"),
        Some(_) | None => error.into(),
    }
}
