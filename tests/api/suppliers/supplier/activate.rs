//! Activating a supplier: a second person, in the engine and again in the database.
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use sqlx::{Connection, PgConnection};
use uuid::Uuid;

use super::{activates, active, named, proposes};
use crate::{
    support::{App, Person},
    tenancy::{duty::lowers, newest_detail},
};

#[actix_web::test]
async fn a_second_person_activates_what_another_entered() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let second = hotel.second_accounts().await;
    let id = proposes(&hotel.accounts().await, named("Harbour Linen")).await.id();

    let answer = activates(&second, &id, 1).await.is(200);

    assert_eq!(answer.header("etag"), Some("\"2\""));
    assert_eq!((&answer.body["status"], &answer.body["activated_by"]), (&json!("active"), &json!(second.id)));
    assert!(answer.body["activated_at"].is_string());
    assert_eq!(hotel.actions_on(&id).await, ["supplier.created", "supplier.activated"]);
    app.stop().await;
}

#[actix_web::test]
async fn whoever_entered_it_cannot_activate_it() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let id = proposes(&accounts, named("Harbour Linen")).await.id();

    let refused = activates(&accounts, &id, 1).await.is_refused(409, "own_supplier");

    assert!(refused.body["who_could"].as_str().is_some_and(|who| who.contains("Accounts")), "{refused:?}");
    assert_eq!(hotel.actions_on(&id).await, ["supplier.created"]);
    app.stop().await;
}

#[actix_web::test]
async fn whoever_changed_it_cannot_activate_it_even_after_another_edit() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (first, second) = (hotel.accounts().await, hotel.second_accounts().await);
    let id = proposes(&hotel.requester().await, named("Harbour Linen")).await.id();
    let path = format!("/v1/suppliers/{id}");
    first.patches(&path, json!({ "email": "first@linen.example" }), 1).await.is(200);
    second.patches(&path, json!({ "name": "Harbour Linens" }), 2).await.is(200);

    activates(&first, &id, 3).await.is_refused(409, "own_supplier");
    activates(&second, &id, 3).await.is_refused(409, "own_supplier");
    activates(&hotel.owner().await, &id, 3).await.is(200);

    app.stop().await;
}

#[actix_web::test]
async fn a_cosmetic_change_takes_nobody_out() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let second = hotel.second_accounts().await;
    let id = proposes(&hotel.accounts().await, named("Harbour Linen")).await.id();
    second.patches(&format!("/v1/suppliers/{id}"), json!({ "phone": "2" }), 1).await.is(200);

    activates(&second, &id, 2).await.is(200);

    app.stop().await;
}

#[actix_web::test]
async fn nobody_signs_for_an_edit_they_have_not_seen() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (accounts, manager) = (hotel.accounts().await, hotel.general_manager().await);
    let id = proposes(&accounts, named("Harbour Linen")).await.id();
    let path = format!("/v1/suppliers/{id}");
    accounts.patches(&path, json!({ "email": "thief@elsewhere.example" }), 1).await.is(200);

    activates(&manager, &id, 1).await.is_refused(412, "stale");
    manager.posts(&format!("{path}/activate"), json!({})).await.is_refused(428, "precondition_required");

    assert_eq!(manager.gets(&path).await.body["status"], "proposed");
    app.stop().await;
}

#[actix_web::test]
async fn it_is_activated_once_and_the_same_intention_twice_is_one() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let manager = hotel.general_manager().await;
    let id = proposes(&hotel.accounts().await, named("Harbour Linen")).await.id();
    let path = format!("/v1/suppliers/{id}/activate");
    let headers = [("idempotency-key", "one-intention"), ("if-match", "\"1\"")];

    let first = manager.sends("POST", &path, None, &headers).await.is(200);
    let again = manager.sends("POST", &path, None, &headers).await.is(200);

    assert_eq!(first.bytes, again.bytes);
    activates(&manager, &id, 2).await.is_refused(409, "supplier_already_active");
    assert_eq!(hotel.actions_on(&id).await, ["supplier.created", "supplier.activated"]);
    app.stop().await;
}

#[actix_web::test]
async fn only_those_with_the_permission_activate_and_only_their_own_organisations() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let id = proposes(&hotel.accounts().await, named("Harbour Linen")).await.id();

    activates(&hotel.head().await, &id, 1).await.is_refused(403, "forbidden");
    activates(&clinic.accounts().await, &id, 1).await.is_refused(404, "not_found");
    activates(&hotel.second_accounts().await, &id, 1).await.is(200);

    app.stop().await;
}

