use chrono::{DateTime, Utc};
use serde_json::json;

use super::{PATH, active, acts, lacks, wanted, with};
use crate::support::App;

#[actix_web::test]
async fn an_owner_agrees_and_the_key_opens_its_scopes_and_nothing_else() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let asked = hotel.admin().await.posts(PATH, wanted(&["supplier.view"])).await.is(201);

    let answer = acts(&hotel.owner().await, &asked.id(), "approve", None, 1).await.is(200);

    assert_eq!(
        (&answer.body["state"], &answer.body["decided_by_name"], answer.revision()),
        (&json!("active"), &json!("Olga Owner"), 2)
    );
    assert_eq!(answer.body["secret"], json!(null));
    assert_eq!(hotel.actions_on(&asked.id()).await, ["api_key.created", "api_key.approved"]);
    let program = app.with_token(asked.body["secret"].as_str().unwrap());
    program.gets("/v1/suppliers").await.is(200);
    let answer = program.gets("/v1/departments").await.is_refused(403, "forbidden");
    assert_eq!(answer.body["detail"], "department.view");
    program.gets("/v1/session").await.is_refused(403, "forbidden");
    app.stop().await;
}

#[actix_web::test]
async fn an_owner_reads_who_asked_why_and_all_that_it_may() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let scopes = json!(["supplier.view", "purchase_order.create"]);
    let (anywhere, near) = (json!([]), json!(["203.0.113.0/24", "2001:db8::/32"]));
    for (networks, from) in [(anywhere, "anywhere"), (near, "203.0.113.0/24, 2001:db8::/32")] {
        let mut body = with("networks", networks);
        body["scopes"] = scopes.clone();
        let asked = hotel.admin().await.posts(PATH, body).await.is(201);
        let path = format!("{PATH}/{}/approve", asked.id());
        let headers = [("if-match", "\"1\""), ("idempotency-key", "an-intention")];

        let answer = hotel.owner().await.sends_once("POST", &path, None, &headers).await;

        let answer = answer.is_refused(403, "confirmation_required");
        let shown = &answer.body["confirmation"];
        assert_eq!(shown["title"], "Let programs in with the API key Stock system");
        let prefix = asked.body["prefix"].as_str().unwrap();
        let until: DateTime<Utc> = asked.body["expires_at"].as_str().unwrap().parse().unwrap();
        let lines = [
            "Asked for by Alan Admin: Orders that it proposes".to_owned(),
            "It may: Draft an order".into(),
            "It may: See the suppliers".into(),
            format!("It is used from: {from}"),
            format!("It ends on: {} UTC", until.format("%-d %B %Y at %H:%M")),
            format!("Its secret, which Alan Admin was told, begins with: {prefix}"),
        ];
        assert_eq!(shown["lines"].as_array().unwrap()[..6], lines.map(serde_json::Value::String));
        let opened = app.with_token(asked.body["secret"].as_str().unwrap()).gets("/v1/suppliers").await;
        opened.is_refused(401, "unauthenticated");
    }
    app.stop().await;
}

#[actix_web::test]
async fn not_by_who_asked_nor_twice_nor_when_its_day_has_come() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let both = hotel.somebody_who_may(&["api_key.create", "api_key.approve", "api_key.refuse"]).await;
    let own = both.posts(PATH, wanted(&["supplier.view"])).await.is(201).id();
    acts(&both, &own, "approve", None, 1).await.is_refused(409, "api_key_asked_by_oneself");
    let key = active(&hotel, wanted(&["supplier.view"])).await;
    acts(&hotel.owner().await, &key.id, "approve", None, 2).await.is_refused(409, "api_key_decided");
    lacks(&hotel.admin().await, "api_key.approve", &own, "approve", None).await;
    acts(&app.clinic().await.owner().await, &own, "approve", None, 1).await.is_refused(404, "not_found");
    acts(&hotel.owner().await, &own, "approve", None, 2).await.is_refused(412, "stale");

    app.moves_clock("31 days").await;

    acts(&hotel.owner().await, &own, "approve", None, 1).await.is_refused(409, "api_key_over");
    app.stop().await;
}

#[actix_web::test]
async fn the_account_of_a_key_is_nobodys() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let key = active(&hotel, wanted(&["supplier.view"])).await;
    let owner = hotel.owner().await;

    let people = owner.gets("/v1/people?limit=100").await.is(200);
    owner.gets(&format!("/v1/people/{}", key.id)).await.is_refused(404, "not_found");

    let names = people.body["items"].as_array().unwrap().iter().map(|person| person["name"].as_str().unwrap());
    assert!(!names.collect::<Vec<_>>().contains(&"Stock system"));
    let grant = json!({ "person_id": key.id, "roles": ["requester"], "reason": "So" });
    hotel.admin().await.posts("/v1/grants", grant).await.is_invalid("person_id", "unknown");
    let department = json!({ "name": "Cellar", "code": "CEL", "head_id": key.id });
    assert_eq!(hotel.admin().await.posts("/v1/departments", department).await.status, 422);
    app.stop().await;
}
