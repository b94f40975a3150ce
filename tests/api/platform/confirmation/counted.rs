//! Codes are guessed five times at most, and used once, however many come at the same moment.
use std::env;

use futures_util::future::join_all;
use sqlx::ConnectOptions;
use uuid::Uuid;

use super::{confirmed, confirms_nothing, ready};
use crate::support::App;

fn spoilt(code: &str) -> String {
    format!("{}:27182818", code.split_once(':').unwrap().0)
}

async fn tries(app: &App, code: &str) -> i32 {
    let id: Uuid = code.split_once(':').unwrap().0.parse().unwrap();
    let tries = sqlx::query_scalar("select tries from platform.intent where id = $1").bind(id);
    tries.fetch_one(&mut app.directory().connect().await.unwrap()).await.unwrap()
}

#[actix_web::test]
async fn after_five_wrong_codes_the_right_one_confirms_nothing() {
    for event in confirmed() {
        let app = App::start().await;
        let act = ready(&app, event).await;
        let code = act.learns_code().await;

        for left in (0..5).rev() {
            let answer = act.confirms(&spoilt(&code)).await;
            confirms_nothing(&answer, event);
            assert_eq!(answer.body["tries_left"], left, "{answer:?}");
        }
        let sixth = act.confirms(&code).await;

        confirms_nothing(&sixth, event);
        assert!(sixth.body["tries_left"].is_null(), "{sixth:?}");
        assert_eq!(act.done().await, 0, "{event}");
        let code = act.learns_code().await;
        act.confirms(&code).await.is(200);
        app.stop().await;
    }
}

#[actix_web::test]
async fn six_wrong_codes_at_the_same_moment_are_six() {
    let app = App::start().await;
    let act = ready(&app, "suspension.carried_out").await;
    let code = act.learns_code().await;

    let wrong = spoilt(&code);
    let answers = join_all((0..6).map(|_| act.confirms(&wrong))).await;

    let mut left: Vec<_> = answers.iter().map(|answer| answer.body["tries_left"].as_i64()).collect();
    left.sort_unstable();
    assert_eq!(left, [None, Some(0), Some(1), Some(2), Some(3), Some(4)]);
    assert_eq!(tries(&app, &code).await, 6);
    confirms_nothing(&act.confirms(&code).await, "the right one afterwards");
    app.stop().await;
}

#[actix_web::test]
async fn a_code_that_many_use_at_the_same_moment_does_it_once() {
    let many = if env::var_os("COUNTERSIGN_LONG").is_some() { 100 } else { 20 };
    for event in confirmed() {
        let app = App::start().await;
        let act = ready(&app, event).await;
        let code = act.learns_code().await;

        let answers = join_all((0..many).map(|_| act.confirms(&code))).await;

        let done = answers.iter().filter(|answer| answer.status == 200).count();
        assert_eq!((done, act.done().await), (1, 1), "{event}: {answers:?}");
        assert!(answers.iter().all(|answer| matches!(answer.status, 200 | 403 | 409)), "{event}: {answers:?}");
        assert_eq!(tries(&app, &code).await, 0, "a right code is no guess");
        app.stop().await;
    }
}
