//! What the domain publishes, asked of a real name server.
use serde_json::json;

use super::{OWNER, RECORD, ops};
use crate::support::{App, Dns};

#[actix_web::test]
async fn the_record_must_be_there_and_say_just_that() {
    let dns = Dns::start();
    let app = dns.app().await;
    let _hotel = app.hotel().await;
    let one = ops(&app).await;
    one.checks().await.is_refused(409, "recovery_not_begun");
    let begun = one.begins_recovery_of(OWNER).await.is(201);
    let value = begun.body["record_value"].as_str().unwrap();

    one.checks().await.is_refused(409, "recovery_record_absent");
    dns.publishes("harbour-house.example", &[value]);
    one.checks().await.is_refused(409, "recovery_record_absent");
    dns.publishes(RECORD, &["countersign-recovery=0", "v=spf1 -all", &value[..40], &format!("{value} ")]);
    one.checks().await.is_refused(409, "recovery_record_differs");
    assert_eq!(one.sees().await.is(200).body["proven_at"], json!(null));

    dns.publishes(RECORD, &["v=spf1 -all", value]);
    let proven = one.checks().await.is(200);
    assert_eq!(proven.body["state"], "proven");
    assert!(proven.body["proven_at"].is_string(), "{proven:?}");
    app.stop().await;
}

#[actix_web::test]
async fn whoever_the_name_is_an_alias_of_proves_nothing() {
    let dns = Dns::start();
    let app = dns.app().await;
    let _hotel = app.hotel().await;
    let one = ops(&app).await;
    let begun = one.begins_recovery_of(OWNER).await.is(201);

    dns.publishes_alias(RECORD, "stranger.hosting.example");
    dns.publishes("stranger.hosting.example", &[begun.body["record_value"].as_str().unwrap()]);

    one.checks().await.is_refused(409, "recovery_record_absent");
    app.stop().await;
}

#[actix_web::test]
async fn name_servers_that_are_away_are_said_to_be() {
    // Nobody listens there.
    let silent = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
    let address = silent.local_addr().unwrap();
    let app = App::start_as(move |state| {
        let resolver = platform::Resolver::of(vec![address]);
        let recoveries = platform::Recoveries { resolver, ..platform::Recoveries::default() };
        state.recoveries = actix_web::web::Data::new(recoveries);
    })
    .await;
    let _hotel = app.hotel().await;
    let one = ops(&app).await;
    one.begins_recovery_of(OWNER).await.is(201);

    one.checks().await.is_refused(503, "recovery_dns_away");

    assert_eq!(one.sees().await.is(200).body["state"], "begun");
    drop(silent);
    app.stop().await;
}
