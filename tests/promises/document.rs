//! What is printed equals what runs: the document, the permission matrix, the problem pages.
use std::{collections::BTreeSet, fs, path::PathBuf};

use serde_json::Value;
use server::{app, command::permissions, openapi, routes::refusals};

use crate::{operation::operations_of_all_planes, sample::resolved, support::App};

fn committed(path: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[track_caller]
fn is_up_to_date(path: &str, printed: &str) {
    let committed = committed(path);
    let differs = committed.lines().zip(printed.lines()).position(|(old, new)| old != new);
    let line = differs.unwrap_or_else(|| committed.lines().count().min(printed.lines().count())) + 1;
    assert!(committed == printed, "{path} differs from line {line} on; run `make generated`");
}

#[actix_web::test]
async fn the_committed_document_is_the_one_that_the_routes_print() {
    let document = app::document(&app::State::of_document().unwrap());

    is_up_to_date("openapi/openapi.json", &format!("{:#}\n", openapi::in_order(&document).unwrap()));
}

#[test]
fn the_committed_matrix_is_the_one_that_the_catalogue_prints() {
    is_up_to_date("docs/permissions.md", &permissions::matrix());
    is_up_to_date("web/src/access/permissions.gen.ts", &permissions::typescript());
}

#[actix_web::test]
async fn the_served_document_is_the_one_of_the_routes() {
    let app = App::start().await;

    let served = app.with_token("").gets("/openapi.json").await.is(200);

    assert_eq!(served.body, app.document());
    app.stop().await;
}

#[actix_web::test]
async fn every_problem_has_a_page_of_its_own() {
    let app = App::start().await;
    let reader = app.with_token("");
    let mut seen = BTreeSet::new();

    for refusal in refusals() {
        assert!(seen.insert(refusal.code), "{} means two things", refusal.code);
        let page = reader.gets(&format!("/problems/{}", refusal.code)).await.is(200);
        let text = String::from_utf8(page.bytes).unwrap();
        assert!(text.contains(&format!("<code>{}</code>, HTTP {}", refusal.code, refusal.status)), "{text}");
    }
    let unknown = reader.gets("/problems/no_such_problem").await;
    assert_eq!(unknown.status, 404);
    app.stop().await;
}

#[actix_web::test]
async fn every_operation_has_an_id_a_summary_a_tag_and_an_answer_of_its_own() {
    let app = App::start().await;
    let document = app.document();
    let mut ids = BTreeSet::new();

    for operation in operations_of_all_planes(&app) {
        assert!(ids.insert(operation.id.clone()), "{} stands twice", operation.id);
        let method = operation.method.to_ascii_lowercase();
        let described = &document["paths"][&operation.path][&method];
        assert!(described["summary"].as_str().is_some_and(|summary| !summary.is_empty()), "{}", operation.name);
        assert_eq!(described["tags"].as_array().map(Vec::len), Some(1), "{}", operation.name);
        let answers = described["responses"].as_object().unwrap();
        assert!(answers.keys().any(|status| status.starts_with('2')), "{}", operation.name);
    }
    app.stop().await;
}

#[actix_web::test]
async fn whatever_the_document_names_it_holds() {
    let app = App::start().await;
    let document = app.document();

    let mut names = Vec::new();
    collect(&document, &mut names);

    assert!(!names.is_empty());
    for name in names {
        resolved(&document, &name);
    }
    app.stop().await;
}

fn collect(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            names.extend(fields.get("$ref").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|value| collect(value, names));
        }
        Value::Array(items) => items.iter().for_each(|value| collect(value, names)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
