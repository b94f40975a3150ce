//! What the database refuses although the API's own role asks for it directly, round HTTP.
use sqlx::Connection;
use uuid::Uuid;

use super::{approved, drafted, order::orders, submitted, supplier};
use crate::support::{App, Person};

/// The constraint that refuses a statement of this person under this permission; none when nothing does.
async fn refuses(
    app: &App,
    person: &Person<'_>,
    permission: &str,
    statement: &'static str,
    id: &str,
) -> Option<String> {
    let mut connection = app.as_role("countersign_tenant").await;
    let mut tx = connection.begin().await.unwrap();
    person.begins(&mut tx, permission, Uuid::new_v4()).await;
    let done = sqlx::query(statement).bind(Uuid::parse_str(id).unwrap()).execute(&mut *tx).await;
    match done {
        Ok(done) => {
            assert_eq!(done.rows_affected(), 1, "{statement} found nothing to change");
            None
        }
        Err(error) => {
            Some(error.as_database_error().and_then(|error| error.constraint()).unwrap_or_default().to_owned())
        }
    }
}

#[actix_web::test]
async fn nothing_is_approved_without_its_approvals() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let head = hotel.head().await;
    let approve = "update tenant.requisition set lifecycle = 'approved', revision = revision + 1 where id = $1";
    let sent = submitted(&hotel).await.id();
    let draft = drafted(&hotel).await.id();

    let of_sent = refuses(&app, &head, "requisition.approve", approve, &sent).await;
    let of_draft = refuses(&app, &head, "requisition.approve", approve, &draft).await;

    assert_eq!(of_sent.as_deref(), Some("requisition_was_approved"));
    assert_eq!(of_draft.as_deref(), Some("requisition_transition"));
    app.stop().await;
}

#[actix_web::test]
async fn nobody_rejects_their_own() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let sent = submitted(&hotel).await.id();
    let reject = "update tenant.requisition set lifecycle = 'rejected', revision = revision + 1 where id = $1";

    let by_requester = refuses(&app, &hotel.requester().await, "requisition.withdraw", reject, &sent).await;

    assert_eq!(by_requester.as_deref(), Some("requisition_own"));
    app.stop().await;
}

#[actix_web::test]
async fn what_was_submitted_stays_as_it_was() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let ready = approved(&hotel).await;
    let line = ready.body["lines"][0]["id"].as_str().unwrap();
    let cases = [
        (
            "update tenant.requisition set total_minor = 1, net_minor = 1, revision = revision + 1 where id = $1",
            ready.id(),
            "requisition_stays",
        ),
        (
            "update tenant.requisition set requester_id = gen_random_uuid(), revision = revision + 1 where id = $1",
            ready.id(),
            "requisition_stays",
        ),
        ("update tenant.requisition set title = 'Other' where id = $1", ready.id(), "requisition_stays"),
        (
            "update tenant.requisition set lifecycle = 'draft', revision = revision + 1 where id = $1",
            ready.id(),
            "requisition_transition",
        ),
        ("update tenant.requisition_line set quantity = 1000 where id = $1", line.into(), "requisition_line_stays"),
        ("delete from tenant.requisition_line where id = $1", line.into(), "requisition_line_stays"),
    ];

    for (statement, id, constraint) in cases {
        let refused = refuses(&app, &accounts, "requisition.order", statement, &id).await;
        assert_eq!(refused.as_deref(), Some(constraint), "{statement}");
    }
    app.stop().await;
}

#[actix_web::test]
async fn orders_never_come_to_more_than_was_approved() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let linen = supplier(&hotel, "Harbour Linen").await;
    let ready = approved(&hotel).await;
    let ordered = orders(&accounts, &ready, &linen, Some("99")).await.is(200);
    let order =
        accounts.gets(&format!("/v1/purchase-orders/{}", ordered.body["orders"][0]["id"].as_str().unwrap())).await;
    let line = order.body["lines"][0]["id"].as_str().unwrap();

    let whole = "update tenant.purchase_order_line set quantity = 100 where id = $1";
    let above = "update tenant.purchase_order_line set quantity = 100.000001 where id = $1";
    let once_more = "
        insert into tenant.purchase_order_line (org_id, id, order_id, position, description, quantity, unit, unit_price, price_base, net_minor, requisition_line_id)
        select org_id, gen_random_uuid(), order_id, 2, description, 2, unit, unit_price, price_base, net_minor, requisition_line_id
        from tenant.purchase_order_line where id = $1";

    let permission = "purchase_order.update";
    assert_eq!(refuses(&app, &accounts, permission, whole, line).await, None);
    for statement in [above, once_more] {
        let refused = refuses(&app, &accounts, permission, statement, line).await;
        assert_eq!(refused.as_deref(), Some("requisition_line_ordered_check"), "{statement}");
    }
    app.stop().await;
}

#[actix_web::test]
async fn what_is_not_approved_cannot_be_ordered() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let linen = supplier(&hotel, "Harbour Linen").await;
    let ready = approved(&hotel).await;
    let sent = submitted(&hotel).await;
    let ordered = orders(&accounts, &ready, &linen, Some("1")).await.is(200);
    let order = ordered.body["orders"][0]["id"].as_str().unwrap();
    assert_eq!(sent.body["lifecycle"], "in_approval");
    let answer_another = "
        insert into tenant.purchase_order_line (org_id, id, order_id, position, description, quantity, unit, unit_price, price_base, net_minor, requisition_line_id)
        select o.org_id, gen_random_uuid(), o.id, 2, 'a', 1, 'C62', 0, 1, 0, l.id
        from tenant.purchase_order o, tenant.requisition_line l join tenant.requisition r on (r.org_id, r.id) = (l.org_id, l.requisition_id)
        where o.id = $1 and r.lifecycle = 'in_approval'";

    let refused = refuses(&app, &accounts, "purchase_order.update", answer_another, order).await;

    assert_eq!(refused.as_deref(), Some("requisition_line_approved_check"));
    app.stop().await;
}

#[actix_web::test]
async fn a_part_in_a_document_is_not_taken_away() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let draft = drafted(&hotel).await.id();
    let forget = "delete from tenant.watcher where document_id = $1 and because = 'requester'";

    let refused = refuses(&app, &hotel.accounts().await, "watcher.remove", forget, &draft).await;

    assert_eq!(refused.as_deref(), Some("watcher_part_check"));
    app.stop().await;
}
