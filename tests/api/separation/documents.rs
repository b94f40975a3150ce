//! Requisitions and orders: whose they are, who edits them, and who approves and reopens them.
use serde_json::{Value, json};

use super::{Tried, active, acts, tries};
use crate::support::{Answer, Organisation, Person};

const ORDERS: &str = "/v1/purchase-orders";
const REQUISITIONS: &str = "/v1/requisitions";

pub async fn tried(hotel: &Organisation<'_>) -> Vec<Tried> {
    let mut tried = own(hotel).await;
    tried.extend(forged(hotel).await);
    tried.push(forged_beside(hotel).await);
    tried.extend(edited(hotel).await);
    tried.extend(reopened(hotel).await);
    tried.extend(one_step(hotel).await);
    tried
}

fn lines() -> Value {
    json!([{ "description": "Bath towels", "quantity": "100", "unit": "C62", "unit_price": "4.25" }])
}

/// An order of the kitchen that waits for approval.
async fn order(hotel: &Organisation<'_>, by: &Person<'_>) -> Answer {
    let supplier = active(hotel, "Harbour Laundry").await.id();
    let new = json!({ "title": "Towels", "currency": "EUR", "department_id": hotel.kitchen, "supplier_id": supplier, "lines": lines() });
    let draft = by.posts(ORDERS, new).await.is(201);
    acts(by, &format!("{ORDERS}/{}/submit", draft.id()), &draft, Value::Null).await.is(200)
}

/// A requisition that waits for approval.
async fn requisition(by: &Person<'_>) -> Answer {
    let draft = by.posts(REQUISITIONS, json!({ "title": "Towels", "lines": lines() })).await.is(201);
    acts(by, &format!("{REQUISITIONS}/{}/submit", draft.id()), &draft, Value::Null).await.is(200)
}

/// Somebody's approval of a step of the newest route of these documents, in one statement.
fn decides(by: &Person<'_>, step: i32, documents: &[&str]) -> String {
    format!(
        "insert into tenant.approval_decision (org_id, id, route_id, step, person_id, verdict, revision, is_carried, decided_at)
        select door.org_id(), uuidv7(), (select r.id from tenant.approval_route r where r.document_id = d.id order by r.id desc limit 1), {step}, '{}',
            'approve', 1, false, door.now()
        from unnest(array['{}']::uuid[]) d (id)",
        by.id,
        documents.join("', '")
    )
}

// SOD-01, one by one and many at once, as who asked and as who imported.
async fn own(hotel: &Organisation<'_>) -> Vec<Tried> {
    let (head, requester) = (hotel.head().await, hotel.requester().await);
    let (own, other) = (order(hotel, &head).await.id(), order(hotel, &requester).await.id());
    let asked = requisition(&requester).await.id();
    let reject =
        format!("update tenant.requisition set lifecycle = 'rejected', revision = revision + 1 where id = '{asked}'");
    let in_another_name = format!(
        "insert into tenant.purchase_order (org_id, id, title, lifecycle, requester_id, created_by, currency, net_minor, tax_minor, total_minor, created_at)
        select door.org_id(), gen_random_uuid(), 'Mine', 'draft', '{0}', '{0}', 'EUR', 0, 0, 0, door.now()",
        hotel.people.requester
    );
    let pair = "document_approval";
    vec![
        tries(&head, pair, decides(&head, 1, &[&own]), "approval_decision_own_document").await,
        tries(&head, pair, decides(&head, 1, &[&other, &own]), "approval_decision_own_document").await,
        tries(&requester, pair, decides(&requester, 1, &[&asked]), "approval_decision_own_document").await,
        tries(&requester, pair, reject, "requisition_own").await,
        tries(&hotel.accounts().await, pair, in_another_name, "purchase_order_in_person").await,
    ]
}

/// Ends the document's route and sends it through another with these steps, which says that the document is the owner's.
fn forges(hotel: &Organisation<'_>, document: &str, by: &Person<'_>, steps: &str) -> String {
    format!(
        "update tenant.approval_route set status = 'withdrawn', ended_at = door.now(), ended_by = '{by}' where document_id = '{document}' and status = 'running';
        insert into tenant.approval_route (org_id, id, document_kind, document_id, document_revision, policy_version_id, material_digest, requester_id, created_by,
            submitted_by, title, total_minor, currency, route, status, opened_at)
        select r.org_id, uuidv7(), r.document_kind, r.document_id, r.document_revision, r.policy_version_id, r.material_digest, '{owner}', '{owner}', '{owner}',
            r.title, r.total_minor, r.currency, '{{\"steps\": [{steps}]}}', 'running', door.now()
        from tenant.approval_route r where r.document_id = '{document}' order by r.id desc limit 1;",
        by = by.id,
        owner = hotel.people.owner
    )
}

