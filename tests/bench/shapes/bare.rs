//! "Bare" is the service's own conversation with PostgreSQL, and nothing else.
use access::Pool;
use bench::{
    operation::{Chain, Step, page},
    recorder::Recorder,
    replay::replay,
};

use super::Scene;

#[actix_web::test]
async fn a_replay_sends_the_recorded_messages_and_no_others() {
    let scene = Scene::open("replayed").await;
    let recording = scene.records(&page(scene.filling.large().unwrap(), "")).await;
    let listener = Recorder::before(&scene.ground.administrator).await.unwrap();
    let bare = Pool::new(&listener.address(&scene.ground.tenant()), 1, 1).unwrap();

    let mut answered = 0;
    for _ in 0..2 {
        answered = replay(&bare, &recording).await.unwrap();
    }

    assert_eq!(listener.take().await.unwrap(), recording);
    assert!(answered > 50 * 10, "{answered} values for a page of 50");
    bare.close().await;
    scene.close().await;
}

#[actix_web::test]
async fn a_replayed_chain_does_the_same_work_in_another_copy() {
    let scene = Scene::open("chained").await;
    let large = scene.filling.large().unwrap().clone();
    let (chain, mut seen, mut recordings) = (Chain { organisation: &large, number: 7, lines: 5 }, None, Vec::new());
    for step in Step::ALL {
        seen = Some(chain.take(&scene.client, step, seen).await.unwrap());
        recordings.push(scene.recorder.take().await.unwrap());
    }
    let id = seen.unwrap().id;
    let other = Scene::open("chained_again").await;
    let bare = Pool::new(&other.ground.tenant(), 1, 1).unwrap();

    for recording in &recordings {
        replay(&bare, recording).await.unwrap();
    }

    let state = "
        select o.lifecycle, (select count(*) from tenant.purchase_order_line l where l.order_id = o.id),
            (select count(*) from tenant.audit_event e where e.entity_id = o.id)
        from tenant.purchase_order o where o.id = $1";
    let mut states = Vec::new();
    for ground in [&scene.ground, &other.ground] {
        let mut administrator = ground.administers().await.unwrap();
        let state: (String, i64, i64) = sqlx::query_as(state).bind(id).fetch_one(&mut administrator).await.unwrap();
        states.push(state);
    }
    assert_eq!(states[0], states[1]);
    assert_eq!((states[0].0.as_str(), states[0].1), ("approved", 5));
    assert!(states[0].2 >= 4, "{states:?}");
    bare.close().await;
    other.close().await;
    scene.close().await;
}
