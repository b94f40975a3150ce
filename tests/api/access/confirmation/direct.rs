//! That it is confirmed, once more in the database: direct statements of the API's own role, within a real request.
use sqlx::{AssertSqlSafe, Connection};
use uuid::Uuid;

use super::{Act, By, acts, is_done};
use crate::support::{App, Person};

/// What makes each effect, by the id that it is done to and the person who does it.
fn effect(act: &Act, by: &Person<'_>) -> String {
    let (id, by) = (act.id, by.id);
    match act.entry.code {
        "security_policy.update" => format!(
            "insert into tenant.security_policy (org_id, idle_minutes, lifetime_minutes, failures_max, failures_minutes) values ('{id}', 720, 1440, 20, 15)"
        ),
        "mail_server.set" => format!(
            "insert into tenant.mail_server (org_id, host, port, security, user_name, from_address, changed_at)
             values ('{id}', 'mail.elsewhere.example', 465, 'tls', 'orders', 'orders@harbour-house.example', door.now())"
        ),
        "grant.approve" => format!(
            "update tenant.access_grant set state = 'given', decided_by = '{by}', decided_at = door.now() where id = '{id}'"
        ),
        "factor_reset.approve" => format!(
            "update tenant.factor_reset set state = 'approved', decided_by = '{by}', decided_at = door.now() where id = '{id}'"
        ),
        "organisation.transfer" => format!(
            "insert into tenant.ownership_transfer (org_id, id, person_id, reason, state, asked_by, asked_at, expires_at)
             select door.org_id(), uuidv7(), '{id}', 'I retire', 'waiting', '{by}', door.now(), door.now() + interval '1 day'"
        ),
        "api_key.approve" => format!(
            "update tenant.api_key set state = 'active', decided_by = '{by}', decided_at = door.now() where id = '{id}'"
        ),
        "support_access.approve" => format!(
            "update tenant.support_access
             set state = 'approved', decided_by = '{by}', decided_at = door.now(), open_by = door.now() + interval '1 hour' where id = '{id}'"
        ),
        "approval_policy.publish" => format!(
            "insert into tenant.approval_policy_version (org_id, id, number, name, effective_from, definition, published_by, published_at, draft_id)
             select d.org_id, uuidv7(), 2, d.name, door.now(), d.definition, '{by}', door.now(), d.id from tenant.approval_policy_draft d where d.id = '{id}'"
        ),
        other => panic!("say how {other} is done by a statement"),
    }
}

async fn comes_to(person: &Person<'_>, act: &Act, statement: &str) -> Option<String> {
    let mut connection = person.app.as_role("countersign_tenant").await;
    let mut tx = connection.begin().await.unwrap();
    person.begins(&mut tx, act.entry.code, Uuid::new_v4()).await;
    let outcome = sqlx::raw_sql(AssertSqlSafe(statement.to_owned())).execute(&mut *tx).await;
    outcome.err().map(|error| match error.as_database_error() {
        Some(refused) => refused.constraint().map_or_else(|| refused.message().to_owned(), str::to_owned),
        None => error.to_string(),
    })
}

fn refused(act: &Act) -> &'static str {
    match act.entry.code {
        "security_policy.update" => "security_policy_confirmed",
        "mail_server.set" => "mail_server_confirmed",
        "grant.approve" => "access_grant_confirmed",
        "factor_reset.approve" => "factor_reset_confirmed",
        "organisation.transfer" => "ownership_transfer_confirmed",
        "api_key.approve" => "api_key_confirmed",
        "support_access.approve" => "support_access_confirmed",
        "approval_policy.publish" => "approval_policy_version_confirmed",
        other => panic!("say what keeps {other}"),
    }
}

#[actix_web::test]
async fn no_statement_does_what_was_not_confirmed() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let demand =
        "insert into tenant.second_factor_demand (org_id, role, since) select door.org_id(), 'owner', door.now()";
    for act in acts(&hotel).await {
        let came = comes_to(&owner, &act, &effect(&act, &owner)).await;
        assert_eq!(came.as_deref(), Some(refused(&act)), "{}", act.entry.code);
        assert_eq!(comes_to(&owner, &act, demand).await.as_deref(), Some("second_factor_demand_confirmed"));
    }
    app.stop().await;
}

#[actix_web::test]
async fn a_used_intent_is_worth_nothing_in_another_transaction() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let acts = acts(&hotel).await;
    let policy = acts.iter().find(|act| act.entry.code == "security_policy.update").expect("in the catalogue");
    let code = owner.learns_code(&policy.asks(&owner).await).await;
    is_done(&policy.confirms(&owner, &code).await, "confirmed");

    let again = "update tenant.security_policy set failures_max = 20";

    assert_eq!(comes_to(&owner, policy, again).await.as_deref(), Some("security_policy_confirmed"));
    app.stop().await;
}

