use access::Role;
use serde_json::json;

use super::{PATH, buyer};
use crate::{support::App, tenancy::lacks};

#[actix_web::test]
async fn a_role_that_comes_along_is_shown_and_stays_as_it_is() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    let seen = hotel.admin().await.gets(&format!("{PATH}/accounts")).await.is(200);

    let mut template = Role::Accounts.permissions();
    template.sort_unstable();
    assert_eq!((&seen.body["built_in"], &seen.body["permissions"]), (&json!("accounts"), &json!(template)));
    assert_eq!((&seen.body["people"], &seen.body["people_differing"]), (&json!(2), &json!(0)));
    assert_eq!((&seen.body["name"], &seen.body["is_guarded"]), (&json!("Accounts"), &json!(true)));
    assert_eq!(seen.action("role.update"), Err("built_in_role".into()));
    assert_eq!(seen.action("role.retire"), Err("built_in_role".into()));
    app.stop().await;
}

#[actix_web::test]
async fn a_role_of_another_organisation_is_as_good_as_none() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let foreign = buyer(&clinic).await;
    let admin = hotel.admin().await;

    let met = admin.gets(&format!("{PATH}/{foreign}")).await.is_refused(404, "not_found");
    let missed = admin.gets(&format!("{PATH}/{}", uuid::Uuid::new_v4())).await.is_refused(404, "not_found");
    assert_eq!(met.body, missed.body);
    admin.gets(&format!("{PATH}/cook")).await.is_refused(404, "not_found");
    lacks(&hotel.requester().await, "role.view", "GET", &format!("{PATH}/owner"), None).await;
    app.stop().await;
}
