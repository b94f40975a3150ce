use serde_json::json;

use super::{drafts, missing, rights};
use crate::support::{Answer, App, Person};

async fn leaves(person: &Person<'_>, email: &str) -> Answer {
    person.posts("/v1/profile/leave", json!({ "email": email })).await
}

#[actix_web::test]
async fn whoever_leaves_is_gone_at_once_and_administrators_are_told() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (requester, elsewhere) = (hotel.requester().await, hotel.requester().await);
    leaves(&requester, "somebody@harbour-house.example").await.is_invalid("email", "not_ones_own");

    let answer = leaves(&requester, "requester@harbour-house.example").await.is(200);

    assert_eq!((&answer.body["is_active"], &answer.body["roles"]), (&json!(false), &json!([])));
    for session in [requester, elsewhere] {
        session.gets("/v1/session").await.is_refused(401, "unauthenticated");
    }
    assert_eq!(rights(&hotel, hotel.people.requester).await, 0);
    let told = hotel.actions_on(&hotel.people.requester.to_string()).await;
    assert_eq!(told.last().map(String::as_str), Some("profile.left"));
    app.delivers().await;
    for reader in ["admin@harbour-house.example", "owner@harbour-house.example"] {
        let mails = app.mail_to(reader);
        let [mail] = &mails[..] else { panic!("{reader}: {mails:?}") };
        assert_eq!(mail.subject, "Rosa Requester has left: Harbour House");
    }
    app.stop().await;
}

#[actix_web::test]
async fn nobody_leaves_work_behind_and_only_who_may_hands_their_own_over() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    drafts(&hotel.requester().await, &json!({})).await;

    let refused = leaves(&hotel.requester().await, "requester@harbour-house.example").await;
    assert_eq!(missing(&refused.is_refused(409, "open_work")), ["successors.documents_to"]);
    let successors = json!({ "documents_to": hotel.people.housekeeper });
    let body = json!({ "email": "requester@harbour-house.example", "successors": successors });
    let refused = hotel.requester().await.posts("/v1/profile/leave", body).await.is_refused(403, "forbidden");
    assert_eq!(refused.body["detail"], "person.deactivate");
    let may = ["profile.leave", "person.deactivate", "requisition.create", "requisition.view", "requisition.view_all"];
    let manager = hotel.somebody_who_may(&may).await;
    drafts(&manager, &json!({ "department_id": hotel.kitchen })).await;
    let email = format!("{}@harbour-house.example", manager.id);
    let body = json!({ "email": email, "successors": { "documents_to": hotel.people.requester } });
    manager.posts("/v1/profile/leave", body).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn the_last_who_governs_stays() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    let refused = leaves(&hotel.owner().await, "owner@harbour-house.example").await;
    refused.is_refused(409, "last_to_govern");
    leaves(&hotel.admin().await, "admin@harbour-house.example").await.is_refused(409, "last_to_govern");

    hotel.owner().await.gets("/v1/session").await.is(200);
    app.stop().await;
}