#[actix_web::test]
async fn nobody_redeems_what_they_know_no_mark_of() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let acts = acts(&hotel).await;
    acts[0].asks(&owner).await.is_refused(403, "confirmation_required");
    let mut connection = app.as_role("countersign_tenant").await;
    let mut tx = connection.begin().await.unwrap();
    owner.begins(&mut tx, acts[0].entry.code, Uuid::new_v4()).await;

    sqlx::query("savepoint here").execute(&mut *tx).await.unwrap();
    let read = sqlx::query("select digest from door.intent").execute(&mut *tx).await;
    assert!(read.is_err(), "no login role reads an intent");
    sqlx::query("rollback to savepoint here").execute(&mut *tx).await.unwrap();
    let mut administrator = hotel.administrator().await;
    let (id, target, digest): (Uuid, Uuid, Vec<u8>) =
        sqlx::query_as("select id, target_id, digest from door.intent").fetch_one(&mut administrator).await.unwrap();
    let redeemed: String = sqlx::query_scalar("select door.redeem_intent($1, $2, $3, array[sha256('31415926')])")
        .bind(id)
        .bind(target)
        .bind(digest)
        .fetch_one(&mut *tx)
        .await
        .unwrap();
    assert_eq!(redeemed, "over");
    app.stop().await;
}

#[actix_web::test]
async fn nobody_redeems_by_a_passkey_what_they_know_no_mark_of_or_whose_passkey_they_have_not() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = By::Passkey.owner(&hotel).await;
    let acts = acts(&hotel).await;
    acts[0].asks(&owner).await.is_refused(403, "confirmation_required");
    let mut administrator = hotel.administrator().await;
    sqlx::query("update door.passkey set counter = 7").execute(&mut administrator).await.unwrap();
    let kept = "select i.id, i.target_id, i.digest, i.passkey_mark, k.id from door.intent i, door.passkey k where i.state = 'live'";
    let (id, target, digest, mark, passkey): (Uuid, Uuid, Vec<u8>, Vec<u8>, Uuid) =
        sqlx::query_as(kept).fetch_one(&mut administrator).await.unwrap();
    let mut connection = app.as_role("countersign_tenant").await;
    let mut tx = connection.begin().await.unwrap();
    owner.begins(&mut tx, acts[0].entry.code, Uuid::new_v4()).await;

    let other = Uuid::new_v4();
    for (what, target, mark, passkey, counter, expected) in [
        ("without its mark", target, vec![7; 32], passkey, 99, "over"),
        ("of another thing", other, mark.clone(), passkey, 99, "changed"),
        ("by nobody's passkey", target, mark.clone(), other, 99, "over"),
        ("by one that counts back", target, mark.clone(), passkey, 7, "over"),
        ("rightly", target, mark.clone(), passkey, 99, "given"),
        ("twice", target, mark.clone(), passkey, 100, "over"),
    ] {
        let redeemed: String =
            sqlx::query_scalar("select door.redeem_intent_by_passkey($1, $2, $3, array[$4], $5, $6, false)")
                .bind(id)
                .bind(target)
                .bind(&digest)
                .bind(mark)
                .bind(passkey)
                .bind(counter)
                .fetch_one(&mut *tx)
                .await
                .unwrap();
        assert_eq!(redeemed, expected, "{what}");
    }
    app.stop().await;
}

#[actix_web::test]
async fn what_a_passkey_is_asked_for_no_code_redeems_and_only_its_caller_sees() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (owner, colleague) =
        (By::Passkey.owner(&hotel).await, hotel.somebody_who_may(&["security_policy.update"]).await);
    let acts = acts(&hotel).await;
    let policy = acts.iter().find(|act| act.entry.code == "security_policy.update").expect("in the catalogue");
    policy.asks(&owner).await.is_refused(403, "confirmation_required");
    let kept = "select i.id, i.target_id, i.digest, i.passkey_mark, k.credential_id from door.intent i, door.passkey k where i.state = 'live'";
    let (id, target, digest, mark, credential): (Uuid, Uuid, Vec<u8>, Vec<u8>, Vec<u8>) =
        sqlx::query_as(kept).fetch_one(&mut hotel.administrator().await).await.unwrap();

    for (person, seen) in [(&*owner, 1), (&colleague, 0)] {
        let mut connection = app.as_role("countersign_tenant").await;
        let mut tx = connection.begin().await.unwrap();
        person.begins(&mut tx, policy.entry.code, Uuid::new_v4()).await;
        let found = sqlx::query("select * from door.find_intent_passkey($1, $2)").bind(id).bind(&credential);
        assert_eq!(found.fetch_all(&mut *tx).await.unwrap().len(), seen);
        let by_code = sqlx::query_scalar("select door.redeem_intent($1, $2, $3, array[$4])");
        let by_code: String =
            by_code.bind(id).bind(target).bind(&digest).bind(&mark).fetch_one(&mut *tx).await.unwrap();
        assert_eq!(by_code, "over");
        sqlx::query("savepoint here").execute(&mut *tx).await.unwrap();
        for inner in ["select door.own_intent_by_passkey($1)", "select door.use_passkey($1, $1, $1, 1, false, now())"] {
            let called = sqlx::query(inner).bind(id).execute(&mut *tx).await;
            assert!(called.is_err(), "{inner}");
            sqlx::query("rollback to savepoint here").execute(&mut *tx).await.unwrap();
        }
    }
    app.stop().await;
}
