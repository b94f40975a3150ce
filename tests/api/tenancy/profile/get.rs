//! Showing one's own profile.
use serde_json::json;

use super::{super::lacks, PATH};
use crate::support::App;

#[actix_web::test]
async fn a_profile_follows_the_organisation_until_it_says_otherwise() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;

    let seen = requester.gets(PATH).await.is(200);

    let expected = json!({
        "id": requester.id, "name": "Rosa Requester", "email": "requester@harbour-house.example",
        "department_id": hotel.kitchen, "department_name": "Kitchen", "roles": ["requester"], "is_active": true, "is_invited": false,
        "custom_roles": [], "locale": null, "time_zone": null, "locale_in_use": "en-IE", "time_zone_in_use": "Europe/Dublin", "revision": 1,
        "email_change": null,
        "actions": seen.body["actions"],
    });
    assert_eq!((seen.action("profile.update"), seen.action("profile.change_email")), (Ok(()), Ok(())));
    assert_eq!(seen.action("profile.cancel_email_change"), Err("no_email_change".into()));
    assert_eq!(seen.body, expected);
    assert_eq!(seen.header("etag"), Some("\"1\""));
    app.stop().await;
}

#[actix_web::test]
async fn only_who_may_sees_a_profile() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    lacks(&hotel.somebody_who_may(&["person.view"]).await, "session.view", "GET", PATH, None).await;
    app.stop().await;
}
