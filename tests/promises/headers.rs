//! Every answer carries the security headers, whatever it answers.
use actix_web::web::Data;
use server::middleware::rate::Rate;

use crate::{
    allowed,
    operation::operations_of_all_planes,
    support::{Answer, App},
};

const EXACTLY: [(&str, &str); 6] = [
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
];

fn missing(answer: &Answer, is_api: bool) -> Vec<String> {
    let mut missing: Vec<String> = EXACTLY
        .iter()
        .filter(|(name, value)| answer.header(name) != Some(value))
        .map(|(name, _)| (*name).to_owned())
        .collect();
    let holds = |name: &str, parts: &[&str]| {
        answer.header(name).is_some_and(|value| parts.iter().all(|part| value.contains(part)))
    };
    let mut demand = |is_met: bool, what: &str| {
        if !is_met {
            missing.push(what.to_owned());
        }
    };
    demand(holds("content-security-policy", &["default-src 'none'"]), "content-security-policy");
    demand(
        holds(
            "permissions-policy",
            &[
                "camera=(self)",
                "microphone=(self)",
                "geolocation=()",
                "display-capture=()",
                "publickey-credentials-create=(self)",
                "publickey-credentials-get=(self)",
            ],
        ),
        "permissions-policy",
    );
    demand(answer.header("x-request-id").is_some_and(|id| uuid::Uuid::parse_str(id).is_ok()), "x-request-id");
    if is_api {
        demand(!holds("content-security-policy", &["unsafe-"]), "a policy without unsafe-*");
        demand(answer.header("cache-control") == Some("no-store"), "cache-control: no-store");
        demand(answer.status < 400 || answer.header("content-type") == Some("application/problem+json"), "a problem");
        demand(holds("ratelimit-policy", &["\"network\";q=", ";w=60"]), "ratelimit-policy");
        demand(holds("ratelimit", &["\"network\";r=", ";t="]), "ratelimit");
    }
    missing
}

#[actix_web::test]
async fn every_operation_answers_with_the_security_headers_to_everybody() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let everything: Vec<_> =
        access::catalogue::CATALOGUE.iter().filter(|entry| entry.is_live()).map(|e| e.code).collect();
    let person = hotel.somebody_who_may(&everything).await;
    let nobody = hotel.somebody_who_may(&[]).await;

    for operation in operations_of_all_planes(&app) {
        // A session of its own, for some operations end it.
        let everybody = hotel.signed_in(person.id).await;
        let mut broken = operation.request();
        broken.body = broken.body.map(|_| b"{\"".to_vec());
        let tries = [
            (operation.request(), &everybody),
            (broken, &everybody),
            (operation.request(), &nobody),
            (operation.request(), &app.with_token("")),
        ];
        for (request, somebody) in tries {
            let answer = request.sent_by(somebody).await;
            let mut missing = missing(&answer, true);
            if allowed::NO_PROBLEMS.iter().any(|(name, _)| *name == operation.name) {
                missing.retain(|what| what != "a problem");
            }
            assert_eq!(missing, Vec::<String>::new(), "{}: {answer:?}", operation.name);
        }
    }

    app.stop().await;
}

#[actix_web::test]
async fn a_body_that_is_too_large_is_answered_with_the_security_headers() {
    let app = App::start().await;
    let body = vec![b' '; kernel::BODY_BYTES_MAX + 1];

    let answer = app
        .with_token("")
        .sends_bytes("POST", "/v1/session", Some(body), &[("content-type", "application/json")])
        .await;

    assert_eq!((answer.status, missing(&answer, true)), (413, Vec::new()), "{answer:?}");
    app.stop().await;
}

#[actix_web::test]
async fn a_network_that_asks_too_often_is_told_when_to_come_back() {
    let app = App::start_as(|state| state.rate = Data::new(Rate::new(2))).await;
    let hotel = app.hotel().await;
    let person = hotel.somebody_who_may(&[]).await;

    let answers = [
        app.with_token("").gets("/v1/purchase-orders").await,
        person.gets("/v1/purchase-orders").await,
        person.gets("/v1/purchase-orders").await,
    ];

    assert_eq!(answers.each_ref().map(|answer| answer.status), [401, 403, 429]);
    let refused = &answers[2];
    assert_eq!((refused.body["code"].as_str(), missing(refused, true)), (Some("rate_limited"), Vec::new()));
    let patience = refused.header("retry-after").and_then(|seconds| seconds.parse::<u32>().ok());
    assert!(patience.is_some_and(|seconds| (1..=60).contains(&seconds)), "{refused:?}");
    let left = format!("\"network\";r=0;t={}", refused.header("retry-after").unwrap());
    assert_eq!(refused.header("ratelimit"), Some(left.as_str()));
    // What is no operation goes on.
    assert_eq!(app.with_token("").gets("/health/live").await.status, 204);

    app.stop().await;
}

#[actix_web::test]
async fn every_other_address_answers_with_the_security_headers() {
    let app = App::start().await;
    let reader = app.with_token("");
    let addresses = [
        "/",
        "/nothing",
        "/openapi.json",
        "/docs",
        "/docs/",
        "/health/live",
        "/health/ready",
        "/problems",
        "/problems/stale",
        "/problems/nothing",
        "/.well-known/jwks.json",
        "/assets/nothing.js",
        "/%00",
        "/..%2f..%2fetc%2fpasswd",
    ];

    for address in addresses {
        for method in ["GET", "POST", "DELETE"] {
            let answer = reader.sends(method, address, None, &[]).await;
            assert_eq!(missing(&answer, false), Vec::<String>::new(), "{method} {address}: {}", answer.status);
            assert!(answer.status < 500, "{method} {address}: {}", answer.status);
        }
    }
    for address in ["/v1/nothing", "/v1/", "/v1/%ff", "/v1/audit-events/%00"] {
        let answer = reader.gets(address).await;
        assert_eq!(missing(&answer, true), Vec::<String>::new(), "{address}: {answer:?}");
    }

    app.stop().await;
}

#[actix_web::test]
async fn no_screen_may_run_inline_script() {
    let app = App::start().await;

    for address in ["/", "/orders", "/problems", "/problems/stale"] {
        let answer = app.with_token("").gets(address).await;
        let policy = answer.header("content-security-policy").unwrap_or_default();
        assert!(
            !policy.contains("unsafe-") && policy.contains("require-trusted-types-for 'script'"),
            "{address}: {policy}"
        );
    }

    app.stop().await;
}
