use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{CREATE, OLIVE, inn, link, organisations, signs_up, with};
use crate::{
    identity::browser::Browser,
    support::{Answer, App},
};

const OWNER: &str = "owner@harbour-house.example";

#[actix_web::test]
async fn nothing_is_there_before_the_mailbox_has_confirmed() {
    let app = App::start().await;
    let browser = Browser::new(&app);

    let heard = signs_up(&browser, inn()).await.is(202);

    assert_eq!(heard.body, json!({ "link_life_hours": 24 }));
    assert_eq!(heard.header("cache-control"), Some("no-store"));
    assert_eq!(organisations(&app).await, 0);
    app.delivers().await;
    assert_eq!(organisations(&app).await, 0);
    let mails = app.mail_to(OLIVE);
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].subject, "Confirm your sign-up for Countersign");
    assert!(mails[0].text.contains("http://localhost:8080/sign-up/confirm#eu1_"), "{}", mails[0].text);
    app.stop().await;
}

#[actix_web::test]
async fn nobody_learns_whether_an_address_or_a_name_is_known() {
    let app = App::start().await;
    app.hotel().await;
    let browser = Browser::new(&app);
    let unknown = signs_up(&browser, inn()).await.is(202);

    for (email, name) in [(OWNER, "elm-inn"), (OLIVE, "harbour-house"), (OWNER, "harbour-house")] {
        let body = with(with(inn(), "email", json!(email)), "organisation", json!(name));
        let answer = signs_up(&browser, body).await.is(202);
        assert_eq!(answer.bytes, unknown.bytes, "{email} {name}");
        let names = |answer: &Answer| answer.headers.keys().map(ToString::to_string).collect::<BTreeSet<_>>();
        assert_eq!(names(&answer), names(&unknown));
    }

    app.stop().await;
}

#[actix_web::test]
async fn whoever_has_an_account_is_told_so_in_their_mailbox_alone() {
    let app = App::start().await;
    let (_hotel, _clinic) = (app.hotel().await, app.clinic().await);
    let browser = Browser::new(&app);
    let put_out = "begin; select door.begin_system(org_id, 'test') from door.organisation where slug = 'harbour-house';
        update tenant.person set is_active = false where email like 'gm@harbour%'; commit";
    sqlx::raw_sql(put_out).execute(&mut app.administrator().await).await.unwrap();

    for email in [OWNER, OLIVE, "gm@harbour-house.example"] {
        signs_up(&browser, with(inn(), "email", json!(email))).await.is(202);
    }
    app.delivers().await;

    let told = |email: &str| app.mail_to(email)[0].text.clone();
    assert!(told(OWNER).contains("Harbour House (sign in as harbour-house)"), "{}", told(OWNER));
    assert!(!told(OWNER).contains("alder-clinic"), "{}", told(OWNER));
    for stranger in [OLIVE, "gm@harbour-house.example"] {
        assert!(!told(stranger).contains("You have an account"), "{}", told(stranger));
    }
    app.stop().await;
}

#[actix_web::test]
async fn the_mail_carries_no_words_of_whoever_typed_the_address() {
    let app = App::start().await;
    let browser = Browser::new(&app);
    let lure = "Win now at https://evil.example";
    let body = with(with(inn(), "person_name", json!(lure)), "organisation_name", json!(lure));

    let headers = [("origin", crate::support::ORIGIN), ("host", "evil.example"), ("x-forwarded-host", "evil.example")];
    browser.sends("POST", CREATE, Some(body), &headers).await.is(202);
    app.delivers().await;

    let mails = app.mail_to(OLIVE);
    assert!(!mails[0].whole.contains("evil") && !mails[0].whole.contains("Win now"), "{}", mails[0].whole);
    app.stop().await;
}

#[actix_web::test]
async fn an_address_a_network_and_a_home_sign_up_so_often_and_no_more() {
    let app = App::start().await;
    let at = |last: u8| Browser::at(&app, [127, 0, 0, last]);
    let of = |email: &str| with(inn(), "email", json!(email));
    let is_enough = |answer: Answer, longest: u32| {
        let refused = answer.is_refused(429, "sign_up_too_often");
        let wait: u32 = refused.header("retry-after").unwrap().parse().unwrap();
        assert!((longest - 60..=longest).contains(&wait), "{wait}");
    };

    // Three of one address, from wherever and however it is written.
    for last in 1..=3 {
        signs_up(&at(last), of(OLIVE)).await.is(202);
    }
    is_enough(signs_up(&at(4), of("Olive@Elm-Inn.example")).await, 86_400);
    // Five of one network; this one has asked once.
    for guest in 2..=5 {
        signs_up(&at(1), of(&format!("guest{guest}@elm-inn.example"))).await.is(202);
    }
    is_enough(signs_up(&at(1), of("guest6@elm-inn.example")).await, 3600);
    // Eight here in all; seven there were.
    signs_up(&at(5), of("guest7@elm-inn.example")).await.is(202);
    is_enough(signs_up(&at(6), of("guest8@elm-inn.example")).await, 86_400);

    app.moves_clock("1 day").await;
    signs_up(&at(1), of(OLIVE)).await.is(202);
    app.delivers().await;
    assert_eq!(app.mail_to(OLIVE).len(), 4);
    app.stop().await;
}

