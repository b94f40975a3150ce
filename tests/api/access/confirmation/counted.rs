//! Codes and passkeys are tried five times, and used once, however many try at the same moment.
use std::env;

use futures_util::future::join_all;

use super::{By, acts, confirms_nothing, is_done};
use crate::support::{App, Organisation};

async fn tries(hotel: &Organisation<'_>, code: &str) -> i32 {
    let id: uuid::Uuid = code.split_once(':').unwrap().0.parse().unwrap();
    let tries = sqlx::query_scalar("select tries from door.intent where id = $1").bind(id);
    tries.fetch_one(&mut hotel.administrator().await).await.unwrap()
}

#[actix_web::test]
async fn after_five_wrong_codes_the_right_one_confirms_nothing() {
    for by in By::BOTH {
        let app = App::start().await;
        let hotel = app.hotel().await;
        let mut owner = by.owner(&hotel).await;
        for act in acts(&hotel).await {
            let name = act.entry.code;
            let code = owner.learns(&act.asks(&owner).await).await;

            for left in (0..5).rev() {
                let answer = act.confirms(&owner, &by.spoilt(&code)).await;
                confirms_nothing(&answer, name);
                assert_eq!(answer.body["tries_left"], left, "{answer:?}");
            }
            let sixth = act.confirms(&owner, &code).await;

            confirms_nothing(&sixth, name);
            assert!(sixth.body["tries_left"].is_null(), "{sixth:?}");
            assert_eq!(act.done(&hotel).await, 0, "{name}");
            let code = owner.learns(&act.asks(&owner).await).await;
            is_done(&act.confirms(&owner, &code).await, name);
        }
        app.stop().await;
    }
}

#[actix_web::test]
async fn six_wrong_codes_at_the_same_moment_are_six() {
    for by in By::BOTH {
        let app = App::start().await;
        let hotel = app.hotel().await;
        let mut owner = by.owner(&hotel).await;
        let acts = acts(&hotel).await;
        let code = owner.learns(&acts[0].asks(&owner).await).await;

        let wrong = by.spoilt(&code);
        let answers = join_all((0..6).map(|_| acts[0].confirms(&owner, &wrong))).await;

        let mut left: Vec<_> = answers.iter().map(|answer| answer.body["tries_left"].as_i64()).collect();
        left.sort_unstable();
        assert_eq!(left, [None, Some(0), Some(1), Some(2), Some(3), Some(4)]);
        assert_eq!(tries(&hotel, &code).await, 6);
        confirms_nothing(&acts[0].confirms(&owner, &code).await, "the right one afterwards");
        app.stop().await;
    }
}

#[actix_web::test]
async fn a_code_that_many_use_at_the_same_moment_does_it_once() {
    for by in By::BOTH {
        let many = if env::var_os("COUNTERSIGN_LONG").is_some() { 100 } else { 12 };
        let app = App::start().await;
        let hotel = app.hotel().await;
        let mut owner = by.owner(&hotel).await;
        for act in acts(&hotel).await {
            let name = act.entry.code;
            let code = owner.learns(&act.asks(&owner).await).await;

            let answers = join_all((0..many).map(|_| act.confirms(&owner, &code))).await;

            let done = answers.iter().filter(|answer| (200..300).contains(&answer.status)).count();
            assert_eq!((done, act.done(&hotel).await), (1, 1), "{name}: {answers:?}");
            let refused = |status: u16| matches!(status, 200..300 | 403 | 409 | 412);
            assert!(answers.iter().all(|answer| refused(answer.status)), "{name}: {answers:?}");
            assert_eq!(tries(&hotel, &code).await, 0, "a right code is no guess");
        }
        app.stop().await;
    }
}
