//! Ending somebody's watching of a requisition.
use uuid::Uuid;

use super::{REQUISITIONS, add_watcher::lets_watch, drafted, shows, submitted};
use crate::support::{Answer, App, Person};

async fn ends_watching(person: &Person<'_>, id: &str, watcher: impl std::fmt::Display) -> Answer {
    person.deletes(&format!("{REQUISITIONS}/{id}/watchers/{watcher}")).await
}

#[actix_web::test]
async fn whoever_was_asked_to_watch_sees_it_no_longer() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (requester, housekeeper) = (hotel.requester().await, hotel.housekeeper().await);
    let id = drafted(&hotel).await.id();
    lets_watch(&requester, &id, housekeeper.id).await.is(200);

    let answer = ends_watching(&requester, &id, housekeeper.id).await.is(204);

    assert_eq!(answer.bytes, Vec::<u8>::new());
    shows(&housekeeper, &id).await.is_refused(404, "not_found");
    ends_watching(&requester, &id, housekeeper.id).await.is_refused(404, "not_found");
    assert_eq!(hotel.actions_on(&id).await, ["requisition.created", "watcher.added", "watcher.removed"]);
    app.stop().await;
}

#[actix_web::test]
async fn a_watcher_may_leave() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let housekeeper = hotel.housekeeper().await;
    let id = drafted(&hotel).await.id();
    lets_watch(&hotel.requester().await, &id, housekeeper.id).await.is(200);

    ends_watching(&housekeeper, &id, housekeeper.id).await.is(204);
    app.stop().await;
}

#[actix_web::test]
async fn whoever_has_a_part_in_it_keeps_it_in_sight() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let id = submitted(&hotel).await.id();

    for person in [hotel.people.requester, hotel.people.head] {
        ends_watching(&accounts, &id, person).await.is_refused(409, "watches_by_part");
    }

    shows(&hotel.requester().await, &id).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn only_who_sees_it_ends_watching() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let id = drafted(&hotel).await.id();
    let foreign = drafted(&clinic).await.id();
    let (requester, accounts) = (hotel.people.requester, hotel.accounts().await);

    ends_watching(&hotel.housekeeper().await, &id, requester).await.is_refused(404, "not_found");
    let of_theirs = ends_watching(&accounts, &foreign, clinic.people.requester).await.is_refused(404, "not_found");
    assert_eq!(of_theirs.body, ends_watching(&accounts, &Uuid::new_v4().to_string(), requester).await.body);
    ends_watching(&hotel.auditor().await, &id, requester).await.is_refused(403, "forbidden");
    app.stop().await;
}
