//! A crowd that signs in at once leaves the others their work.
use std::{
    env,
    sync::atomic::{AtomicUsize, Ordering},
    time::Instant,
};

use futures_util::future::{join, join_all};
use identity::{HashCost, PasswordHasher};

use crate::{
    identity::browser::{Browser, PASSWORD},
    support::{App, ring},
};

const OWNER: &str = "owner@harbour-house.example";
const AT_ONCE: usize = 8;
const READ_MS_MAX: f64 = 100.0;

#[actix_web::test]
async fn reads_are_answered_while_a_thousand_sign_in() {
    let sign_ins = if env::var_os("COUNTERSIGN_LONG").is_some() { 1000 } else { 50 };
    let app = App::start_as(|state| {
        state.hasher = actix_web::web::Data::new(PasswordHasher::new(HashCost::default(), &ring()).unwrap());
    })
    .await;
    let hotel = app.hotel().await;
    hotel.gives_password(hotel.people.owner).await;
    let reader = hotel.requester().await;
    let (begun, done) = (AtomicUsize::new(0), AtomicUsize::new(0));

    let signs_in = async || {
        let browser = Browser::new(&app);
        while begun.fetch_add(1, Ordering::Relaxed) < sign_ins {
            browser.tries("harbour-house", OWNER, PASSWORD).await.is(200);
            done.fetch_add(1, Ordering::Relaxed);
        }
    };
    let reads = async {
        let mut took_ms = Vec::new();
        while done.load(Ordering::Relaxed) < sign_ins {
            let asked = Instant::now();
            reader.gets("/v1/purchase-orders").await.is(200);
            took_ms.push(asked.elapsed().as_secs_f64() * 1e3);
        }
        took_ms
    };
    let since = Instant::now();
    let (_, mut took_ms) = join(join_all((0..AT_ONCE).map(|_| signs_in())), reads).await;

    took_ms.sort_by(f64::total_cmp);
    let at = |hundredths: usize| took_ms[(took_ms.len() * hundredths / 100).min(took_ms.len() - 1)];
    let (half, most) = (at(50), at(99));
    let (reads, s) = (took_ms.len(), since.elapsed().as_secs());
    eprintln!(
        "crowd: {sign_ins} sign-ins in {s} s, {reads} reads meanwhile: half within {half:.1} ms, 99 of 100 within {most:.1} ms"
    );
    assert!(most < READ_MS_MAX, "{most} ms");
    app.stop().await;
}
