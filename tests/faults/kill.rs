//! The service's process killed at a moment of its own choosing, again and again.
use std::{collections::BTreeSet, time::Duration};

use access::TokenKeys;
use rand::{Rng, SeedableRng, rngs::StdRng};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    buyer::{ORDERS, acts, draft, supplier},
    process::Process,
    support::{Person, Start, seed},
};

/// The acts of an order on its way to the supplier, each with the revision that it is done on and the state that it leads to.
const ACTS: [(&str, i64, &str); 4] = [
    ("submit", 1, "pending_approval"),
    ("approve", 2, "pending_approval"),
    ("approve", 2, "approved"),
    ("issue", 3, "issued"),
];
const RUNS: usize = 6;
const RUNS_LONG: usize = 100;
/// An act takes less; the process is killed within this time of its beginning.
const KILLED_WITHIN: Duration = Duration::from_millis(60);

/// Sends an act and says whether it was acknowledged, which it may not live to see.
async fn tries(person: &Person<'_>, path: &str, revision: i64, key: &str) -> bool {
    let client = awc::Client::builder().timeout(Duration::from_secs(10)).finish();
    let request = client
        .post(format!("{}{path}", person.address))
        .insert_header(("authorization", format!("Bearer {}", person.token)))
        .insert_header(("idempotency-key", key))
        .insert_header(("if-match", format!("\"{revision}\"")));
    let sent = if path.ends_with("approve") { request.send_json(&json!({})).await } else { request.send().await };
    match sent {
        // An answer counts when all of it came.
        Ok(mut answer) => answer.status().is_success() && answer.body().await.is_ok(),
        Err(_) => false,
    }
}

/// How often the trail has this act of this person on this order.
fn times(order: &Value, person: &str, action: &str) -> usize {
    let is_it = |moment: &&Value| moment["person_name"] == person && moment["action"] == action;
    order["timeline"].as_array().unwrap().iter().filter(is_it).count()
}

#[actix_web::test]
async fn a_killed_service_loses_nothing_that_it_acknowledged_and_does_nothing_twice() {
    let key = TokenKeys::generate().unwrap();
    let app = Start::default().signing_key(key.clone()).app().await;
    let hotel = app.hotel().await;
    let supplier = supplier(&hotel).await;
    let mut body = draft(&hotel);
    body["supplier_id"] = json!(supplier);
    // The service refuses a database whose clock can be moved.
    let mut administrator = app.administrator().await;
    sqlx::query("drop table door.test_clock").execute(&mut administrator).await.unwrap();
    let mut process = Process::on(&app, &key);
    process.start().await;
    let mut chance = StdRng::seed_from_u64(seed());
    let runs = if std::env::var("COUNTERSIGN_LONG").is_ok() { RUNS_LONG } else { RUNS };
    let (mut acknowledged, mut done_unheard, mut numbers) = (0, 0, BTreeSet::new());

    for _ in 0..runs {
        let people =
            [hotel.requester().await, hotel.head().await, hotel.accounts().await, hotel.second_accounts().await];
        let names = ["Rosa Requester", "Hugo Head", "Ada Accounts", "Abel Accounts"];
        let people = people.map(|person| Person { address: process.address.clone(), ..person });
        let path = format!("{ORDERS}/{}", people[0].posts(ORDERS, body.clone()).await.is(201).id());
        let struck = chance.random_range(0..ACTS.len());
        for (place, (verb, revision, leads_to)) in ACTS.into_iter().enumerate() {
            let (person, address, key) = (&people[place], format!("{path}/{verb}"), Uuid::new_v4().to_string());
            if place == struck {
                let after = KILLED_WITHIN.mul_f64(chance.random());
                let (was_heard, ()) = tokio::join!(tries(person, &address, revision, &key), async {
                    tokio::time::sleep(after).await;
                    process.kill();
                });
                process.start().await;
                let action = format!("purchase_order.{}", ["submitted", "approved", "approved", "issued"][place]);
                let seen = people[0].gets(&path).await.is(200).body;
                let is_done = times(&seen, names[place], &action);
                assert!(is_done <= 1 && (!was_heard || is_done == 1), "{verb} was acknowledged and is lost: {seen}");
                assert!(is_done == 0 || seen["lifecycle"] == leads_to, "{verb} is half done: {seen}");
                acknowledged += usize::from(was_heard);
                done_unheard += usize::from(!was_heard && is_done == 1);
                // The same key finishes the work, or is told how it was finished.
                acts(person, &address, revision, &key).await;
                let seen = people[0].gets(&path).await.is(200).body;
                assert_eq!(times(&seen, names[place], &action), 1, "{seen}");
            } else {
                acts(person, &address, revision, &key).await;
            }
        }
        let order = people[0].gets(&path).await.is(200).body;
        assert_eq!(order["lifecycle"], "issued", "{order}");
        assert!(numbers.insert(order["number"].as_str().unwrap()[8..].parse::<usize>().unwrap()), "{order}");
    }

    assert_eq!(numbers, (1..=runs).collect(), "a number is missing or was given twice");
    println!("faults: {runs} kills, {acknowledged} after the answer, {done_unheard} between the work and its answer");
    process.kill();
    app.stop().await;
}
