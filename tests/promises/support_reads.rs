//! Support reads what it may and does nothing else: every operation of an organisation, by what an operator shows whom an owner let in.
use std::collections::BTreeSet;

use access::{catalogue::CATALOGUE, permission::Kind};
use sqlx::AssertSqlSafe;

use crate::{
    operation::operations,
    support::{App, SupportOperator},
};

/// What reads and is lent to nobody of the installation, each with its reason.
const OWN: [(&str, &str); 4] = [
    ("session.view", "a sign-in is somebody's own"),
    ("approval.view", "what waits for somebody is theirs"),
    ("import.view", "one sees one's own imports"),
    ("person.view_open_work", "it is asked for to hand work over"),
];

async fn lent(app: &App) -> BTreeSet<String> {
    let lent = sqlx::query_scalar("select code from reference.support_permission");
    lent.fetch_all(&mut app.administrator().await).await.unwrap().into_iter().collect()
}

#[actix_web::test]
async fn what_is_lent_to_support_is_every_reading_but_what_is_somebodys_own() {
    let app = App::start().await;
    let own: BTreeSet<_> = OWN.iter().map(|(code, _)| *code).collect();

    let wanted: BTreeSet<_> = CATALOGUE
        .iter()
        .filter(|entry| {
            entry.kind == Kind::Reads && !own.contains(entry.code) && entry.code != "approval_policy.simulate"
        })
        .map(|entry| entry.code.to_owned())
        .chain(["purchase_order.view_all".to_owned(), "requisition.view_all".to_owned()])
        .collect();

    assert_eq!(lent(&app).await, wanted);
    app.stop().await;
}

#[actix_web::test]
async fn every_operation_is_read_as_lent_or_refused_by_name() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (person, _) = SupportOperator::of(&app, "oda").await.reads(&hotel, 60).await;
    let lent = lent(&app).await;
    let (mut read, mut refused, mut hidden) = (0, 0, Vec::new());

    for operation in operations(&app) {
        let Some(permission) = &operation.permission else { continue };
        let answer = operation.request().sent_by(&person).await;
        let code = answer.body["code"].as_str().unwrap_or_default();
        let is_reading = CATALOGUE.iter().any(|entry| entry.code == permission && entry.kind == Kind::Reads);
        if operation.method != "GET" || !is_reading {
            assert_eq!((answer.status, code), (403, "support_reads_only"), "{}: {answer:?}", operation.name);
            refused += 1;
        } else if lent.contains(permission) {
            let is_answered = matches!(answer.status, 200 | 404) || code == "support_cannot_see";
            assert!(is_answered, "{}: {answer:?}", operation.name);
            if code == "support_cannot_see" && operation.name != "GET /v1/organisation/logo" {
                hidden.push(operation.name.clone());
            }
            read += 1;
        } else {
            assert_eq!((answer.status, code), (403, "forbidden"), "{}: {answer:?}", operation.name);
            assert_eq!(answer.body["detail"], permission.as_str(), "{}", operation.name);
            refused += 1;
        }
    }

    assert_eq!(hidden, [""; 0], "what these ask is not lent: lend it, or take the permission from support");
    assert!(read >= 30 && refused >= 100, "{read} read, {refused} refused");
    app.stop().await;
}

#[actix_web::test]
async fn what_comes_to_be_a_secret_without_being_taken_from_support_is_found() {
    let app = App::start().await;
    let mut administrator = app.administrator().await;
    for hole in [
        "select door.classify('supplier', array[]::text[], array[]::text[], array['tax_number'])",
        "grant select (image) on tenant.organisation_logo to countersign_support",
    ] {
        let mut tx = sqlx::Connection::begin(&mut administrator).await.unwrap();
        sqlx::raw_sql(AssertSqlSafe(hole)).execute(&mut *tx).await.unwrap();
        let found = access::walker::walk_test_template(&mut tx).await.unwrap();
        assert!(found.iter().any(|finding| finding.rule == "tenant.support"), "{hole}: {found:?}");
        tx.rollback().await.unwrap();
    }
    app.stop().await;
}
