//! Letting somebody in again who was deactivated.
use kernel::PersonId;
use serde_json::json;
use uuid::Uuid;

use crate::{
    identity::browser::{Browser, PASSWORD},
    support::{Answer, App, Caught, Device, Organisation, Person},
    tenancy::{grant::asks, lacks},
};

const HENK: &str = "housekeeper@harbour-house.example";

async fn activates(person: &Person<'_>, id: PersonId) -> Answer {
    person.posts(&format!("/v1/people/{id}/activate"), json!({ "reason": "Back from leave" })).await
}

async fn is_deactivated(hotel: &Organisation<'_>, id: PersonId) {
    let body = json!({ "reason": "Goes on leave" });
    hotel.admin().await.posts(&format!("/v1/people/{id}/deactivate"), body).await.is(200);
}

#[actix_web::test]
async fn whoever_comes_back_chooses_a_password_and_begins_with_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let henk = hotel.people.housekeeper;
    is_deactivated(&hotel, henk).await;
    app.delivers().await;

    let answer = activates(&hotel.owner().await, henk).await.is(200);

    assert_eq!((&answer.body["is_active"], &answer.body["roles"]), (&json!(true), &json!([])));
    app.delivers().await;
    let mut mails = app.mail_to(HENK);
    mails.retain(|mail| mail.subject.starts_with("Your account is active again"));
    let [mail] = &mails[..] else { panic!("{mails:?}") };
    assert!(mail.text.contains("http://localhost:8080/first-sign-in#"), "{}", mail.text);
    let mut browser = Browser::new(&app);
    browser.tries("harbour-house", HENK, PASSWORD).await.is_refused(401, "sign_in_refused");
    let chosen = json!({ "link": Caught::secret(mail), "password": PASSWORD });
    browser.posts("/v1/link/use", chosen).await.is(200);
    browser.signs_in("harbour-house", HENK, PASSWORD).await.is(200);
    browser.views().await.is_refused(403, "forbidden");
    asks(&hotel.admin().await, henk, &["requester"], &[]).await.is(201);
    let mut anew = Browser::new(&app);
    anew.signs_in("harbour-house", HENK, PASSWORD).await.is(200);
    anew.views().await.is(200);
    let told = hotel.actions_on(&henk.to_string()).await;
    assert!(told.contains(&"person.activated".to_owned()), "{told:?}");
    app.stop().await;
}

/// Henk's browser, just signed in.
async fn henk_signs_in<'a>(hotel: &'a Organisation<'a>) -> Browser<'a> {
    hotel.gives_password(hotel.people.housekeeper).await;
    let mut browser = Browser::new(hotel.app);
    browser.signs_in("harbour-house", HENK, PASSWORD).await.is(200);
    browser
}

/// Henk leaves, is let in again and chooses a password by the link.
async fn comes_back(hotel: &Organisation<'_>) {
    is_deactivated(hotel, hotel.people.housekeeper).await;
    activates(&hotel.owner().await, hotel.people.housekeeper).await.is(200);
    hotel.app.delivers().await;
    let mut mails = hotel.app.mail_to(HENK);
    mails.retain(|mail| mail.subject.starts_with("Your account is active again"));
    let [mail] = &mails[..] else { panic!("{mails:?}") };
    let chosen = json!({ "link": Caught::secret(mail), "password": PASSWORD });
    Browser::new(hotel.app).posts("/v1/link/use", chosen).await.is(200);
}

#[actix_web::test]
async fn a_passkey_of_before_opens_nothing_nor_do_the_codes_that_came_with_it() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut device = Device::default();
    henk_signs_in(&hotel).await.adds_a_passkey(&mut device).await;

    comes_back(&hotel).await;

    Browser::new(&app).signs_in_with(&mut device).await.is_refused(403, "passkey_refused");
    Browser::new(&app).tries("harbour-house", HENK, PASSWORD).await.is(200);
    let codes = "select count(*) from door.recovery_code";
    let left: i64 = sqlx::query_scalar(codes).fetch_one(&mut hotel.administrator().await).await.unwrap();
    assert_eq!(left, 0);
    app.stop().await;
}

#[actix_web::test]
async fn an_app_of_before_is_asked_for_after_the_new_password() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut desk = henk_signs_in(&hotel).await;
    let (phone, codes) = desk.sets_up_an_app().await;
    let proof = json!({ "password": PASSWORD, "code": phone.shows_next().await });
    desk.adds_a_passkey_by(&mut Device::default(), proof).await.is(200);

    comes_back(&hotel).await;

    let mut anew = Browser::new(&app);
    let begun = anew.tries("harbour-house", HENK, PASSWORD).await.is(202);
    assert_eq!(begun.body["second_factors"], json!(["totp", "recovery_code"]));
    anew.completes(begun.body["sign_in"].as_str().unwrap(), &codes[0]).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn only_who_was_deactivated_and_only_at_home() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let admin = hotel.admin().await;
    let invited = json!({ "people": [{ "name": "Ada Okafor", "email": "ada@harbour-house.example", "department_id": null, "roles": ["requester"] }] });
    let invited = admin.posts("/v1/invitations", invited).await.is(201);
    let invited = Uuid::parse_str(invited.body["items"][0]["person_id"].as_str().unwrap()).unwrap();

    activates(&admin, hotel.people.housekeeper).await.is_refused(409, "person_active");
    activates(&admin, PersonId(invited)).await.is_refused(409, "person_active");
    is_deactivated(&clinic, clinic.people.housekeeper).await;
    for id in [clinic.people.housekeeper, PersonId(Uuid::nil())] {
        activates(&admin, id).await.is_refused(404, "not_found");
    }
    let path = format!("/v1/people/{}/activate", hotel.people.housekeeper);
    let body = json!({ "reason": "Back from leave" });
    lacks(&hotel.accounts().await, "person.activate", "POST", &path, Some(body)).await;
    app.stop().await;
}
