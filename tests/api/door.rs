//! What the door itself promises, whatever is behind it.
use std::net::{IpAddr, Ipv4Addr};

use serde_json::json;
use server::middleware::{headers::TransportIsSecure, origin::TrustedProxy};

use crate::support::{App, Organisation};

const LOOPBACK: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

#[actix_web::test]
async fn an_unknown_address_is_a_problem() {
    let app = App::start().await;

    app.with_token("").gets("/v1/nothing").await.is_refused(404, "not_found");

    app.stop().await;
}

#[actix_web::test]
async fn a_browser_is_kept_to_tls_only_where_there_is_tls() {
    let (plain, secure) = (App::start().await, App::start_as(|state| state.transport = TransportIsSecure(true)).await);

    for path in ["/v1/profile", "/health/live", "/problems", "/v1/nothing"] {
        let (without, with) = (plain.with_token("").gets(path).await, secure.with_token("").gets(path).await);
        assert_eq!(without.header("strict-transport-security"), None, "{path}");
        assert_eq!(with.header("strict-transport-security"), Some("max-age=31536000; includeSubDomains"), "{path}");
    }

    plain.stop().await;
    secure.stop().await;
}

// Where a change came from, as the trail has it.
async fn network_of(hotel: &Organisation<'_>, forwarded: &[&str]) -> String {
    let code = uuid::Uuid::new_v4().simple().to_string()[..8].to_uppercase();
    let key = uuid::Uuid::new_v4().to_string();
    let lines = forwarded.iter().map(|line| ("x-forwarded-for", *line));
    let headers: Vec<_> = lines.chain([("idempotency-key", key.as_str())]).collect();
    let body = json!({ "name": format!("Linen {code}"), "code": code });
    let made = hotel.admin().await.sends("POST", "/v1/categories", Some(body), &headers).await.is(201);
    let events = hotel.auditor().await.gets(&format!("/v1/audit-events?entity_id={}", made.id())).await.is(200);
    events.body["items"][0]["network"].as_str().unwrap().to_owned()
}

#[actix_web::test]
async fn what_a_caller_says_of_the_own_address_counts_for_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    assert_eq!(network_of(&hotel, &["203.0.113.9"]).await, "127.0.0.1");

    app.stop().await;
}

#[actix_web::test]
async fn behind_the_trusted_proxy_the_last_hop_counts() {
    let app = App::start_as(|state| state.proxy = TrustedProxy(Some(LOOPBACK))).await;
    let hotel = app.hotel().await;

    for (forwarded, network) in [
        (&["203.0.113.9"][..], "203.0.113.9"),
        (&["198.51.100.1, 203.0.113.9"], "203.0.113.9"),
        (&["198.51.100.1", "203.0.113.9"], "203.0.113.9"),
        (&["2001:db8::7"], "2001:db8::7"),
        (&["203.0.113.9, nobody"], "127.0.0.1"),
        (&[], "127.0.0.1"),
    ] {
        assert_eq!(network_of(&hotel, forwarded).await, network, "{forwarded:?}");
    }

    app.stop().await;
}

#[actix_web::test]
async fn no_other_origin_may_read_an_answer() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let elsewhere = ("origin", "https://elsewhere.example");

    let read = hotel.owner().await.sends("GET", "/v1/profile", None, &[elsewhere]).await.is(200);
    let asked =
        [elsewhere, ("access-control-request-method", "PATCH"), ("access-control-request-headers", "authorization")];
    let before = app.with_token("").sends("OPTIONS", "/v1/profile", None, &asked).await;

    let before = before.is_refused(405, "method_not_allowed");
    for answer in [&read, &before] {
        assert_eq!(answer.header("access-control-allow-origin"), None);
        assert_eq!(answer.header("access-control-allow-credentials"), None);
        assert_eq!(answer.header("cross-origin-resource-policy"), Some("same-origin"));
    }

    app.stop().await;
}

#[actix_web::test]
async fn a_method_that_echoes_is_not_taken() {
    let app = App::start().await;

    for path in ["/v1/profile", "/", "/health/live"] {
        let answer = app.with_token("").sends("TRACE", path, None, &[("x-secret", "canary-in-a-header")]).await;
        assert_eq!(answer.status, 405, "{path}: {answer:?}");
        assert!(!String::from_utf8_lossy(&answer.bytes).contains("canary"), "{path}");
    }

    app.stop().await;
}

#[actix_web::test]
async fn no_answer_says_what_it_is_made_of() {
    let app = App::start().await;

    for path in ["/v1/profile", "/v1/nothing", "/", "/docs/", "/openapi.json"] {
        let answer = app.with_token("").gets(path).await;
        assert_eq!((answer.header("server"), answer.header("x-powered-by")), (None, None), "{path}");
    }

    app.stop().await;
}
