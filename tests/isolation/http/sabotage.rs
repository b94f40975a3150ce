//! Holes that were made: the prover must find each.
use access::Chance;

use super::{Prover, is_marked, round};
use crate::{ground::seed, support::App};

// One round over the operations whose names begin so must find the hole.
async fn is_found(hole: &str, operations: &'static str) {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    is_marked(&hotel).await;
    let mut administrator = app.administrator().await;
    sqlx::raw_sql(sqlx::AssertSqlSafe(hole)).execute(&mut administrator).await.unwrap();
    let mut prover = Prover::prepare(&app, (&hotel, &clinic), Chance::of_seed(seed()), operations).await;
    prover.signs_in().await;

    round(&mut prover).await;

    assert!(!prover.tally.leaks.is_empty(), "{} requests show nothing", prover.tally.requests);
    println!("isolation: http: {} leaks found, the first: {}", prover.tally.leaks.len(), prover.tally.leaks[0]);
    app.stop().await;
}

#[actix_web::test]
async fn suppliers_that_everybody_reads_are_found() {
    is_found("alter table tenant.supplier disable row level security", "GET /v1/suppliers").await;
}

#[actix_web::test]
async fn suppliers_that_everybody_changes_are_found() {
    is_found("alter table tenant.supplier disable row level security", "PATCH /v1/suppliers").await;
}

#[actix_web::test]
async fn a_policy_that_lets_everybody_through_is_found() {
    is_found("alter policy tenant on tenant.category using (true)", "GET /v1/categories").await;
}

#[actix_web::test]
async fn a_person_whom_every_organisation_may_name_is_found() {
    is_found("alter table tenant.person disable row level security", "POST /v1/departments").await;
}

#[actix_web::test]
async fn an_answer_kept_for_everybody_is_found() {
    let whose = "i.org_id = opened.org_id and i.person_id = opened.person_id and ";
    let hole = format!(
        "do $$ begin execute replace(pg_get_functiondef('door.begin_request'::regproc), '{whose}', ''); end $$"
    );
    is_found(&hole, "POST /v1/tax-codes").await;
}
