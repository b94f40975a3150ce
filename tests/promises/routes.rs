//! What is registered is what the document says.
use std::collections::BTreeSet;

use crate::{
    allowed,
    operation::{Operation, operations_of_all_planes},
    support::{Answer, App},
};

const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

fn is_unrouted(answer: &Answer) -> bool {
    matches!(answer.body["code"].as_str(), Some("not_found" | "method_not_allowed"))
}

#[actix_web::test]
async fn every_operation_of_the_document_is_registered() {
    let app = App::start().await;

    // Without a token, what is registered asks for one; what is not is not found.
    for operation in operations_of_all_planes(&app) {
        let answer = operation.request().sent_by(&app.with_token("")).await;
        assert!(!is_unrouted(&answer), "{}: {answer:?}", operation.name);
    }

    app.stop().await;
}

#[actix_web::test]
async fn no_address_hides_behind_another() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let everything: Vec<_> =
        access::catalogue::CATALOGUE.iter().filter(|entry| entry.is_live()).map(|e| e.code).collect();
    let person = hotel.somebody_who_may(&everything).await;
    let mut absent = BTreeSet::new();

    for operation in operations_of_all_planes(&app).iter().filter(|operation| !operation.has_id()) {
        let person = hotel.signed_in(person.id).await;
        let answer = operation.request().sent_by(&person).await;
        if is_unrouted(&answer) {
            absent.insert(operation.name.clone());
        }
    }

    assert_eq!(absent, allowed::MAY_BE_ABSENT.iter().map(|(name, _)| (*name).to_owned()).collect());
    app.stop().await;
}

/// Whether an address of the form `path` is also one of the form `other`.
fn covers(other: &str, path: &str) -> bool {
    let (other, path): (Vec<_>, Vec<_>) = (other.split('/').collect(), path.split('/').collect());
    other.len() == path.len() && other.iter().zip(&path).all(|(theirs, ours)| theirs.starts_with('{') || theirs == ours)
}

#[actix_web::test]
async fn a_method_that_the_document_does_not_name_does_nothing() {
    let app = App::start().await;
    let operations = operations_of_all_planes(&app);
    let paths: BTreeSet<_> = operations.iter().map(|operation| &operation.path).collect();

    for path in paths {
        let sample = operations.iter().find(|operation| operation.path == *path).map(Operation::request).unwrap();
        let is_named =
            |method: &str| operations.iter().any(|other| other.method == method && covers(&other.path, path));
        for method in METHODS.iter().filter(|method| !is_named(method)) {
            let mut request = sample.clone();
            (*method).clone_into(&mut request.method);
            let answer = request.sent_by(&app.with_token("")).await;
            let allowed: BTreeSet<_> = answer.header("allow").unwrap_or_default().split(", ").collect();
            let named: BTreeSet<_> =
                operations.iter().filter(|other| other.path == *path).map(|other| other.method.as_str()).collect();
            assert_eq!((answer.status, &allowed), (405, &named), "{method} {path}: {answer:?}");
            assert!(is_unrouted(&answer), "{method} {path}: {answer:?}");
        }
    }

    app.stop().await;
}

#[actix_web::test]
async fn every_address_is_versioned_and_in_kebab_case() {
    let app = App::start().await;

    for operation in operations_of_all_planes(&app) {
        let path = operation.path.strip_prefix("/v1/").unwrap_or_else(|| panic!("{}", operation.name)).to_owned();
        let is_plain = |part: &str| {
            part.starts_with('{') || part.bytes().all(|b| b.is_ascii_lowercase() || b == b'-' || b.is_ascii_digit())
        };
        assert!(path.split('/').all(is_plain), "{}", operation.name);
    }

    app.stop().await;
}
