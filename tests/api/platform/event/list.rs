//! The platform's own trail.
use access::platform::OperatorRole;

use crate::{
    platform::console::{Console, both, two},
    support::App,
};

const PATH: &str = "/v1/operator/events";

#[actix_web::test]
async fn whatever_operators_do_is_told_to_those_who_watch() {
    let app = App::start().await;
    let _hotel = app.hotel().await;
    let consoles = two(&app).await;
    consoles[0].tries("lilies under the bridge", "000000").await.is_refused(401, "operator_refused");
    both(&consoles, "suspension", "harbour-house").await;
    let security = Console::of(&app, OperatorRole::Security, "security@operators.example").await;

    let seen = security.gets(PATH).await.is(200);

    let events = seen.body["items"].as_array().unwrap();
    let actions: Vec<_> = events.iter().map(|event| event["action"].as_str().unwrap()).collect();
    let of_one = ["operator.invited", "operator.entered", "operator_session.opened"];
    let wanted: Vec<_> = of_one
        .iter()
        .chain(&of_one)
        .copied()
        .chain(["operator_session.refused", "suspension.asked"])
        .chain(["confirmation.asked", "confirmation.given", "suspension.carried_out"])
        .chain(of_one)
        .rev()
        .collect();
    assert_eq!(actions, wanted);
    let carried_out = &events[3];
    assert_eq!((&carried_out["operator_name"], &carried_out["network"]), (&"Oda Finch".into(), &"127.0.0.1".into()));
    assert_eq!(carried_out["detail"]["organisation"], "harbour-house");
    assert_eq!(carried_out["detail"]["asked_by"], events[6]["operator_id"]);
    app.stop().await;
}

#[actix_web::test]
async fn those_who_are_watched_do_not_read_it() {
    let app = App::start().await;
    for role in [OperatorRole::Ops, OperatorRole::Support] {
        let console = Console::of(&app, role, &format!("{}@operators.example", role.code())).await;
        let refused = console.gets(PATH).await.is_refused(403, "forbidden");
        assert_eq!(refused.body["detail"], "platform.incident_read");
        console.gets(PATH).await.is_refused(403, "forbidden");
    }
    let security = Console::of(&app, OperatorRole::Security, "security@operators.example").await;
    let seen = security.gets(PATH).await.is(200);
    let events = seen.body["items"].as_array().unwrap().iter();
    let denied: Vec<_> = events.filter(|event| event["action"] == "operator.denied").collect();
    assert_eq!(denied.len(), 2, "once for each of them, however often they ask: {}", seen.body);
    assert_eq!(denied[0]["detail"]["permission"], "platform.incident_read");
    app.stop().await;
}

#[actix_web::test]
async fn a_page_begins_where_the_last_one_ended() {
    let app = App::start().await;
    let security = Console::of(&app, OperatorRole::Security, "security@operators.example").await;

    let first = security.gets(&format!("{PATH}?limit=2")).await.is(200);
    let next = first.body["next_cursor"].as_str().unwrap();
    let last = security.gets(&format!("{PATH}?limit=2&cursor={next}")).await.is(200);

    assert_eq!((first.body["items"].as_array().unwrap().len(), last.body["items"].as_array().unwrap().len()), (2, 1));
    assert_eq!(last.body["items"][0]["action"], "operator.invited");
    assert!(last.body["next_cursor"].is_null());
    app.stop().await;
}
