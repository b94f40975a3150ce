//! Separation of duties once more, in the database: direct statements of the API's own role, within a real request.
use sqlx::{Connection, PgConnection, postgres::PgQueryResult};
use uuid::Uuid;

use crate::{
    approval::document::{Desk, Document},
    support::{App, Person},
};

/// Sends one statement as the API's own role, in a request of this person, and keeps it; the name of the rule that refused it.
async fn sends(person: &Person<'_>, permission: &str, statement: Statement<'_>) -> Result<u64, String> {
    let mut connection = person.app.as_role("countersign_tenant").await;
    let mut tx = connection.begin().await.unwrap();
    person.begins(&mut tx, permission, Uuid::new_v4()).await;
    let outcome = statement.send(&mut tx).await;
    if outcome.is_ok() {
        tx.commit().await.unwrap();
    }
    outcome.map(|done| done.rows_affected()).map_err(|error| {
        let error = error.into_database_error().unwrap();
        error.constraint().map_or_else(|| error.code().unwrap().into_owned(), str::to_owned)
    })
}

/// A statement with the document that it is about, and a person.
struct Statement<'a> {
    sql: &'static str,
    document: &'a Document,
    person: Uuid,
}

impl Statement<'_> {
    async fn send(&self, connection: &mut PgConnection) -> sqlx::Result<PgQueryResult> {
        sqlx::query(self.sql).bind(self.document.id.0).bind(self.person).execute(connection).await
    }
}

/// Decides on the document's newest route at a step.
macro_rules! decision {
    ($step:literal, $verdict:literal, $carried:literal) => {
        concat!(
            "insert into tenant.approval_decision (org_id, id, route_id, step, person_id, verdict, note, revision, is_carried, decided_at)
             select (select door.org_id()), uuidv7(), r.id, ", $step, ", $2, '", $verdict, "', 'A note.', 1, ", $carried, ", door.now()
             from tenant.approval_route r where r.document_id = $1 order by r.id desc limit 1"
        )
    };
}

async fn decides(by: &Person<'_>, sql: &'static str, document: &Document) -> Result<u64, String> {
    sends(by, "purchase_order.approve", Statement { sql, document, person: by.id.0 }).await
}

fn refused(rule: &str) -> Result<u64, String> {
    Err(rule.into())
}

#[actix_web::test]
async fn nobody_decides_on_a_document_of_their_own() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = Desk::open(&app);
    let people = hotel.people;
    let base = Document { requester: people.housekeeper, created_by: people.housekeeper, ..Document::of(&hotel, "10") };
    let (accounts, head) = (hotel.accounts().await, hotel.head().await);
    let submitter = hotel.housekeeping_head().await;
    for own in [
        Document { requester: accounts.id, ..base.clone() },
        Document { on_behalf_of: Some(accounts.id), ..base.clone() },
        Document { created_by: accounts.id, ..base.clone() },
    ] {
        let own = Document { id: kernel::DocumentId(Uuid::new_v4()), ..own };
        desk.acts(&submitter, "submit", &own).await.is(200);

        for verdict in [decision!(1, "approve", false), decision!(1, "return", false), decision!(1, "reject", false)] {
            assert_eq!(decides(&accounts, verdict, &own).await, refused("approval_decision_own_document"));
        }
        let submitted = decides(&submitter, decision!(1, "approve", false), &own).await;
        assert_eq!(submitted, refused("approval_decision_own_document"));
        assert_eq!(decides(&head, decision!(1, "approve", false), &own).await, Ok(1));
    }
    desk.close().await;
    app.stop().await;
}

#[actix_web::test]
async fn one_person_counts_for_one_step() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = Desk::open(&app);
    let (requester, document) = (hotel.requester().await, Document::of(&hotel, "10"));
    let head = hotel.head().await;
    hotel.has_role(head.id, "accounts").await;
    desk.acts(&requester, "submit", &document).await.is(200);
    assert_eq!(decides(&head, decision!(1, "approve", false), &document).await, Ok(1));

    let again = decides(&head, decision!(2, "approve", false), &document).await;

    assert_eq!(again, refused("approval_decision_one_step_unique"));
    assert_eq!(decides(&hotel.accounts().await, decision!(2, "approve", false), &document).await, Ok(1));
    desk.close().await;
    app.stop().await;
}

#[actix_web::test]
async fn nobody_approves_what_they_edited() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = Desk::open(&app);
    let (head, document) = (hotel.head().await, Document::of(&hotel, "10"));
    desk.acts(&hotel.requester().await, "submit", &document).await.is(200);
    desk.acts(&head, "edit", &document).await.is(200);

    let approved = decides(&head, decision!(1, "approve", false), &document).await;
    let forgotten = sends(
        &head,
        "purchase_order.approve",
        Statement {
            sql: "delete from tenant.approval_editor where document_id = $1 and person_id = $2",
            document: &document,
            person: head.id.0,
        },
    )
    .await;

    assert_eq!((approved, forgotten), (refused("approval_decision_edited"), refused("42501")));
    assert_eq!(decides(&head, decision!(1, "return", false), &document).await, Ok(1));
    desk.close().await;
    app.stop().await;
}

