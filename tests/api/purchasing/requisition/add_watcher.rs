//! Letting somebody watch a requisition.
use serde_json::{Value, json};
use uuid::Uuid;

use super::{REQUISITIONS, drafted, shows};
use crate::support::{Answer, App, Person};

pub(super) async fn lets_watch(person: &Person<'_>, id: &str, watcher: impl serde::Serialize) -> Answer {
    person.posts(&format!("{REQUISITIONS}/{id}/watchers"), json!({ "person_id": watcher })).await
}

#[actix_web::test]
async fn a_watcher_sees_it_from_then_on() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (requester, housekeeper) = (hotel.requester().await, hotel.housekeeper().await);
    let id = drafted(&hotel).await.id();

    let answer = lets_watch(&requester, &id, housekeeper.id).await.is(200);

    let mut watchers = answer.body["watchers"].clone();
    for watcher in watchers.as_array_mut().unwrap() {
        assert!(watcher["since"].take().is_string());
    }
    let watcher = |person: &Person<'_>, name: &str, because: &str| json!({ "person_id": person.id, "name": name, "because": because, "since": null });
    let expected =
        [watcher(&requester, "Rosa Requester", "requester"), watcher(&housekeeper, "Henk Housekeeper", "asked")];
    assert_eq!(watchers, Value::from(expected.to_vec()));
    let seen = shows(&housekeeper, &id).await.is(200);
    assert_eq!(seen.action("requisition.update"), Err("requisition_not_yours".into()));
    assert_eq!(hotel.actions_on(&id).await, ["requisition.created", "watcher.added"]);
    app.stop().await;
}

#[actix_web::test]
async fn asking_twice_is_harmless_and_a_part_outweighs_it() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (requester, housekeeper) = (hotel.requester().await, hotel.housekeeper().await);
    let id = drafted(&hotel).await.id();
    lets_watch(&requester, &id, housekeeper.id).await.is(200);

    let twice = lets_watch(&requester, &id, housekeeper.id).await.is(200);
    let themselves = lets_watch(&requester, &id, requester.id).await.is(200);

    assert_eq!(themselves.body, twice.body);
    assert_eq!(themselves.body["watchers"][0]["because"], "requester");
    app.stop().await;
}

#[actix_web::test]
async fn only_who_sees_it_lets_others_watch() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let id = drafted(&hotel).await.id();
    let foreign = drafted(&clinic).await.id();
    let requester = hotel.requester().await;

    lets_watch(&requester, &id, Uuid::new_v4()).await.is_invalid("person_id", "unknown");
    lets_watch(&requester, &id, clinic.people.requester).await.is_invalid("person_id", "unknown");
    lets_watch(&requester, &id, "x").await.is_invalid("person_id", "wrong_value");
    lets_watch(&hotel.housekeeper().await, &id, hotel.people.housekeeper).await.is_refused(404, "not_found");
    let accounts = hotel.accounts().await;
    let of_theirs = lets_watch(&accounts, &foreign, accounts.id).await.is_refused(404, "not_found");
    let of_nobody = lets_watch(&accounts, &Uuid::new_v4().to_string(), accounts.id).await;
    assert_eq!(of_theirs.body, of_nobody.body);
    lets_watch(&hotel.auditor().await, &id, hotel.people.owner).await.is_refused(403, "forbidden");
    app.stop().await;
}
