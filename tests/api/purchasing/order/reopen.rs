//! Reopening what was closed short of an order.
use serde_json::{Value, json};
use sqlx::Connection;
use uuid::Uuid;

use super::{
    ORDERS, acts, acts_with_key, issued,
    short_close::{closed, closes, issued_two},
};
use crate::support::{Answer, App, Person};

fn because() -> Value {
    json!({ "reason": "The supplier found the missing crates" })
}

async fn reopens(person: &Person<'_>, id: &str, places: &[usize]) -> Answer {
    let seen = person.gets(&format!("{ORDERS}/{id}")).await.is(200);
    let mut asked = because();
    if !places.is_empty() {
        asked["line_ids"] = places.iter().map(|place| seen.body["lines"][*place]["id"].clone()).collect();
    }
    acts(person, id, "reopen", seen.revision(), asked).await
}

#[actix_web::test]
async fn a_second_person_reopens_what_was_closed_where_the_order_stood() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (accounts, second) = (hotel.accounts().await, hotel.second_accounts().await);
    let (issued, answered) = (issued_two(&hotel).await, issued_two(&hotel).await);
    acts(&accounts, &answered.id(), "acknowledge", 4, json!({ "code": "AP" })).await.is(200);
    for order in [&issued, &answered] {
        closes(&accounts, &order.id(), &[]).await.is(200);
    }

    let one = reopens(&second, &issued.id(), &[1]).await.is(200);
    let all = reopens(&second, &answered.id(), &[]).await.is(200);

    assert_eq!((&one.body["lifecycle"], closed(&one)), (&json!("issued"), vec![&json!("100"), &Value::Null]));
    assert_eq!((&all.body["lifecycle"], closed(&all)), (&json!("acknowledged"), vec![&Value::Null, &Value::Null]));
    reopens(&second, &issued.id(), &[1]).await.is_refused(409, "order_not_short_closed");
    reopens(&second, &answered.id(), &[]).await.is_refused(409, "order_not_short_closed");
    app.stop().await;
}

#[actix_web::test]
async fn neither_who_closed_it_nor_who_drafted_it_reopens_it() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (accounts, second) = (hotel.accounts().await, hotel.second_accounts().await);
    let order = issued_two(&hotel).await;
    closes(&accounts, &order.id(), &[(0, None)]).await.is(200);
    closes(&second, &order.id(), &[(1, None)]).await.is(200);
    let owner_of_it = hotel.requester().await;

    let own_and_other = reopens(&accounts, &order.id(), &[]).await.is_refused(403, "reopened_by_second_person");
    assert_eq!(own_and_other.body["detail"], "It is line 1.");
    let by_requester = reopens(&owner_of_it, &order.id(), &[]).await.is_refused(403, "forbidden");
    assert_eq!(by_requester.body["detail"], "purchase_order.reopen");
    let cross = reopens(&accounts, &order.id(), &[1]).await.is(200);
    let by_manager = reopens(&hotel.general_manager().await, &order.id(), &[]).await.is(200);

    assert_eq!((closed(&cross)[0], closed(&by_manager)[0]), (&json!("100"), &Value::Null));
    app.stop().await;
}