/// Ends the document's route as approved, and says so of the document in `table`.
fn counts_as_approved(table: &str, document: &str, by: &Person<'_>) -> String {
    let moment = if table == "purchase_order" { "approved_at = door.now(), " } else { "" };
    format!(
        ";update tenant.approval_route set status = 'approved', ended_at = door.now(), ended_by = '{}' where document_id = '{document}' and status = 'running';
        update tenant.{table} set lifecycle = 'approved', {moment}revision = revision + 1 where id = '{document}'",
        by.id
    )
}

// SOD-01 by a route that names others, or asks nobody, and by a submission in the name of whoever submitted before.
async fn forged(hotel: &Organisation<'_>) -> Vec<Tried> {
    let (requester, head) = (hotel.requester().await, hotel.head().await);
    let (order, requisition) = (order(hotel, &requester).await, requisition(&requester).await);
    let (bought, asked) = (order.id(), requisition.id());
    let oneself = format!(
        r#"{{"number": 1, "order": 1, "applies": true, "needed": 1, "on_same_person": "next", "candidates": [{{"person": "{}"}}]}}"#,
        requester.id
    );
    let by_oneself = forges(hotel, &bought, &requester, &oneself)
        + &decides(&requester, 1, &[&bought])
        + &counts_as_approved("purchase_order", &bought, &requester);
    let by_nobody = forges(hotel, &bought, &requester, "") + &counts_as_approved("purchase_order", &bought, &requester);
    let asked_by_nobody = forges(hotel, &asked, &head, "") + &counts_as_approved("requisition", &asked, &head);
    let pair = "document_approval";
    let mut tried = vec![
        tries(&requester, pair, by_oneself, "purchase_order_approved_by_others").await,
        tries(&requester, pair, by_nobody, "purchase_order_approved_by_others").await,
        tries(&head, pair, asked_by_nobody, "requisition_approved_by_others").await,
    ];
    let note = json!({ "note": "Not yet" });
    acts(&requester, &format!("{ORDERS}/{bought}/withdraw"), &order, note.clone()).await.is(200);
    acts(&requester, &format!("{REQUISITIONS}/{asked}/withdraw"), &requisition, note).await.is(200);
    let submits = |table: &str, id: &str, to: &str| {
        format!("update tenant.{table} set lifecycle = '{to}', revision = revision + 1 where id = '{id}'")
    };
    let ordered = submits("purchase_order", &bought, "pending_approval");
    tried.push(tries(&hotel.accounts().await, pair, ordered, "purchase_order_submitted_in_person").await);
    let wished = submits("requisition", &asked, "in_approval");
    tried.push(tries(&head, pair, wished, "requisition_submitted_in_person").await);
    tried
}

// SOD-01 by a route that asks nobody and has an id from before the one that somebody else approved a step of.
async fn forged_beside(hotel: &Organisation<'_>) -> Tried {
    let (requester, head) = (hotel.requester().await, hotel.head().await);
    let order = order(hotel, &requester).await;
    let id = order.id();
    acts(&head, &format!("{ORDERS}/{id}/approve"), &order, json!({})).await.is(200);
    acts(&requester, &format!("{ORDERS}/{id}/withdraw"), &order, json!({ "note": "Not yet" })).await.is(200);
    let approves_itself = format!(
        "insert into tenant.approval_route (org_id, id, document_kind, document_id, document_revision, policy_version_id, material_digest, requester_id, created_by,
            submitted_by, title, total_minor, currency, route, status, opened_at)
        select r.org_id, '01900000-0000-7000-8000-000000000001', r.document_kind, r.document_id, r.document_revision, r.policy_version_id, sha256('x'),
            r.requester_id, r.created_by, r.submitted_by, r.title, r.total_minor, r.currency, '{{\"steps\": []}}', 'running', door.now()
        from tenant.approval_route r where r.document_id = '{id}';
        update tenant.approval_route set status = 'approved', ended_at = door.now(), ended_by = '{by}' where document_id = '{id}' and status = 'running';
        update tenant.purchase_order set lifecycle = 'approved', approved_at = door.now(), material_digest = sha256('x'), revision = revision + 1
        where id = '{id}'",
        by = requester.id
    );
    tries(&requester, "document_approval", approves_itself, "purchase_order_approved_by_others").await
}

