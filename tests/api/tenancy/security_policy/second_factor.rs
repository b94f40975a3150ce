//! A second factor that is demanded of roles.
use serde_json::{Value, json};

use super::PATH;
use crate::{
    identity::browser::PASSWORD,
    support::{Answer, App, Organisation},
    tenancy::grant::{asks, decides},
};

const OPEN: &str = "/v1/departments";

async fn demands(hotel: &Organisation<'_>, roles: &[&str], grace_days: i32, revision: i64) -> Answer {
    let demand = json!({ "second_factor_roles": roles, "second_factor_grace_days": grace_days });
    hotel.owner().await.patches(PATH, demand, revision).await.is(200)
}

#[actix_web::test]
async fn whoever_should_have_one_and_has_none_can_do_nothing_else() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    accounts.gets(OPEN).await.is(200);

    let answer = demands(&hotel, &["accounts"], 0, 1).await;

    assert_eq!(answer.body["second_factor_standing"], json!({ "concerned": 2, "without": 2 }));
    accounts.gets(OPEN).await.is_refused(403, "second_factor_demanded");
    let body = json!({ "name": "Brooms", "code": "BRM" });
    accounts.posts("/v1/categories", body).await.is_refused(403, "second_factor_demanded");
    let me = accounts.gets("/v1/session").await.is(200);
    assert!(me.body["second_factor_by"].is_string() && me.body["second_factor"].is_null(), "{}", me.body);
    hotel.requester().await.gets(OPEN).await.is(200);
    accounts.deletes("/v1/session").await.is(204);
    app.stop().await;
}

#[actix_web::test]
async fn setting_one_up_opens_everything_and_it_cannot_be_given_up() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;
    demands(&hotel, &["owner"], 0, 1).await;
    desk.gets(OPEN).await.is_refused(403, "second_factor_demanded");

    let (phone, codes) = desk.sets_up_an_app().await;

    desk.gets(OPEN).await.is(200);
    let me = desk.views().await.is(200);
    assert_eq!(me.body["second_factor_by"], Value::Null);
    desk.removes_totp(PASSWORD, &phone.shows_next().await).await.is_refused(409, "second_factor_kept");
    // What is refused uses no recovery code up.
    desk.removes_totp(PASSWORD, &codes[0]).await.is_refused(409, "second_factor_kept");
    let left = desk.views().await.is(200);
    assert_eq!(left.body["second_factor"]["recovery_codes_left"], 10);
    desk.gets(OPEN).await.is(200);
    let policy = desk.gets(PATH).await.is(200);
    assert_eq!(policy.body["second_factor_standing"], json!({ "concerned": 1, "without": 0 }));
    app.stop().await;
}

#[actix_web::test]
async fn there_are_days_to_set_it_up_from_when_it_is_first_demanded_of_somebody() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    demands(&hotel, &["accounts"], 14, 1).await;
    hotel.accounts().await.gets(OPEN).await.is(200);

    app.moves_clock("10 days").await;
    let asked = asks(&hotel.admin().await, hotel.people.requester, &["accounts"], &[]).await.is(201);
    decides(&hotel.owner().await, &asked.id(), "approve", None).await.is(200);
    // Demanding it of others as well does not begin the days anew.
    demands(&hotel, &["accounts", "general_manager"], 14, 2).await;
    app.moves_clock("5 days").await;

    hotel.accounts().await.gets(OPEN).await.is_refused(403, "second_factor_demanded");
    hotel.requester().await.gets(OPEN).await.is(200);
    hotel.general_manager().await.gets(OPEN).await.is(200);
    app.moves_clock("10 days").await;
    hotel.requester().await.gets(OPEN).await.is_refused(403, "second_factor_demanded");
    demands(&hotel, &["general_manager"], 90, 3).await;
    for person in [hotel.accounts().await, hotel.requester().await, hotel.general_manager().await] {
        person.gets(OPEN).await.is(200);
    }
    app.stop().await;
}

#[actix_web::test]
async fn a_role_that_is_given_once_more_lengthens_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    demands(&hotel, &["accounts"], 14, 1).await;
    let gives = async |days: i64| {
        let until = chrono::Utc::now() + chrono::Duration::days(days);
        let id = hotel.people.requester;
        let body = json!({ "person_id": id, "roles": ["accounts"], "reason": "Stands in", "expires_at": until });
        let asked = hotel.admin().await.posts("/v1/grants", body).await.is(201);
        decides(&hotel.owner().await, &asked.id(), "approve", None).await.is(200);
    };
    gives(60).await;
    app.moves_clock("10 days").await;
    gives(90).await;
    app.moves_clock("5 days").await;

    hotel.requester().await.gets(OPEN).await.is_refused(403, "second_factor_demanded");
    app.stop().await;
}

#[actix_web::test]
async fn each_role_once_and_days_within_bounds() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;

    let twice = json!({ "second_factor_roles": ["owner", "admin", "owner"] });
    owner.patches(PATH, twice, 1).await.is_invalid("second_factor_roles", "each_once");
    let long = json!({ "second_factor_grace_days": 91 });
    owner.patches(PATH, long, 1).await.is_invalid("second_factor_grace_days", "range");
    let after = owner.patches(PATH, json!({ "second_factor_roles": ["owner", "admin"] }), 1).await.is(200);
    assert_eq!(after.body["second_factor_roles"], json!(["admin", "owner"]));
    app.stop().await;
}
