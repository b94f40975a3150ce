//! How many messages each operation sends and waits for: the table may not grow unnoticed.
use bench::{
    message::Message,
    operation::{Chain, Step, one, page},
    recorder::Recording,
    report::awaited,
};

use super::Scene;

/// Messages of one warm request, `begin` and `commit` included. A read's rollback is one more, and nobody waits for it.
const AWAITED: [(&str, usize); 6] = [
    ("page", 3),
    ("one order", 9),
    ("create", 16),
    // One of them holds whoever is asked, so that nobody leaves meanwhile.
    ("submit", 22),
    ("approve (a step of two)", 18),
    ("approve (the last step)", 18),
];

fn awaited_of_a_warm_one(recording: &Recording) -> usize {
    let prepared = recording.iter().filter(|message| matches!(message, Message::Prepared(_))).count();
    assert_eq!(prepared, 0, "the connection was not warm: {recording:?}");
    awaited(recording)
}

#[actix_web::test]
async fn no_operation_sends_more_messages_than_the_table_says() {
    let scene = Scene::open("messages").await;
    let large = scene.filling.large().unwrap();
    let mut counted = vec![("page", awaited_of_a_warm_one(&scene.records(&page(large, "")).await))];
    counted.push(("one order", awaited_of_a_warm_one(&scene.records(&one(large, large.made[3].id)).await)));

    // The first chain prepares every statement, the second is counted.
    for number in [1_000, 1_001] {
        let (chain, mut seen) = (Chain { organisation: large, number, lines: 5 }, None);
        counted.truncate(2);
        for step in Step::ALL {
            seen = Some(chain.take(&scene.client, step, seen).await.unwrap());
            let recording = scene.recorder.take().await.unwrap();
            if number == 1_001 {
                counted.push((step.name(), awaited_of_a_warm_one(&recording)));
            }
        }
    }

    assert_eq!(counted, AWAITED);
    scene.close().await;
}