// Runs a statement as the API's own role in this person's context, and rolls it back; says which constraint refused it.
async fn tries(person: &Person<'_>, id: &str, statement: &'static str, other: Option<&Person<'_>>) -> Option<String> {
    let mut connection: PgConnection = person.app.as_role("countersign_tenant").await;
    let mut tx = connection.begin().await.unwrap();
    let claims = URL_SAFE_NO_PAD.decode(person.token.split('.').nth(1).unwrap()).unwrap();
    let claims: Value = serde_json::from_slice(&claims).unwrap();
    sqlx::query("select door.begin_request($1, 'supplier.view', $2, null, null, null, null)")
        .bind(claims["jti"].as_str().unwrap())
        .bind(Uuid::new_v4())
        .execute(&mut *tx)
        .await
        .unwrap();
    let done = sqlx::query(statement)
        .bind(Uuid::parse_str(id).unwrap())
        .bind(other.unwrap_or(person).id)
        .execute(&mut *tx)
        .await;
    match done {
        Ok(done) => {
            assert_eq!(done.rows_affected(), 1);
            None
        }
        Err(error) => Some(error.as_database_error().and_then(|e| e.constraint()).unwrap_or("another").to_owned()),
    }
}

const ACTIVATE: &str =
    "update tenant.supplier set status = 'active', activated_by = $2, activated_at = now() where id = $1";

#[actix_web::test]
async fn the_database_refuses_the_creator_and_the_changer_by_itself() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (creator, changer, manager) =
        (hotel.accounts().await, hotel.second_accounts().await, hotel.general_manager().await);
    let id = proposes(&creator, named("Harbour Linen")).await.id();
    changer.patches(&format!("/v1/suppliers/{id}"), json!({ "tax_number": "IE1" }), 1).await.is(200);

    assert_eq!(tries(&creator, &id, ACTIVATE, None).await.as_deref(), Some("supplier_activated_by_changer_check"));
    assert_eq!(tries(&changer, &id, ACTIVATE, None).await.as_deref(), Some("supplier_activated_by_changer_check"));
    assert_eq!(tries(&manager, &id, ACTIVATE, None).await, None);
    app.stop().await;
}

#[actix_web::test]
async fn the_database_refuses_the_creator_of_a_supplier_that_others_changed_since() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let creator = hotel.accounts().await;
    let id = active(&hotel, "Harbour Linen").await;
    let changer = hotel.second_accounts().await;
    changer.patches(&format!("/v1/suppliers/{id}"), json!({ "tax_number": "IE1" }), 2).await.is(200);

    assert_eq!(tries(&creator, &id, ACTIVATE, None).await.as_deref(), Some("supplier_activated_by_creator_check"));
    app.stop().await;
}

#[actix_web::test]
async fn the_database_lets_nobody_sign_with_anothers_name_or_launder_an_edit() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (creator, manager) = (hotel.accounts().await, hotel.general_manager().await);
    let proposal = proposes(&creator, named("Harbour Linen")).await.id();
    let running = active(&hotel, "Quay Textiles").await;
    let refused = Some("supplier_second_person");

    assert_eq!(tries(&creator, &proposal, ACTIVATE, Some(&manager)).await.as_deref(), refused);
    for launder in [
        "update tenant.supplier set created_by = $2 where id = $1",
        "update tenant.supplier set changed_by = array[$2] where id = $1",
        "update tenant.supplier set name = 'Mine', changed_by = array[$2] where id = $1",
    ] {
        assert_eq!(tries(&creator, &proposal, launder, Some(&manager)).await.as_deref(), refused, "{launder}");
    }
    let silent = "update tenant.supplier set email = 'thief@elsewhere.example' where id = $1 and $2 is not null";
    assert_eq!(tries(&manager, &running, silent, None).await.as_deref(), refused);
    app.stop().await;
}

#[actix_web::test]
async fn the_database_takes_a_new_supplier_only_as_its_creators_proposal() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (accounts, manager) = (hotel.accounts().await, hotel.general_manager().await);
    let insert = "insert into tenant.supplier (org_id, id, name, country, currency, name_key, search_text, status, created_by, created_at, changed_by)
        values ((select door.org_id()), $1, 'Mine', 'IE', 'EUR', 'mine', 'mine', 'proposed', $2, now(), array[$2])";
    let id = Uuid::new_v4().to_string();

    assert_eq!(tries(&accounts, &id, insert, Some(&manager)).await.as_deref(), Some("supplier_second_person"));
    assert_eq!(tries(&accounts, &id, insert, None).await, None);
    app.stop().await;
}

#[actix_web::test]
async fn the_database_lets_nobody_lift_their_own_block() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (manager, owner) = (hotel.general_manager().await, hotel.owner().await);
    let id = active(&hotel, "Harbour Linen").await;
    super::blocks(&manager, &id).await.is(200);
    let lift = "update tenant.supplier set status = 'active', activated_by = $2, activated_at = now(), blocked_by = null, blocked_reason = null
        where id = $1";

    assert_eq!(tries(&manager, &id, lift, None).await.as_deref(), Some("supplier_second_person"));
    assert_eq!(tries(&owner, &id, lift, None).await, None);
    app.stop().await;
}

