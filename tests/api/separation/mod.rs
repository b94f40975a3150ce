//! Each pair of docs/separation-of-duties.md, tried by direct statements of the API's own role, in a request of whoever may not.
use std::collections::BTreeSet;

use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Connection};
use uuid::Uuid;

use crate::{
    approval::draft::{above, proposed},
    support::{Answer, App, Organisation, Person},
};

mod documents;
mod policies;
mod rights;
mod suppliers;

const PAGE: &str = include_str!("../../../docs/separation-of-duties.md");

/// A statement that somebody tried, and what it came to.
pub struct Tried {
    pair: &'static str,
    statement: String,
    came: Option<String>,
    refusal: &'static str,
}

/// Tries a statement, which `refusal` should refuse.
async fn tries(person: &Person<'_>, pair: &'static str, statement: String, refusal: &'static str) -> Tried {
    let came = comes_to(person, &statement, None).await;
    Tried { pair, statement, came, refusal }
}

/// The same of what its person has confirmed.
async fn tries_confirmed(
    person: &Person<'_>,
    pair: &'static str,
    confirmed: (&str, Uuid),
    statement: String,
    refusal: &'static str,
) -> Tried {
    let came = comes_to(person, &statement, Some(confirmed)).await;
    Tried { pair, statement, came, refusal }
}

/// What statements of the API's own role, in somebody's name, come to: nothing of them is kept.
async fn comes_to(person: &Person<'_>, statement: &str, confirmed: Option<(&str, Uuid)>) -> Option<String> {
    let mut connection = person.app.as_role("countersign_tenant").await;
    let mut tx = connection.begin().await.unwrap();
    person.begins(&mut tx, "session.view", Uuid::new_v4()).await;
    if let Some((operation, target)) = confirmed {
        let transaction: String =
            sqlx::query_scalar("select pg_current_xact_id()::text").fetch_one(&mut *tx).await.unwrap();
        is_confirmed(person, operation, target, &transaction).await;
    }
    let outcome = sqlx::raw_sql(AssertSqlSafe(statement.to_owned())).execute(&mut *tx).await;
    outcome.err().map(|error| match error.as_database_error() {
        Some(refused) => refused.constraint().map_or_else(|| refused.message().to_owned(), str::to_owned),
        None => error.to_string(),
    })
}

// Round the door, for this very transaction: so that what is tried comes as far as the rule that it is about.
async fn is_confirmed(person: &Person<'_>, operation: &str, target: Uuid, transaction: &str) {
    let insert = "insert into door.intent (id, org_id, person_id, session_id, operation, target_id, digest, code_mark, link_hash, title, state,
                      asked_at, expires_at, ended_at, given_in)
                  select gen_random_uuid(), s.org_id, s.person_id, s.id, $2, $3, sha256('d'), sha256('c'), sha256(uuid_send(gen_random_uuid())), 'So',
                      'given', now(), now() + interval '5 minutes', now(), $4::xid8
                  from door.session s where s.person_id = $1 limit 1";
    let mut administrator = person.app.administrator().await;
    let inserted = sqlx::query(insert).bind(person.id).bind(operation).bind(target).bind(transaction);
    assert_eq!(inserted.execute(&mut administrator).await.unwrap().rows_affected(), 1);
}

/// Round the door: what a test has no verb for.
async fn as_installation(hotel: &Organisation<'_>, statement: String) {
    installs(hotel, statement).await.unwrap();
}

async fn installs(hotel: &Organisation<'_>, statement: String) -> sqlx::Result<()> {
    let mut connection = hotel.administrator().await;
    let mut tx = connection.begin().await.unwrap();
    sqlx::query("select door.begin_system($1, 'test')").bind(hotel.org_id).execute(&mut *tx).await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut *tx).await?;
    tx.commit().await
}

