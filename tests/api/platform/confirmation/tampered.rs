//! A code confirms what was shown with it: the ways to bend that, for every operation of the plane that must be confirmed.
use sqlx::ConnectOptions;

use super::{confirmed, confirms_nothing, ready};
use crate::{
    platform::console::Console,
    support::{App, ORIGIN},
};

#[actix_web::test]
async fn another_organisation_field_or_address_is_not_what_was_shown() {
    for event in confirmed() {
        let app = App::start().await;
        let act = ready(&app, event).await;
        let code = act.learns_code().await;

        confirms_nothing(
            &act.confirms_as(&act.other, &act.other_path, &code).await,
            &format!("{event}: another organisation"),
        );
        let further = format!("{}?force=true", act.path);
        confirms_nothing(&act.confirms_as(&act.other, &further, &code).await, &format!("{event}: another address"));
        let headers = [("origin", ORIGIN), ("x-csrf-token", act.other.csrf.as_str()), ("confirmation", code.as_str())];
        let more = act.other.sends("POST", &act.path, Some(act.other_body()), &headers).await;
        confirms_nothing(&more, &format!("{event}: a body"));

        assert_eq!(act.done().await, 0, "{event}");
        act.confirms(&code).await.is(200);
        assert_eq!(act.done().await, 1, "{event}");
        app.stop().await;
    }
}

#[actix_web::test]
async fn a_code_is_worth_nothing_in_another_account_or_session() {
    for event in confirmed() {
        let app = App::start().await;
        let mut act = ready(&app, event).await;
        let mut elsewhere = Console::new(&app, &act.other.email);
        elsewhere.phone = act.other.phone.take();
        elsewhere.signs_in().await.is(200);
        let code = act.learns_code().await;

        let of_third = act.confirms_as(&act.third().await, &act.path, &code).await;
        confirms_nothing(&of_third, &format!("{event}: another account"));
        confirms_nothing(&act.confirms_as(&elsewhere, &act.path, &code).await, &format!("{event}: another session"));

        assert_eq!(act.done().await, 0, "{event}");
        act.confirms(&code).await.is(200);
        app.stop().await;
    }
}

#[actix_web::test]
async fn what_was_asked_for_anew_is_not_what_was_shown() {
    for event in confirmed() {
        let app = App::start().await;
        let act = ready(&app, event).await;
        let code = act.learns_code().await;

        act.is_asked_for_anew().await;

        let answer = act.confirms(&code).await;
        confirms_nothing(&answer, event);
        assert!(answer.body["detail"].as_str().is_some_and(|detail| detail.contains("changed")), "{answer:?}");
        assert_eq!(act.done().await, 0, "{event}");
        app.stop().await;
    }
}

#[actix_web::test]
async fn a_code_of_another_operation_an_older_one_and_an_expired_one_confirm_nothing() {
    for event in confirmed() {
        let app = App::start().await;
        let act = ready(&app, event).await;
        let mut directory = app.directory().connect().await.unwrap();

        let first = act.learns_code().await;
        let rename = "update platform.intent set operation = 'another.carried_out' where state = 'live'";
        sqlx::query(rename).execute(&mut directory).await.unwrap();
        confirms_nothing(&act.confirms(&first).await, &format!("{event}: of another operation"));

        let older = act.learns_code().await;
        act.asks().await;
        confirms_nothing(&act.confirms(&older).await, &format!("{event}: an older one"));

        let late = act.learns_code().await;
        let age = "update platform.intent set asked_at = asked_at - interval '5 minutes', expires_at = expires_at - interval '5 minutes'";
        sqlx::query(age).execute(&mut directory).await.unwrap();
        confirms_nothing(&act.confirms(&late).await, &format!("{event}: an expired one"));

        assert_eq!(act.done().await, 0, "{event}");
        app.stop().await;
    }
}

#[actix_web::test]
async fn a_code_that_was_used_confirms_nothing_more() {
    for event in confirmed() {
        let app = App::start().await;
        let act = ready(&app, event).await;
        let code = act.learns_code().await;
        act.confirms(&code).await.is(200);

        confirms_nothing(&act.confirms(&code).await, event);
        confirms_nothing(&act.confirms_as(&act.other, &act.other_path, &code).await, event);
        assert_eq!(act.done().await, 1, "{event}");
        app.stop().await;
    }
}

#[actix_web::test]
async fn what_fails_after_the_code_was_right_leaves_it_good() {
    let app = App::start_homes(&["eu1", "us1"]).await;
    let act = ready(&app, "suspension.carried_out").await;
    let code = act.learns_code().await;
    let home = app.state.homes.find("eu1").unwrap();

    home.set_open(false);
    act.confirms(&code).await.is_refused(503, "unavailable");
    home.set_open(true);

    act.confirms(&code).await.is(200);
    assert_eq!(act.done().await, 1);
    app.stop().await;
}