#[actix_web::test]
async fn one_person_does_both_where_somebody_looks_at_it_and_the_exception_says_so() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (accounts, owner) = (hotel.accounts().await, hotel.owner().await);
    lowers(&hotel, owner.id).await;
    let proposed = proposes(&accounts, named("Harbour Linen")).await;
    let id = proposed.id();
    assert_eq!(
        (&proposed.body["activation_reviewer"], proposed.action("supplier.activate")),
        (&json!("Olga Owner"), Ok(()))
    );
    assert_eq!(owner.gets(&format!("/v1/suppliers/{id}")).await.body["activation_reviewer"], Value::Null);

    let active = activates(&accounts, &id, 1).await.is(200);

    assert_eq!((&active.body["status"], &active.body["activation_reviewer"]), (&json!("active"), &Value::Null));
    let told = newest_detail(&hotel, &id).await;
    assert_eq!(told, json!({ "was": "proposed", "alone": true, "reviewer_id": owner.id }));
    let exceptions = owner.gets("/v1/duty-exceptions").await.is(200);
    let exception = &exceptions.body["items"][0];
    assert_eq!((&exception["document_id"], &exception["person_name"]), (&json!(id), &json!("Ada Accounts")));
    let other = proposes(&hotel.requester().await, named("Quay Textiles")).await.id();
    activates(&accounts, &other, 1).await.is(200);
    assert_eq!(owner.gets("/v1/duty-exceptions").await.body["items"].as_array().map(Vec::len), Some(1));
    app.stop().await;
}

#[actix_web::test]
async fn whoever_entered_it_lifts_nobodys_block_even_where_somebody_looks_at_it() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (accounts, manager) = (hotel.accounts().await, hotel.general_manager().await);
    lowers(&hotel, hotel.people.auditor).await;
    let id = proposes(&accounts, named("Harbour Linen")).await.id();
    activates(&accounts, &id, 1).await.is(200);
    super::blocks(&manager, &id).await.is(200);
    let lift = "update tenant.supplier set status = 'active', activated_by = $2, activated_at = now(), blocked_by = null, blocked_reason = null
        where id = $1";

    activates(&accounts, &id, 3).await.is_refused(409, "own_supplier");

    let seen = accounts.gets(&format!("/v1/suppliers/{id}")).await.is(200);
    assert_eq!(seen.body["activation_reviewer"], Value::Null);
    assert_eq!(tries(&accounts, &id, lift, None).await.as_deref(), Some("supplier_activated_by_changer_check"));
    activates(&hotel.owner().await, &id, 3).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn whoever_was_named_to_look_does_not_do_both_themselves() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let may = ["supplier.create", "supplier.activate", "supplier.view", "duty_exception.review"];
    let both = hotel.somebody_who_may(&may).await;
    hotel.has_role(both.id, "auditor").await;
    lowers(&hotel, both.id).await;
    let id = proposes(&both, named("Harbour Linen")).await.id();

    activates(&both, &id, 1).await.is_refused(409, "own_supplier");

    assert_eq!(tries(&both, &id, ACTIVATE, None).await.as_deref(), Some("supplier_activated_by_changer_check"));
    app.stop().await;
}

#[actix_web::test]
async fn the_database_writes_the_exception_itself_and_lets_nobody_name_another() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let id = proposes(&accounts, named("Harbour Linen")).await.id();
    assert_eq!(tries(&accounts, &id, ACTIVATE, None).await.as_deref(), Some("supplier_activated_by_changer_check"));
    lowers(&hotel, hotel.people.auditor).await;
    assert_eq!(tries(&accounts, &id, ACTIVATE, None).await, None);
    activates(&accounts, &id, 1).await.is(200);
    let borrowed = "update tenant.supplier set status = 'active', activated_by = $2, activated_at = now(),
            duty_exception_id = (select e.id from tenant.duty_exception e limit 1)
        where id = $1";
    let made_up = "insert into tenant.duty_exception (org_id, id, pair, document_kind, document_id, document_name, person_id, reviewer_id, happened_at, due_at)
        select org_id, gen_random_uuid(), pair, document_kind, $1, document_name, person_id, reviewer_id, door.now(), due_at
        from tenant.duty_exception where person_id = $2";
    let raised = json!({ "mode": "prevent", "reason": "There are three of us" });
    hotel.owner().await.patches("/v1/duties/supplier_activation", raised, 2).await.is(200);
    let next = proposes(&accounts, named("Quay Textiles")).await.id();

    assert_eq!(tries(&accounts, &next, borrowed, None).await.as_deref(), Some("supplier_activated_by_changer_check"));
    assert_eq!(tries(&accounts, &next, made_up, None).await.as_deref(), Some("duty_exception_by_act"));
    app.stop().await;
}
