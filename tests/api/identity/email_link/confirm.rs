use futures_util::future::join_all;
use serde_json::{Value, json};

use super::{CONFIRM, NEW, OLD, READ, by, wishes};
use crate::{
    identity::browser::{Browser, PASSWORD},
    support::{App, Organisation},
};

async fn address(hotel: &Organisation<'_>) -> Value {
    hotel.requester().await.gets("/v1/profile").await.is(200).body["email"].clone()
}

#[actix_web::test]
async fn the_address_changes_when_both_mailboxes_said_yes_in_any_order() {
    for old_first in [true, false] {
        let app = App::start().await;
        let hotel = app.hotel().await;
        hotel.gives_password(hotel.people.requester).await;
        let links = wishes(&hotel.requester().await, OLD, NEW).await;
        let (first, second) = if old_first { (&links.old, &links.new) } else { (&links.new, &links.old) };
        let mut browser = Browser::new(&app);

        let waits = browser.posts(CONFIRM, by(first)).await.is(200);
        assert_eq!(waits.body, json!({ "new_email": NEW, "is_changed": false }));
        assert_eq!(address(&hotel).await, OLD);
        let done = browser.posts(CONFIRM, by(second)).await.is(200);

        assert_eq!(done.body, json!({ "new_email": NEW, "is_changed": true }));
        assert_eq!(done.header("cache-control"), Some("no-store"));
        assert_eq!(address(&hotel).await, NEW);
        browser.tries("harbour-house", OLD, PASSWORD).await.is_refused(401, "sign_in_refused");
        browser.signs_in("harbour-house", NEW, PASSWORD).await.is(200);
        app.stop().await;
    }
}

#[actix_web::test]
async fn each_link_is_used_once_even_by_many_at_once() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let links = wishes(&hotel.requester().await, OLD, NEW).await;
    let browser = Browser::new(&app);

    for link in [&links.old, &links.new] {
        let answers = join_all((0..6).map(|_| browser.posts(CONFIRM, by(link)))).await;
        let mut statuses: Vec<_> = answers.iter().map(|answer| answer.status).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 404, 404, 404, 404, 404]);
    }

    let told = hotel.actions_on(&hotel.people.requester.to_string()).await;
    let of_email: Vec<_> = told.iter().filter(|action| action.contains("email")).collect();
    let expected =
        ["profile.email_change_asked", "person.email_confirmed", "person.email_confirmed", "person.email_changed"];
    assert_eq!(of_email, expected);
    app.stop().await;
}

#[actix_web::test]
async fn both_at_once_change_it_once() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let links = wishes(&hotel.requester().await, OLD, NEW).await;
    let browser = Browser::new(&app);

    let answers = join_all([&links.old, &links.new].map(|link| browser.posts(CONFIRM, by(link)))).await;

    let mut changed: Vec<_> = answers.iter().map(|answer| answer.body["is_changed"] == true).collect();
    changed.sort_unstable();
    assert_eq!(changed, [false, true], "{answers:?}");
    assert_eq!(address(&hotel).await, NEW);
    app.stop().await;
}

#[actix_web::test]
async fn after_an_hour_nothing_changes() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let links = wishes(&hotel.requester().await, OLD, NEW).await;
    let browser = Browser::new(&app);
    app.moves_clock("59 minutes").await;
    browser.posts(CONFIRM, by(&links.old)).await.is(200);

    app.moves_clock("1 minute").await;
    browser.posts(CONFIRM, by(&links.new)).await.is_refused(404, "email_link_spent");

    assert_eq!(address(&hotel).await, OLD);
    app.stop().await;
}

#[actix_web::test]
async fn what_was_open_under_the_address_of_before_ends_but_the_sign_in_that_asked() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    hotel.gives_password(hotel.people.requester).await;
    let mut elsewhere = Browser::new(&app);
    elsewhere.signs_in("harbour-house", OLD, PASSWORD).await.is(200);
    let (desk, reset) = (hotel.requester().await, hotel.makes_link(hotel.people.requester).await);
    let links = wishes(&desk, OLD, NEW).await;
    let browser = Browser::new(&app);

    for link in [&links.old, &links.new] {
        browser.posts(CONFIRM, by(link)).await.is(200);
    }

    desk.gets("/v1/profile").await.is(200);
    elsewhere.views().await.is_refused(401, "unauthenticated");
    elsewhere.tries_to_refresh().await.is_refused(401, "unauthenticated");
    let chosen = json!({ "link": reset, "password": "herons over the harbour" });
    browser.posts("/v1/link/use", chosen).await.is_refused(404, "link_spent");
    let count = "select count(*) from door.known_device where person_id = $1";
    let known: i64 = sqlx::query_scalar(count)
        .bind(hotel.people.requester)
        .fetch_one(&mut hotel.administrator().await)
        .await
        .unwrap();
    assert_eq!(known, 0, "the browsers of before are unknown");
    app.stop().await;
}

