//! Every way in which it stops, and that everybody who was told is told.
use access::platform::OperatorRole;
use serde_json::json;

use super::{OWNER, ops, owner_with_an_app};
use crate::{
    identity::browser::{Browser, PASSWORD},
    platform::console::{Console, two},
    support::{App, Dns, Organisation},
};

/// How many people of the hotel were told that it stopped.
async fn told(app: &App, hotel: &Organisation<'_>, how: &str) {
    app.delivers().await;
    let people = "select count(*) from tenant.person where org_id = $1 and is_active";
    let people: i64 =
        sqlx::query_scalar(people).bind(hotel.org_id).fetch_one(&mut app.administrator().await).await.unwrap();
    let mails = app.mail().into_iter().filter(|mail| mail.subject.ends_with("at Harbour House stays"));
    let mails: Vec<_> = mails.collect();
    assert_eq!(i64::try_from(mails.len()).unwrap(), people, "each of them once");
    assert!(mails.iter().all(|mail| mail.text.contains(how)), "{}", mails[0].text);
}

#[actix_web::test]
async fn an_owner_who_signs_in_with_their_factor_stops_it() {
    let dns = Dns::start();
    let app = dns.app().await;
    let hotel = app.hotel().await;
    let (_, phone) = owner_with_an_app(&hotel).await;
    let mut one = ops(&app).await;
    one.announces(&dns).await;
    let mut browser = Browser::new(&app);
    let begun = browser.begins_sign_in(OWNER).await;
    assert_eq!(one.sees().await.is(200).body["state"], "waiting", "the password alone stops nothing");

    browser.completes(&begun, &phone.shows_next().await).await.is(200);

    let seen = one.sees().await.is(200);
    assert_eq!((&seen.body["state"], &seen.body["ended_because"]), (&json!("stopped"), &json!("owner_signed_in")));
    let id = seen.body["id"].as_str().unwrap();
    assert_eq!(hotel.actions_on(id).await, ["owner_recovery.begun", "owner_recovery.stopped"]);
    app.moves_clock("73 hours").await;
    one.signs_in().await.is(200);
    one.completes().await.is_refused(409, "recovery_over");
    told(&app, &hotel, "signed in with their second factor").await;
    // Another is begun at once: what the home has ended is noted as what it was.
    one.announces(&dns).await;
    let watching = Console::of(&app, OperatorRole::Security, "watch@operators.example").await;
    let events = watching.gets("/v1/operator/events").await.is(200);
    let stopped = events.body["items"].as_array().unwrap().iter().find(|one| one["action"] == "recovery.stopped");
    assert_eq!(stopped.unwrap()["detail"]["because"], "owner_signed_in");
    app.stop().await;
}

#[actix_web::test]
async fn any_operator_stops_it_and_another_is_begun() {
    let dns = Dns::start();
    let app = dns.app().await;
    let hotel = app.hotel().await;
    let _owner = owner_with_an_app(&hotel).await;
    let [one, other] = two(&app).await;
    other.stops().await.is_refused(409, "recovery_not_begun");
    one.announces(&dns).await;

    let stopped = other.stops().await.is(200);

    assert_eq!((&stopped.body["state"], &stopped.body["ended_because"]), (&json!("stopped"), &json!("by_operator")));
    told(&app, &hotel, "an operator of the installation stopped it").await;
    other.stops().await.is_refused(409, "recovery_not_begun");
    Browser::new(&app).tries("harbour-house", OWNER, PASSWORD).await.is(202);
    one.announces(&dns).await;
    app.stop().await;
}

#[actix_web::test]
async fn one_that_was_only_begun_ends_without_a_word_to_the_organisation() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let one = ops(&app).await;
    one.begins_recovery_of(OWNER).await.is(201);

    let stopped = one.stops().await.is(200);

    assert_eq!(stopped.body["state"], "stopped");
    app.delivers().await;
    assert!(app.mail().iter().all(|mail| !mail.to.ends_with("@harbour-house.example")));
    assert!(!hotel.actions().await.iter().any(|action| action.starts_with("owner_recovery")));
    app.stop().await;
}

#[actix_web::test]
async fn whoever_reads_the_owners_mailbox_stops_it_by_the_link() {
    let dns = Dns::start();
    let app = dns.app().await;
    let hotel = app.hotel().await;
    let _owner = owner_with_an_app(&hotel).await;
    let one = ops(&app).await;
    one.announces(&dns).await;
    app.delivers().await;
    let mails = app.mail_to(OWNER);
    let mail = mails.iter().find(|mail| mail.subject.contains("is to be removed")).unwrap();

    let link = json!({ "link": mail.secret() });
    Browser::new(&app).posts("/v1/owner-recovery-link/stop", link).await.is(200);

    assert_eq!(one.sees().await.is(200).body["ended_because"], "by_link");
    told(&app, &hotel, "the link in the mail to Olga Owner was used").await;
    app.stop().await;
}