/// An act on something as it was answered.
async fn acts(person: &Person<'_>, path: &str, on: &Answer, body: Value) -> Answer {
    let (key, tag) = (Uuid::new_v4().to_string(), format!("\"{}\"", on.revision()));
    let headers = [("idempotency-key", key.as_str()), ("if-match", tag.as_str())];
    let body = (!body.is_null()).then_some(body);
    person.sends("POST", path, body, &headers).await
}

/// A supplier that one person entered and another activated.
async fn active(hotel: &Organisation<'_>, name: &str) -> Answer {
    let body = json!({ "name": name, "country": "IE", "currency": "EUR" });
    let proposal = hotel.accounts().await.posts("/v1/suppliers", body).await.is(201);
    let path = format!("/v1/suppliers/{}/activate", proposal.id());
    acts(&hotel.general_manager().await, &path, &proposal, Value::Null).await.is(200)
}

/// The codes of the page's pairs that are held by the database.
fn pairs_of_page() -> BTreeSet<&'static str> {
    let cells = PAGE.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |"));
    cells.map(|(pair, _)| pair).collect()
}

#[actix_web::test]
async fn every_pair_of_the_page_is_refused_to_a_direct_statement() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut tried = suppliers::tried(&hotel).await;
    tried.extend(documents::tried(&hotel).await);
    tried.extend(policies::tried(&hotel).await);
    tried.extend(rights::tried_of_two(&hotel).await);
    tried.extend(rights::tried(&hotel).await);

    for Tried { pair, statement, came, refusal } in &tried {
        assert_eq!(came.as_deref(), Some(*refusal), "{pair}: {statement}");
    }
    assert_eq!(tried.iter().map(|tried| tried.pair).collect::<BTreeSet<_>>(), pairs_of_page());
    app.stop().await;
}

// A trigger refuses each of these to the service's role before the check is asked; the check holds for the installation too.
#[actix_web::test]
async fn what_a_trigger_refuses_first_a_check_refuses_whoever_sends_it() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (owner, admin, requester) = (hotel.owner().await, hotel.people.admin, hotel.people.requester);
    owner.posts("/v1/access-reviews", json!({})).await.is(201);
    proposed(&hotel.admin().await, above("100")).await;
    let body = json!({ "name": "Quay Textiles", "country": "IE", "currency": "EUR" });
    hotel.accounts().await.posts("/v1/suppliers", body).await.is(201);
    let attempts = [
        (
            format!(
                "insert into tenant.permission_grant (org_id, person_id, permission, source, granted_by, granted_at, approved_by)
                select door.org_id(), '{requester}', 'category.export', 'own', '{admin}', now(), '{admin}'"
            ),
            "permission_grant_second_person",
        ),
        (
            format!(
                "insert into tenant.person_role (org_id, person_id, role, given_by, given_at, approved_by)
                select door.org_id(), '{requester}', 'auditor', '{admin}', now(), '{admin}'"
            ),
            "person_role_second_person",
        ),
        (
            format!(
                "update tenant.access_review_line set state = 'kept', decided_by = person_id, decided_at = now() where person_id = '{requester}'"
            ),
            "access_review_line_not_by_oneself",
        ),
        (
            "update tenant.approval_policy_draft set status = 'published', closed_by = edited_by, closed_at = now()".to_owned(),
            "approval_policy_draft_second_person_check",
        ),
        (
            format!(
                "insert into tenant.duty_exception (org_id, id, pair, document_kind, document_id, document_name, person_id, reviewer_id, happened_at, due_at)
                select door.org_id(), gen_random_uuid(), 'supplier_activation', 'supplier', gen_random_uuid(), 'Mine', '{admin}', '{admin}', now(), now()"
            ),
            "duty_exception_named_is_another",
        ),
        (
            "update tenant.supplier set duty_exception_id = gen_random_uuid()".to_owned(),
            "supplier_duty_exception_check",
        ),
    ];

    for (statement, refusal) in attempts {
        let refused = installs(&hotel, statement.clone()).await.unwrap_err();
        assert_eq!(refused.as_database_error().and_then(|error| error.constraint()), Some(refusal), "{statement}");
    }
    app.stop().await;
}