// SOD-12, by changes that only the database has seen.
async fn edited(hotel: &Organisation<'_>) -> Vec<Tried> {
    let (requester, head) = (hotel.requester().await, hotel.head().await);
    let (order, requisition) = (order(hotel, &requester).await, requisition(&requester).await);
    let (bought, asked) = (order.id(), requisition.id());
    let note = json!({ "note": "Not yet" });
    acts(&requester, &format!("{ORDERS}/{bought}/withdraw"), &order, note.clone()).await.is(200);
    acts(&requester, &format!("{REQUISITIONS}/{asked}/withdraw"), &requisition, note).await.is(200);
    let elsewhere = hotel.housekeeping;
    let changes = [
        (&bought, format!("update tenant.purchase_order_line set description = 'Other' where order_id = '{bought}'")),
        (&bought, format!("delete from tenant.purchase_order_line where order_id = '{bought}'")),
        (
            &bought,
            format!(
                "update tenant.purchase_order set department_id = '{elsewhere}', revision = revision + 1 where id = '{bought}'"
            ),
        ),
        (&asked, format!("update tenant.requisition_line set quantity = 1 where requisition_id = '{asked}'")),
        (
            &asked,
            format!(
                "update tenant.requisition set department_id = '{elsewhere}', revision = revision + 1 where id = '{asked}'"
            ),
        ),
    ];
    let unsubmitted = format!(
        "update tenant.purchase_order set submitted_by = null, submitted_at = null, revision = revision + 1 where id = '{bought}'"
    );
    let mut tried = vec![tries(&head, "document_editing", unsubmitted, "purchase_order_in_person").await];
    for (document, change) in changes {
        let statement = format!("{change};{}", decides(&head, 1, &[document]));
        tried.push(tries(&head, "document_editing", statement, "approval_decision_edited").await);
    }
    tried
}

async fn reopened(hotel: &Organisation<'_>) -> Vec<Tried> {
    let (requester, head, accounts) = (hotel.requester().await, hotel.head().await, hotel.accounts().await);
    let (order, requisition) = (order(hotel, &requester).await, requisition(&requester).await);
    let (bought, asked) = (format!("{ORDERS}/{}", order.id()), format!("{REQUISITIONS}/{}", requisition.id()));
    let reason = json!({ "reason": "It will not come" });
    acts(&head, &format!("{bought}/approve"), &order, json!({})).await.is(200);
    let approved = acts(&accounts, &format!("{bought}/approve"), &order, json!({})).await.is(200);
    let issued = acts(&accounts, &format!("{bought}/issue"), &approved, Value::Null).await.is(200);
    acts(&accounts, &format!("{bought}/short-close"), &issued, reason.clone()).await.is(200);
    acts(&head, &format!("{asked}/approve"), &requisition, json!({})).await.is(200);
    let approved = acts(&accounts, &format!("{asked}/approve"), &requisition, json!({})).await.is(200);
    acts(&head, &format!("{asked}/short-close"), &approved, reason).await.is(200);
    let reopens = |table: &str, of: &str, id: &str| {
        format!(
            "update tenant.{table} set short_closed_quantity = 0, short_closed_at = null, short_closed_by_id = null, short_closed_because = null
            where {of} = '{id}'"
        )
    };
    let of_order = reopens("purchase_order_line", "order_id", &order.id());
    let of_requisition = reopens("requisition_line", "requisition_id", &requisition.id());
    vec![
        tries(&accounts, "order_reopening", of_order, "purchase_order_reopened_by_second").await,
        tries(&requester, "requisition_reopening", of_requisition, "requisition_reopened_by_another").await,
    ]
}

// SOD-02: the head is of Accounts too.
async fn one_step(hotel: &Organisation<'_>) -> Vec<Tried> {
    let head = hotel.head().await;
    hotel.has_role(head.id, "accounts").await;
    let order = order(hotel, &hotel.requester().await).await;
    acts(&head, &format!("{ORDERS}/{}/approve", order.id()), &order, json!({})).await.is(200);
    let again = decides(&head, 2, &[&order.id()]);
    vec![tries(&head, "approval_steps", again, "approval_decision_one_step_unique").await]
}