#[actix_web::test]
async fn many_at_once_are_counted_one_by_one() {
    let app = App::start().await;
    let browser = Browser::new(&app);

    let asked =
        (0..20).map(|guest| signs_up(&browser, with(inn(), "email", json!(format!("guest{guest}@elm-inn.example")))));
    let answers = futures_util::future::join_all(asked).await;

    assert_eq!(answers.iter().filter(|answer| answer.status == 202).count(), 5);
    assert_eq!(answers.iter().filter(|answer| answer.status == 429).count(), 15);
    app.stop().await;
}

#[actix_web::test]
async fn what_is_no_sign_up_is_refused_field_by_field() {
    let app = App::start().await;
    let browser = Browser::new(&app);

    for (field, wrong) in [
        ("email", json!("olive")),
        ("person_name", json!("")),
        ("organisation_name", json!("x".repeat(121))),
        ("organisation", json!("Elm Inn")),
        ("base_currency", json!("XXX1")),
        ("time_zone", json!("Mars/Olympus")),
        ("locale", json!("english")),
    ] {
        let answer = signs_up(&browser, with(inn(), field, wrong)).await;
        assert_eq!((answer.status, &answer.body["errors"][0]["field"]), (422, &json!(field)), "{answer:?}");
    }
    signs_up(&browser, with(inn(), "region", json!("US"))).await.is_invalid("region", "not_offered");
    let more = with(inn(), "is_admin", json!(true));
    assert!((400..=422).contains(&signs_up(&browser, more).await.status));
    app.stop().await;
}

#[actix_web::test]
async fn it_is_kept_in_the_region_that_was_chosen_and_nowhere_else() {
    let app = App::start_homes(&["eu1", "us1"]).await;
    let browser = Browser::new(&app);

    signs_up(&browser, with(inn(), "region", json!("US"))).await.is(202);

    for (code, expected) in [("eu1", 0), ("us1", 1)] {
        let mut home = app.administrator_of(&crate::support::home(code)).await;
        let kept: i64 = sqlx::query_scalar("select count(*) from door.sign_up").fetch_one(&mut home).await.unwrap();
        assert_eq!(kept, expected, "{code}");
    }
    app.delivers().await;
    assert!(app.mail_to(OLIVE)[0].secret().starts_with("us1_"));
    app.stop().await;
}

#[actix_web::test]
async fn what_was_typed_is_forgotten_when_nobody_confirms_it() {
    let app = App::start().await;
    link(&app, inn()).await;
    let tends = async |app: &App| app.home(app.first()).database.clear_expired().await.unwrap();
    let kept = async |app: &App| -> Vec<Option<Value>> {
        let wishes = sqlx::query_scalar("select wish from door.sign_up");
        wishes.fetch_all(&mut app.administrator().await).await.unwrap()
    };
    tends(&app).await;
    assert!(kept(&app).await.iter().all(Option::is_some));

    app.moves_clock("1 day 1 second").await;
    tends(&app).await;
    assert_eq!(kept(&app).await, vec![None::<Value>]);
    let mails: i64 =
        sqlx::query_scalar("select count(*) from door.mail").fetch_one(&mut app.administrator().await).await.unwrap();
    assert_eq!(mails, 0, "what was sent to nobody's organisation is gone");

    app.moves_clock("1 day 1 second").await;
    tends(&app).await;
    assert!(kept(&app).await.is_empty());
    app.stop().await;
}

#[actix_web::test]
async fn a_mail_that_no_server_takes_is_tried_again_and_told_in_no_trail() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    signs_up(&Browser::new(&app), inn()).await.is(202);
    let before = hotel.actions().await;
    let home = app.home(app.first());
    identity::answer_sign_ups(home).await.unwrap();

    let later = access::Posted::Later("421 not now".into());
    assert!(home.post_next_mail(async |_| later.clone()).await.unwrap());
    assert_eq!(app.mail_to(OLIVE).len(), 0);
    app.moves_clock("1 minute").await;
    app.delivers().await;
    assert_eq!(app.mail_to(OLIVE).len(), 1);

    assert_eq!(hotel.actions().await, before);
    app.stop().await;
}