#[actix_web::test]
async fn a_sign_in_that_was_begun_under_the_address_of_before_is_not_completed() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;
    let (phone, _) = desk.sets_up_an_app().await;
    let links = wishes(&app.with_token(&desk.token), "owner@harbour-house.example", "olga@inns.example").await;
    let browser = Browser::new(&app);
    let begun = browser.begins_sign_in("owner@harbour-house.example").await;

    for link in [&links.new, &links.old] {
        browser.posts(CONFIRM, by(link)).await.is(200);
    }

    browser.tries_to_complete(&begun, &phone.shows_next().await).await.is_refused(401, "sign_in_expired");
    app.stop().await;
}

#[actix_web::test]
async fn both_mailboxes_are_told_once_it_is_done() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let links = wishes(&hotel.requester().await, OLD, NEW).await;
    let browser = Browser::new(&app);
    browser.posts(CONFIRM, by(&links.old)).await.is(200);
    app.delivers().await;
    let changed = |app: &App, mailbox: &str| {
        let mails = app.mail_to(mailbox).into_iter();
        mails.filter(|mail| mail.subject == "Your address was changed: Harbour House").count()
    };
    assert_eq!((changed(&app, OLD), changed(&app, NEW)), (0, 0));

    browser.posts(CONFIRM, by(&links.new)).await.is(200);
    app.delivers().await;

    assert_eq!((changed(&app, OLD), changed(&app, NEW)), (1, 1));
    app.stop().await;
}

#[actix_web::test]
async fn a_new_password_that_was_asked_for_at_the_address_of_before_is_mailed_to_nobody() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let links = wishes(&hotel.requester().await, OLD, NEW).await;
    let browser = Browser::new(&app);
    let forgotten = json!({ "organisation": "harbour-house", "email": OLD });
    browser.posts("/v1/password/ask-reset", forgotten).await.is(202);

    for link in [&links.old, &links.new] {
        browser.posts(CONFIRM, by(link)).await.is(200);
    }
    app.delivers().await;

    assert!(app.mail().iter().all(|mail| !mail.subject.starts_with("A new password")), "{:?}", app.mail());
    app.stop().await;
}

#[actix_web::test]
async fn an_address_that_somebody_else_has_by_then_changes_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let links = wishes(&hotel.requester().await, OLD, NEW).await;
    let browser = Browser::new(&app);
    browser.posts(CONFIRM, by(&links.new)).await.is(200);
    let quicker = "begin; select door.begin_system(org_id, 'test') from door.organisation;
        update tenant.person set email = 'rosa@inns.example' where email like 'gm@%'; commit";
    sqlx::raw_sql(quicker).execute(&mut app.administrator().await).await.unwrap();

    browser.posts(CONFIRM, by(&links.old)).await.is_refused(409, "email_taken");

    assert_eq!(address(&hotel).await, OLD);
    let told = hotel.actions_on(&hotel.people.requester.to_string()).await;
    assert!(!told.contains(&"person.email_changed".to_owned()), "{told:?}");
    // Nothing is used up by it.
    browser.posts(READ, by(&links.old)).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn another_organisation_may_have_the_same_address() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let theirs = "requester@alder-clinic.example";
    let links = wishes(&hotel.requester().await, OLD, theirs).await;
    let browser = Browser::new(&app);

    for link in [&links.old, &links.new] {
        browser.posts(CONFIRM, by(link)).await.is(200);
    }

    assert_eq!(address(&hotel).await, theirs);
    assert_eq!(clinic.requester().await.gets("/v1/profile").await.is(200).body["email"], theirs);
    app.stop().await;
}

#[actix_web::test]
async fn a_password_chosen_since_makes_the_wish_void() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut desk = hotel.owner_signs_in().await;
    let links = wishes(&app.with_token(&desk.token), "owner@harbour-house.example", "olga@inns.example").await;

    desk.changes_password(PASSWORD, "herons over the harbour").await.is(200);

    let browser = Browser::new(&app);
    for link in [&links.old, &links.new] {
        browser.posts(CONFIRM, by(link)).await.is_refused(404, "email_link_spent");
    }
    assert!(app.with_token(&desk.token).gets("/v1/profile").await.is(200).body["email_change"].is_null());
    app.stop().await;
}

#[actix_web::test]
async fn a_link_to_an_address_sets_no_password_and_the_other_way_round() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let links = wishes(&hotel.requester().await, OLD, NEW).await;
    let password_link = hotel.makes_link(hotel.people.requester).await;
    let browser = Browser::new(&app);

    for link in [&links.old, &links.new] {
        let chosen = json!({ "link": link, "password": "herons over the harbour" });
        browser.posts("/v1/link/use", chosen).await.is_refused(404, "link_spent");
    }
    browser.posts(CONFIRM, by(&password_link)).await.is_refused(404, "email_link_spent");

    assert_eq!(address(&hotel).await, OLD);
    app.stop().await;
}

#[actix_web::test]
async fn whoever_is_put_out_gets_no_other_address() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let links = wishes(&hotel.requester().await, OLD, NEW).await;
    let put_out = "begin; select door.begin_system(org_id, 'test') from door.organisation;
        update tenant.person set is_active = false where email like 'requester@%'; commit";
    sqlx::raw_sql(put_out).execute(&mut app.administrator().await).await.unwrap();
    let browser = Browser::new(&app);

    for path in [READ, CONFIRM, super::REFUSE] {
        browser.posts(path, by(&links.old)).await.is_refused(404, "email_link_spent");
    }
    app.stop().await;
}
