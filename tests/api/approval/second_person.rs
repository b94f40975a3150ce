//! That a second person publishes, once more in the database: direct statements of the API's own role, within a real request.
use sqlx::Connection;
use uuid::Uuid;

use super::draft::{above, acts, begins, proposed};
use crate::support::{Answer, App, Person};

/// Sends one statement as the API's own role, in a request of this person, and rolls it back; the name of the rule that refused it.
async fn sends(person: &Person<'_>, sql: &'static str, draft: &Answer) -> Result<u64, String> {
    let mut connection = person.app.as_role("countersign_tenant").await;
    let mut tx = connection.begin().await.unwrap();
    person.begins(&mut tx, "approval_policy.view", Uuid::new_v4()).await;
    let id: Uuid = draft.id().parse().unwrap();
    let outcome = sqlx::query(sql).bind(id).bind(person.id.0).execute(&mut *tx).await;
    tx.rollback().await.unwrap();
    outcome.map(|done| done.rows_affected()).map_err(|error| {
        let error = error.into_database_error().unwrap();
        error.constraint().map_or_else(|| error.code().unwrap().into_owned(), str::to_owned)
    })
}

/// Publishes the draft `$1` by the person `$2`, with one part otherwise.
macro_rules! version {
    ($number:literal, $definition:literal, $by:literal, $from:literal) => {
        concat!(
            "insert into tenant.approval_policy_version
                 (org_id, id, number, name, effective_from, definition, published_by, published_at, draft_id)
             select d.org_id, uuidv7(), ",
            $number,
            ", d.name, ",
            $from,
            ", ",
            $definition,
            ", ",
            $by,
            ", door.now(), d.id
             from tenant.approval_policy_draft d where d.id = $1 and $2::uuid is not null"
        )
    };
}

const PUBLISH: &str = version!("2", "d.definition", "$2", "door.now()");

fn refused(rule: &str) -> Result<u64, String> {
    Err(rule.into())
}

#[actix_web::test]
async fn no_author_publishes_by_a_direct_statement() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let author = hotel
        .somebody_who_may(&[
            "policy_draft.create",
            "policy_draft.propose",
            "policy_draft.view",
            "approval_policy.publish",
            "approval_policy.view",
        ])
        .await;
    let draft = proposed(&author, above("100")).await;

    assert_eq!(sends(&author, PUBLISH, &draft).await, refused("approval_policy_version_second_person"));
    // All that the other lacks is that they confirm it.
    assert_eq!(sends(&hotel.owner().await, PUBLISH, &draft).await, refused("approval_policy_version_confirmed"));
    app.stop().await;
}

#[actix_web::test]
async fn only_who_may_publish_does_and_only_what_was_proposed() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (admin, owner) = (hotel.admin().await, hotel.owner().await);
    let open = begins(&admin, above("50")).await.is(201);
    let draft = proposed(&admin, above("100")).await;

    assert_eq!(sends(&hotel.accounts().await, PUBLISH, &draft).await, refused("approval_policy_version_permission"));
    assert_eq!(sends(&owner, PUBLISH, &open).await, refused("approval_policy_version_proposed"));
    for (sql, rule) in [
        (version!("2", "jsonb_set(d.definition, '{steps}', '[]')", "$2", "door.now()"), "approval_policy_version_as_proposed"),
        (version!("2", "d.definition", "d.created_by", "door.now()"), "approval_policy_version_in_person"),
        (version!("2", "d.definition", "$2", "door.now() - interval '1 second'"), "approval_policy_version_in_sequence"),
        (version!("7", "d.definition", "$2", "door.now()"), "approval_policy_version_in_sequence"),
        (
            "insert into tenant.approval_policy_version (org_id, id, number, name, effective_from, definition, published_by, published_at)
             select d.org_id, uuidv7(), 2, d.name, door.now(), d.definition, $2, door.now() from tenant.approval_policy_draft d where d.id = $1",
            "approval_policy_version_proposed",
        ),
    ] {
        assert_eq!(sends(&owner, sql, &draft).await, refused(rule), "{sql}");
    }
    app.stop().await;
}

#[actix_web::test]
async fn nobody_wipes_out_that_they_are_an_author() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (admin, owner) = (hotel.admin().await, hotel.owner().await);
    let draft = proposed(&admin, above("100")).await;

    for (sql, rule) in [
        (
            "update tenant.approval_policy_draft set changed_by = array[$2], edited_by = $2 where id = $1",
            "approval_policy_draft_in_person",
        ),
        (
            "update tenant.approval_policy_draft set changed_by = changed_by || $2 where id = $1",
            "approval_policy_draft_in_person",
        ),
        ("update tenant.approval_policy_draft set created_by = $2 where id = $1", "approval_policy_draft_in_person"),
        (
            "update tenant.approval_policy_draft set name = 'Mine' where id = $1 and $2::uuid is not null",
            "approval_policy_draft_in_person",
        ),
        (
            "update tenant.approval_policy_draft set name = 'Mine', status = 'open', edited_by = $2 where id = $1",
            "approval_policy_draft_in_person",
        ),
        (
            "update tenant.approval_policy_draft set status = 'published', closed_by = $2, closed_at = door.now() where id = $1",
            "approval_policy_draft_published",
        ),
        ("delete from tenant.approval_policy_draft where id = $1 and $2::uuid is not null", "42501"),
        ("update tenant.approval_policy_version set draft_id = $1 where $2::uuid is not null", "42501"),
    ] {
        assert_eq!(sends(&owner, sql, &draft).await, refused(rule), "{sql}");
    }
    acts(&owner, "publish", &draft, Some(serde_json::json!({}))).await.is(201);
    let reopened = "update tenant.approval_policy_draft set status = 'open', closed_by = null, closed_at = null where id = $1 and $2::uuid is not null";
    assert_eq!(sends(&owner, reopened, &draft).await, refused("approval_policy_draft_is_open"));
    app.stop().await;
}

#[actix_web::test]
async fn what_took_effect_is_not_withdrawn_by_a_direct_statement() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let draft = proposed(&hotel.admin().await, above("100")).await;
    acts(&owner, "publish", &draft, Some(serde_json::json!({}))).await.is(201);
    let withdraw =
        "insert into tenant.approval_policy_withdrawal (org_id, version_id, withdrawn_by, withdrawn_at, reason)
        select v.org_id, v.id, $2, door.now(), 'No.' from tenant.approval_policy_version v where v.draft_id = $1";

    assert_eq!(sends(&owner, withdraw, &draft).await, refused("approval_policy_withdrawal_scheduled"));
    app.stop().await;
}
