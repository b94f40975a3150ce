//! A route as the page of its document shows it.
use serde_json::{Value, json};

use crate::{
    approval::document::{Desk, Document},
    support::App,
};

#[actix_web::test]
async fn a_route_shows_every_step_with_its_reason_and_who_said_what() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = Desk::open(&app);
    let document = Document::of(&hotel, "1250");
    desk.acts(&hotel.requester().await, "submit", &document).await.is(200);
    desk.acts(&hotel.head().await, "approve", &document.with_note("Needed for June.")).await.is(200);

    let route = desk.acts(&hotel.auditor().await, "show", &document).await.is(200).body["route"].clone();

    assert_eq!((&route["status"], &route["document_revision"]), (&json!("running"), &json!(1)));
    assert_eq!((&route["policy"]["name"], &route["policy"]["number"]), (&json!("Standard"), &json!(1)));
    assert_eq!((&route["ended_at"], &route["ended"]), (&Value::Null, &Value::Null));
    let steps: Vec<_> =
        route["steps"].as_array().unwrap().iter().map(|s| (&s["name"], &s["state"], &s["why"])).collect();
    assert_eq!(
        json!(steps),
        json!([
            ["Head of department", "satisfied", "Head of department: always"],
            ["Accounts", "open", "Accounts: always"],
            ["GM", "waiting", "GM: total 1,250.00 EUR is above 1,000.00 EUR"],
            ["Owner", "skipped", "Owner: total 1,250.00 EUR is not above 25,000.00 EUR"],
        ])
    );
    let head = &route["steps"][0];
    assert_eq!(
        head["candidates"],
        json!([{ "person": hotel.people.head, "name": "Hugo Head", "as": "head of Kitchen" }])
    );
    let approval = &head["approvals"][0];
    assert_eq!(
        (&approval["person_name"], &approval["note"], &approval["revision"], &approval["is_carried"]),
        (&json!("Hugo Head"), &json!("Needed for June."), &json!(1), &json!(false))
    );
    assert_eq!(route["waiting_for"].as_array().map(Vec::len), Some(2));
    desk.close().await;
    app.stop().await;
}

#[actix_web::test]
async fn another_organisations_route_is_not_there() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let desk = Desk::open(&app);
    let document = Document::of(&hotel, "10");
    desk.acts(&hotel.requester().await, "submit", &document).await.is(200);

    let there = desk.acts(&hotel.owner().await, "show", &document).await.is(200);
    let here = desk.acts(&clinic.owner().await, "show", &document).await.is(200);

    assert_eq!((there.body["route"].is_object(), here.body), (true, json!({ "route": null })));
    desk.close().await;
    app.stop().await;
}
