//! List who asked to read for support.
use super::super::lacks;
use crate::support::{App, SupportOperator};

#[actix_web::test]
async fn whoever_governs_sees_who_asked_and_how_it_stands() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let clinic = app.clinic().await;
    let oda = SupportOperator::of(&app, "oda").await;
    oda.asks("alder-clinic", 30).await.is(201);
    let waiting = oda.asks("harbour-house", 30).await.is(201).id();
    let path = "/v1/support-accesses";
    lacks(&hotel.requester().await, "support_access.view", "GET", path, None).await;

    for person in [hotel.owner().await, hotel.admin().await, hotel.auditor().await] {
        let seen = person.gets(path).await.is(200);
        let items = seen.body["items"].as_array().unwrap();
        assert_eq!(items.len(), 1);
        assert_eq!(
            (&items[0]["id"], &items[0]["operator_email"]),
            (&waiting.clone().into(), &"oda@operators.example".into())
        );
    }
    let owner = hotel.owner().await.gets(path).await;
    assert!(
        owner.body["items"][0]["actions"].as_array().unwrap().iter().all(|action| action["closed_because"].is_null())
    );
    assert_eq!(
        clinic.owner().await.gets("/v1/support-accesses?state=open").await.is(200).body["items"],
        serde_json::json!([])
    );
    app.stop().await;
}
