//! Talking about a requisition.
use serde_json::{Value, json};
use sqlx::Connection;
use uuid::Uuid;

use super::{REQUISITIONS, drafted, list_comments::reads, shows, watching};
use crate::support::{Answer, App, Person};

pub(super) async fn says(person: &Person<'_>, id: &str, body: Value) -> Answer {
    person.posts(&format!("{REQUISITIONS}/{id}/comments"), body).await
}

#[actix_web::test]
async fn whoever_is_mentioned_sees_it_from_then_on() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (requester, housekeeper) = (hotel.requester().await, hotel.housekeeper().await);
    let id = drafted(&hotel).await.id();
    shows(&housekeeper, &id).await.is_refused(404, "not_found");
    let comment = json!({ "body": "Is this\nenough?", "mentions": [housekeeper.id, housekeeper.id] });

    let said = says(&requester, &id, comment).await.is(201);

    let mut body = said.body.clone();
    assert!(body["id"].take().is_string() && body["at"].take().is_string());
    let expected = json!({
        "id": null,
        "number": 1,
        "author_id": requester.id,
        "author_name": "Rosa Requester",
        "body": "Is this\nenough?",
        "mentions": [{ "person_id": housekeeper.id, "name": "Henk Housekeeper" }],
        "at": null,
    });
    assert_eq!(body, expected);
    assert_eq!(said.header("location"), Some(format!("{REQUISITIONS}/{id}/comments").as_str()));
    let seen = shows(&housekeeper, &id).await.is(200);
    let pair = |name: &str, because: &str| (name.to_owned(), because.to_owned());
    assert_eq!(watching(&seen), [pair("Henk Housekeeper", "mentioned"), pair("Rosa Requester", "requester")]);
    assert_eq!(reads(&housekeeper, &id, "").await.is(200).body["items"], json!([said.body]));
    assert_eq!(hotel.actions_on(&id).await, ["requisition.created", "comment.created"]);
    app.stop().await;
}

#[actix_web::test]
async fn each_broken_rule_names_its_field() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let requester = hotel.requester().await;
    let id = drafted(&hotel).await.id();
    let broken = [
        (json!({}), "body", "required"),
        (json!({ "body": "  " }), "body", "empty"),
        (json!({ "body": "a".repeat(4001) }), "body", "too_long"),
        (json!({ "body": "a", "mentions": [clinic.people.requester] }), "mentions[0]", "unknown"),
        (json!({ "body": "a", "mentions": [requester.id, Uuid::new_v4()] }), "mentions[1]", "unknown"),
        (json!({ "body": "a", "mentions": vec![requester.id; 21] }), "mentions", "too_many"),
        (json!({ "body": "a", "author_id": requester.id }), "author_id", "unknown_field"),
    ];

    for (comment, field, rule) in broken {
        says(&requester, &id, comment).await.is_invalid(field, rule);
    }

    assert_eq!(reads(&requester, &id, "").await.body["items"], json!([]));
    app.stop().await;
}

#[actix_web::test]
async fn two_thousand_are_enough() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let id = drafted(&hotel).await.id();
    // Round the door: two thousand requests would take longer than they show.
    let mut connection = app.administrator().await;
    let mut tx = connection.begin().await.unwrap();
    sqlx::query("select door.begin_system($1, 'test')").bind(hotel.org_id).execute(&mut *tx).await.unwrap();
    sqlx::query(
        "insert into tenant.comment (org_id, id, document_id, document_kind, number, author_id, body, created_at)
         select $1, gen_random_uuid(), $2, 'requisition', n, $3, 'a', now() from generate_series(1, 1999) n",
    )
    .bind(hotel.org_id)
    .bind(Uuid::parse_str(&id).unwrap())
    .bind(requester.id)
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();

    assert_eq!(says(&requester, &id, json!({ "body": "The last" })).await.is(201).body["number"], 2000);
    says(&requester, &id, json!({ "body": "One more" })).await.is_refused(409, "too_many_comments");
    app.stop().await;
}

#[actix_web::test]
async fn two_at_once_take_two_numbers() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (requester, head) = (hotel.requester().await, hotel.head().await);
    let id = drafted(&hotel).await.id();

    let (one, two) = futures_util::future::join(
        says(&requester, &id, json!({ "body": "one" })),
        says(&head, &id, json!({ "body": "two" })),
    )
    .await;

    let mut numbers = [one.is(201).body["number"].as_i64(), two.is(201).body["number"].as_i64()];
    numbers.sort_unstable();
    assert_eq!(numbers, [Some(1), Some(2)]);
    app.stop().await;
}

#[actix_web::test]
async fn only_who_sees_it_talks_about_it() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let id = drafted(&hotel).await.id();
    let foreign = drafted(&clinic).await.id();
    let blind = hotel.somebody_who_may(&["comment.view", "comment.create", "requisition.view_all"]).await;
    let text = || json!({ "body": "Hello" });

    for (person, id) in [(hotel.housekeeper().await, &id), (blind, &id), (hotel.accounts().await, &foreign)] {
        says(&person, id, text()).await.is_refused(404, "not_found");
        reads(&person, id, "").await.is_refused(404, "not_found");
    }
    says(&hotel.auditor().await, &id, text()).await.is_refused(403, "forbidden");
    reads(&hotel.auditor().await, &id, "").await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn the_same_intention_is_said_once() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let id = drafted(&hotel).await.id();
    let path = format!("{REQUISITIONS}/{id}/comments");

    let first = requester.posts_with_key(&path, json!({ "body": "Hello" }), "one-intention").await.is(201);
    let second = requester.posts_with_key(&path, json!({ "body": "Hello" }), "one-intention").await.is(201);

    assert_eq!(second.body, first.body);
    assert_eq!(reads(&requester, &id, "").await.body["items"].as_array().map(Vec::len), Some(1));
    app.stop().await;
}
