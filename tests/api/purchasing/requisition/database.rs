//! What the database refuses although the API's own role asks for it directly, round HTTP.
use futures_util::future::join;
use serde_json::json;
use sqlx::Connection;
use uuid::Uuid;

use super::{approved, drafted, order::orders, short_close::closes, shows, submitted, supplier};
use crate::support::{Answer, App, Organisation, Person};

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

const TAKE_THE_REST: &str = "
    insert into tenant.purchase_order_line (org_id, id, order_id, position, description, quantity, unit, unit_price, price_base, net_minor, requisition_line_id)
    select org_id, gen_random_uuid(), order_id, 2, description, 60, unit, unit_price, price_base, net_minor, requisition_line_id
    from tenant.purchase_order_line where order_id = $1 and position = 1";

/// Two orders of twenty each, of a line of a hundred.
async fn two_orders(hotel: &Organisation<'_>) -> (Answer, [Uuid; 2]) {
    let linen = supplier(hotel, "Harbour Linen").await;
    let (ready, accounts) = (approved(hotel).await, hotel.accounts().await);
    let mut made = Vec::new();
    for _ in 0..2 {
        let ordered = orders(&accounts, &ready, &linen, Some("20")).await.is(200);
        made.push(ordered.body["orders"][0]["id"].as_str().unwrap().parse().unwrap());
    }
    (ready, made.try_into().unwrap())
}

#[actix_web::test]
async fn of_two_who_take_the_same_rest_at_once_one_waits_and_is_refused() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (ready, [first, second]) = two_orders(&hotel).await;
    let (one, other) = (hotel.accounts().await, hotel.second_accounts().await);
    let (mut one_connection, mut other_connection) =
        (app.as_role("countersign_tenant").await, app.as_role("countersign_tenant").await);
    let mut one_tx = one_connection.begin().await.unwrap();
    let mut other_tx = other_connection.begin().await.unwrap();
    one.begins(&mut one_tx, "purchase_order.update", Uuid::new_v4()).await;
    other.begins(&mut other_tx, "purchase_order.update", Uuid::new_v4()).await;

    sqlx::query(TAKE_THE_REST).bind(first).execute(&mut *one_tx).await.unwrap();
    // Neither sees what the other has not committed; so the second must wait to be told.
    let waits = async { sqlx::query(TAKE_THE_REST).bind(second).execute(&mut *other_tx).await };
    let commits = async {
        let rows =
            "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";
        let mut watcher = app.administrator().await;
        while sqlx::query_scalar::<_, i64>(rows).fetch_one(&mut watcher).await.unwrap() == 0 {}
        one_tx.commit().await.unwrap();
    };
    let (taken, ()) = join(waits, commits).await;

    let refused = taken.unwrap_err().as_database_error().unwrap().constraint().map(str::to_owned);
    assert_eq!(refused.as_deref(), Some("requisition_line_ordered_check"));
    drop(other_tx);
    let line = &shows(&one, &ready.id()).await.is(200).body["lines"][0];
    assert_eq!((&line["ordered_quantity"], &line["remaining_quantity"]), (&json!("100"), &json!("0")));
    app.stop().await;
}

#[actix_web::test]
async fn nothing_is_ordered_of_what_was_closed_short() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let (ready, [order, _]) = two_orders(&hotel).await;
    closes(&accounts, &ready.id(), &[0]).await.is(200);

    let refused = refuses(&app, &accounts, "purchase_order.update", TAKE_THE_REST, &order.to_string()).await;

    assert_eq!(refused.as_deref(), Some("requisition_line_short_closed_check"));
    app.stop().await;
}

#[actix_web::test]
async fn a_line_is_closed_whole_in_person_and_stays_so() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let (ready, _) = two_orders(&hotel).await;
    let line = ready.body["lines"][0]["id"].as_str().unwrap();
    let (permission, whole) = ("requisition.short_close", "
        update tenant.requisition_line set short_closed_quantity = 60, short_closed_at = now(), short_closed_by_id = (select door.person_id()),
            short_closed_because = 'Enough'
        where id = $1");
    let cases = [
        (
            "update tenant.requisition_line set short_closed_quantity = 59, short_closed_at = now(),
                short_closed_by_id = (select door.person_id()), short_closed_because = 'Enough'
            where id = $1",
            "requisition_line_closed_whole",
        ),
        (
            "update tenant.requisition_line l set short_closed_quantity = 60, short_closed_at = now(),
                short_closed_by_id = (select r.requester_id from tenant.requisition r where r.id = l.requisition_id), short_closed_because = 'Enough'
            where l.id = $1",
            "requisition_line_in_person",
        ),
        ("update tenant.requisition_line set short_closed_quantity = 60 where id = $1", "requisition_line_closed_whole"),
        (
            "update tenant.requisition_line set quantity = 40, short_closed_at = now(), short_closed_by_id = (select door.person_id()),
                short_closed_because = 'Enough'
            where id = $1",
            "requisition_line_stays",
        ),
    ];

    assert_eq!(refuses(&app, &accounts, permission, whole, line).await, None);
    for (statement, constraint) in cases {
        let refused = refuses(&app, &accounts, permission, statement, line).await;
        assert_eq!(refused.as_deref(), Some(constraint), "{statement}");
    }
    closes(&accounts, &ready.id(), &[0]).await.is(200);
    let other_words = "update tenant.requisition_line set short_closed_because = 'Other' where id = $1";
    let less = "update tenant.requisition_line set short_closed_quantity = 10 where id = $1";
    for (statement, constraint) in [(other_words, "requisition_line_stays"), (less, "requisition_line_closed_whole")] {
        let refused = refuses(&app, &accounts, permission, statement, line).await;
        assert_eq!(refused.as_deref(), Some(constraint), "{statement}");
    }
    app.stop().await;
}

#[actix_web::test]
async fn who_asked_reopens_nothing_that_somebody_else_closed() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (ready, _) = two_orders(&hotel).await;
    closes(&hotel.accounts().await, &ready.id(), &[0]).await.is(200);
    let line = ready.body["lines"][0]["id"].as_str().unwrap();
    let reopen = "
        update tenant.requisition_line
        set short_closed_quantity = 0, short_closed_at = null, short_closed_by_id = null, short_closed_because = null
        where id = $1";

    let by_requester = refuses(&app, &hotel.requester().await, "requisition.update", reopen, line).await;
    let by_another = refuses(&app, &hotel.second_accounts().await, "requisition.reopen", reopen, line).await;

    assert_eq!((by_requester.as_deref(), by_another), (Some("requisition_reopened_by_another"), None));
    app.stop().await;
}

#[actix_web::test]
async fn it_stands_where_its_lines_say() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let (ready, _) = two_orders(&hotel).await;

    for statement in [
        "update tenant.requisition set lifecycle = 'short_closed', revision = revision + 1 where id = $1",
        "update tenant.requisition set lifecycle = 'ordered', revision = revision + 1 where id = $1",
        "update tenant.requisition set lifecycle = 'approved', revision = revision + 1 where id = $1",
    ] {
        let refused = refuses(&app, &accounts, "requisition.order", statement, &ready.id()).await;
        assert_eq!(refused.as_deref(), Some("requisition_settled"), "{statement}");
    }
    app.stop().await;
}
