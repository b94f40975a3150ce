use futures_util::future::join;
use serde_json::json;

use super::{PATH, decides, decides_on, offered, offers, roles};
use crate::{
    support::App,
    tenancy::grant::{asks, decides as decides_grant},
};

#[actix_web::test]
async fn the_successor_is_owner_and_who_offered_it_is_none_at_once() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (olga, gita) = (hotel.people.owner, hotel.people.general_manager);
    let asked = asks(&hotel.admin().await, hotel.people.requester, &["accounts"], &[]).await.is(201).id();
    let id = offered(&hotel).await.id();

    let answer = decides(&hotel.general_manager().await, &id, "accept", None).await.is(200);

    assert_eq!(
        (&answer.body["state"], &answer.body["decided_by_name"], answer.revision()),
        (&json!("accepted"), &json!("Gita Manager"), 2)
    );
    assert_eq!(roles(&hotel, gita).await, json!(["general_manager", "owner"]));
    assert_eq!(roles(&hotel, olga).await, json!([]));
    // Who was owner sees and ends their own sessions still, and governs nothing.
    let before = hotel.owner().await;
    before.gets("/v1/session").await.is(200);
    decides_grant(&before, &asked, "approve", None).await.is_refused(403, "forbidden");
    decides_grant(&hotel.general_manager().await, &asked, "approve", None).await.is(200);
    assert_eq!(hotel.actions_on(&id).await, ["organisation.transfer_offered", "ownership_transfer.accepted"]);
    app.delivers().await;
    for reader in ["owner@harbour-house.example", "admin@harbour-house.example", "gm@harbour-house.example"] {
        let mails = app.mail_to(reader);
        let subject = "Gita Manager is owner in the place of Olga Owner: Harbour House";
        assert!(mails.iter().any(|mail| mail.subject == subject), "{reader}: {mails:?}");
    }
    app.stop().await;
}

#[actix_web::test]
async fn only_whom_it_is_offered_to_takes_it_once_and_as_they_saw_it() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let id = offered(&hotel).await.id();
    for other in [hotel.owner().await, hotel.accounts().await] {
        decides(&other, &id, "accept", None).await.is_refused(409, "ownership_not_offered_to_one");
    }
    decides(&clinic.general_manager().await, &id, "accept", None).await.is_refused(404, "not_found");
    let manager = hotel.general_manager().await;
    decides_on(&manager, &id, "accept", None, 2).await.is_refused(412, "stale");

    let both = join(decides(&manager, &id, "accept", None), decides(&manager, &id, "accept", None)).await;

    let mut statuses = [both.0.status, both.1.status];
    statuses.sort_unstable();
    assert!(statuses[0] == 200 && statuses[1] != 200 && statuses[1] < 500, "{both:?}");
    app.stop().await;
}

#[actix_web::test]
async fn not_after_its_days_nor_from_who_is_no_owner_nor_with_a_toxic_half() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = offered(&hotel).await.id();
    app.moves_clock("7 days 1 minute").await;
    decides(&hotel.general_manager().await, &id, "accept", None).await.is_refused(409, "ownership_over");

    let toxic = offers(&hotel.owner().await, hotel.people.auditor).await.is(201).id();
    let wanted = asks(&hotel.admin().await, hotel.people.auditor, &["admin"], &[]).await.is(201).id();
    decides_grant(&hotel.owner().await, &wanted, "approve", None).await.is(200);
    decides(&hotel.auditor().await, &toxic, "accept", None).await.is_refused(409, "toxic_pair");
    assert_eq!(roles(&hotel, hotel.people.owner).await, json!(["owner"]));
    app.stop().await;
}

#[actix_web::test]
async fn an_offer_whose_people_cannot_any_more_is_over_and_bars_no_other() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let second = hotel.somebody_who_may(&["organisation.transfer"]).await;
    hotel.has_role(second.id, "owner").await;
    // Whoever offered it is owner no more, and then whoever is to take it has left.
    let of_second = offers(&second, hotel.people.general_manager).await.is(201).id();
    let taken = json!({ "reason": "Only one owner from now on", "roles": ["owner"], "permissions": [] });
    hotel.owner().await.posts(&format!("/v1/people/{}/revoke-grants", second.id), taken).await.is(200);
    decides(&hotel.general_manager().await, &of_second, "accept", None).await.is_refused(409, "ownership_over");
    offers(&hotel.owner().await, hotel.people.auditor).await.is(201);
    let gone = json!({ "reason": "Leaves" });
    let path = format!("/v1/people/{}/deactivate", hotel.people.auditor);
    hotel.owner().await.posts(&path, gone).await.is(200);

    offers(&hotel.owner().await, hotel.people.general_manager).await.is(201);

    let seen = hotel.owner().await.gets(PATH).await.is(200);
    let states: Vec<_> = seen.body["items"].as_array().unwrap().iter().map(|item| &item["state"]).collect();
    assert_eq!(states, [&json!("waiting"), &json!("expired"), &json!("expired")]);
    app.stop().await;
}