#[actix_web::test]
async fn the_database_asks_for_a_second_person_too() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let order = issued_two(&hotel).await;
    let accounts = hotel.accounts().await;
    closes(&accounts, &order.id(), &[(0, Some("40"))]).await.is(200);
    let line: Uuid = order.body["lines"][0]["id"].as_str().unwrap().parse().unwrap();
    let refuses = async |person: &Person<'_>, statement: &'static str| {
        let mut connection = app.as_role("countersign_tenant").await;
        let mut tx = connection.begin().await.unwrap();
        person.begins(&mut tx, "purchase_order.view", Uuid::new_v4()).await;
        let done = sqlx::query(statement).bind(line).execute(&mut *tx).await;
        done.err().map(|error| error.as_database_error().unwrap().constraint().unwrap_or_default().to_owned())
    };

    let reopen = "update tenant.purchase_order_line
        set short_closed_quantity = 0, short_closed_at = null, short_closed_by_id = null, short_closed_because = null
        where id = $1";
    let second = Some("purchase_order_reopened_by_second".to_owned());
    assert_eq!(refuses(&accounts, reopen).await, second);
    assert_eq!(refuses(&hotel.requester().await, reopen).await, second);
    let submitter = hotel.second_accounts().await;
    assert_eq!(refuses(&submitter, reopen).await, None);
    let mut administrator = app.administrator().await;
    sqlx::raw_sql("set session_replication_role = replica").execute(&mut administrator).await.unwrap();
    sqlx::query(
        "update tenant.purchase_order o set submitted_by = p.id
        from tenant.purchase_order_line l, tenant.person p where l.id = $1 and o.id = l.order_id and p.id = $2",
    )
    .bind(line)
    .bind(Uuid::parse_str(submitter.gets("/v1/session").await.body["person"]["id"].as_str().unwrap()).unwrap())
    .execute(&mut administrator)
    .await
    .unwrap();
    assert_eq!(refuses(&submitter, reopen).await, second);
    reopens(&submitter, &order.id(), &[]).await.is_refused(403, "reopened_by_second_person");
    let cases = [
        (
            "update tenant.purchase_order_line set short_closed_quantity = 41 where id = $1",
            "purchase_order_line_closed_once",
        ),
        ("update tenant.purchase_order_line set quantity = 60 where id = $1", "purchase_order_line_frozen"),
        ("delete from tenant.purchase_order_line where id = $1", "purchase_order_line_frozen"),
        (
            "update tenant.purchase_order o set lifecycle = 'short_closed', revision = revision + 1
            from tenant.purchase_order_line l where l.id = $1 and o.id = l.order_id",
            "purchase_order_settled",
        ),
    ];
    for (statement, constraint) in cases {
        assert_eq!(refuses(&accounts, statement).await.as_deref(), Some(constraint), "{statement}");
    }
    app.stop().await;
}

#[actix_web::test]
async fn nothing_is_reopened_from_a_supplier_who_was_blocked() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let order = issued(&hotel).await;
    closes(&hotel.accounts().await, &order.id(), &[]).await.is(200);
    let path = format!("/v1/suppliers/{}", order.body["supplier"]["id"].as_str().unwrap());
    let manager = hotel.general_manager().await;
    let tag = format!("\"{}\"", manager.gets(&path).await.is(200).revision());
    let key = Uuid::new_v4().to_string();
    let headers = [("idempotency-key", key.as_str()), ("if-match", tag.as_str())];
    manager.sends("POST", &format!("{path}/block"), Some(json!({ "reason": "Insolvent" })), &headers).await.is(200);

    let answer = reopens(&hotel.second_accounts().await, &order.id(), &[]).await;

    assert_eq!(answer.status, 409, "{}", answer.body);
    app.stop().await;
}

#[actix_web::test]
async fn it_is_reopened_once_on_the_revision_that_was_seen() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let second = hotel.second_accounts().await;
    let order = issued(&hotel).await;
    acts(&second, &order.id(), "reopen", 4, because()).await.is_refused(409, "order_not_short_closed");
    closes(&hotel.accounts().await, &order.id(), &[]).await.is(200);

    acts(&second, &order.id(), "reopen", 4, because()).await.is_refused(412, "stale");
    acts(&second, &order.id(), "reopen", 5, json!({})).await.is_invalid("reason", "required");
    let key = Uuid::new_v4().to_string();
    let first = acts_with_key(&second, &order.id(), "reopen", 5, because(), &key).await.is(200);
    let again = acts_with_key(&second, &order.id(), "reopen", 5, because(), &key).await.is(200);

    assert_eq!((&again.body, first.revision()), (&first.body, 6));
    assert_eq!(hotel.actions_on(&order.id()).await.last().map(String::as_str), Some("purchase_order.reopened"));
    app.stop().await;
}

#[actix_web::test]
async fn a_foreign_order_is_not_there() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let theirs = issued(&clinic).await;
    closes(&clinic.accounts().await, &theirs.id(), &[]).await.is(200);

    let answer = acts(&hotel.second_accounts().await, &theirs.id(), "reopen", 5, because()).await;

    answer.is_refused(404, "not_found");
    app.stop().await;
}