#[actix_web::test]
async fn only_whom_the_open_step_asks_decides_and_for_themselves() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = Desk::open(&app);
    let document = Document::of(&hotel, "10");
    let (head, accounts, gm) = (hotel.head().await, hotel.accounts().await, hotel.general_manager().await);
    desk.acts(&hotel.requester().await, "submit", &document).await.is(200);
    let for_the_head = Statement { sql: decision!(1, "approve", false), document: &document, person: head.id.0 };

    assert_eq!(decides(&gm, decision!(1, "approve", false), &document).await, refused("approval_decision_candidate"));
    // The step exists and does not apply below 1,000.
    assert_eq!(decides(&gm, decision!(3, "approve", false), &document).await, refused("approval_decision_candidate"));
    assert_eq!(
        decides(&accounts, decision!(2, "approve", false), &document).await,
        refused("approval_decision_step_is_open")
    );
    assert_eq!(sends(&gm, "purchase_order.approve", for_the_head).await, refused("approval_decision_in_person"));
    assert_eq!(decides(&head, decision!(1, "approve", true), &document).await, refused("approval_decision_carried"));
    assert_eq!(decides(&head, decision!(1, "approve", false), &document).await, Ok(1));
    desk.close().await;
    app.stop().await;
}

#[actix_web::test]
async fn a_route_counts_as_approved_only_with_every_approval() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = Desk::open(&app);
    let document = Document::of(&hotel, "10");
    let head = hotel.head().await;
    desk.acts(&hotel.requester().await, "submit", &document).await.is(200);
    let by_the_head = |sql| Statement { sql, document: &document, person: head.id.0 };
    let approve = "update tenant.approval_route set status = 'approved', ended_at = door.now(), ended_by = $2 where document_id = $1";

    for (sql, rule) in [
        (approve, "approval_route_is_complete"),
        (
            "update tenant.approval_route set left_out = '[{\"step\": 1, \"why\": \"\"}, {\"step\": 2, \"why\": \"\"}]',
                 status = 'approved', ended_at = door.now(), ended_by = $2 where document_id = $1",
            "approval_route_left_out",
        ),
        ("update tenant.approval_route set status = 'approved' where document_id = $1 and $2::uuid is not null", "approval_route_end_check"),
        ("update tenant.approval_route set requester_id = $2 where document_id = $1", "approval_route_is_frozen"),
        ("update tenant.approval_route set created_by = $2 where document_id = $1", "approval_route_is_frozen"),
        ("update tenant.approval_route set submitted_by = $2 where document_id = $1", "approval_route_is_frozen"),
        ("update tenant.approval_route set on_behalf_of_id = $2 where document_id = $1", "approval_route_is_frozen"),
        ("update tenant.approval_route set route = '{\"steps\": []}' where document_id = $1 and $2::uuid is not null", "approval_route_is_frozen"),
        ("delete from tenant.approval_route where document_id = $1 and $2::uuid is not null", "42501"),
        ("update tenant.approval_decision set verdict = 'approve' where $1::uuid <> $2", "42501"),
        ("delete from tenant.approval_decision where $1::uuid <> $2", "42501"),
        ("update tenant.approval_policy_version set effective_from = door.now() where $1::uuid <> $2", "42501"),
        ("delete from tenant.approval_policy_version where $1::uuid <> $2", "42501"),
        (
            "insert into tenant.approval_waiting (org_id, route_id, step, person_id, document_id, step_name, since)
             select (select door.org_id()), r.id, 2, $2, $1, 'Accounts', door.now() from tenant.approval_route r where r.document_id = $1",
            "approval_waiting_candidate",
        ),
        (
            "insert into tenant.approval_route (org_id, id, document_kind, document_id, document_revision, policy_version_id, material_digest,
                 requester_id, created_by, submitted_by, title, total_minor, currency, route, status, opened_at, ended_at, ended_by)
             select r.org_id, uuidv7(), r.document_kind, uuidv7(), 1, r.policy_version_id, r.material_digest, $2, $2, $2, 'Mine', 1, 'EUR',
                 '{\"steps\": []}', 'approved', door.now(), door.now(), $2 from tenant.approval_route r where r.document_id = $1",
            "approval_route_starts_running",
        ),
    ] {
        assert_eq!(sends(&head, "purchase_order.approve", by_the_head(sql)).await, refused(rule), "{sql}");
    }
    desk.acts(&head, "approve", &document).await.is(200);
    desk.acts(&hotel.accounts().await, "approve", &document).await.is(200);
    let reopen = "update tenant.approval_route set status = 'running', ended_at = null, ended_by = null where document_id = $1 and $2::uuid is not null";
    assert_eq!(sends(&head, "purchase_order.approve", by_the_head(reopen)).await, refused("approval_route_is_running"));
    desk.close().await;
    app.stop().await;
}

#[actix_web::test]
async fn even_the_owner_of_the_tables_rewrites_no_decision_and_no_policy() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let desk = Desk::open(&app);
    let document = Document::of(&hotel, "10");
    desk.acts(&hotel.requester().await, "submit", &document).await.is(200);
    desk.acts(&hotel.head().await, "approve", &document).await.is(200);
    let mut connection = app.administrator().await;

    for table in ["approval_decision", "approval_policy_version", "approval_editor"] {
        for statement in [
            format!("update tenant.{table} set org_id = org_id"),
            format!("delete from tenant.{table}"),
            format!("truncate tenant.{table} cascade"),
        ] {
            let outcome = sqlx::raw_sql(sqlx::AssertSqlSafe(statement.clone())).execute(&mut connection).await;
            let code =
                outcome.err().and_then(|error| error.into_database_error()?.code().map(std::borrow::Cow::into_owned));
            assert_eq!(code.as_deref(), Some("CS409"), "{statement}");
        }
    }

    connection.close().await.unwrap();
    desk.close().await;
    app.stop().await;
}
