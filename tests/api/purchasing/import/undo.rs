//! Taking back what an import made.
use serde_json::{Value, json};
use uuid::Uuid;

use super::{IMPORTS, ORDERS, SUPPLIERS, acts, both_suppliers, confirms, counts, rows, supplier, uploads};
use crate::support::{Answer, App, Person};

/// An import that was confirmed, and the documents of its rows, each once.
async fn confirmed(person: &Person<'_>, kind: &str, file: &str) -> (Answer, Vec<String>) {
    let import = uploads(person, kind, file).await.is(201);
    let confirmed = confirms(person, &import, false).await.is(200);
    let mut made: Vec<String> = Vec::new();
    for row in rows(person, &import.id()).await {
        let id = row["created"]["id"].as_str().unwrap().to_owned();
        if !made.contains(&id) {
            made.push(id);
        }
    }
    (confirmed, made)
}

async fn undoes(person: &Person<'_>, import: &Answer) -> Answer {
    acts(person, &import.id(), "undo", import.revision(), Value::Null).await
}

async fn order_acts(person: &Person<'_>, id: &str, verb: &str, body: Option<Value>) -> Answer {
    let (key, path) = (Uuid::new_v4().to_string(), format!("/v1/purchase-orders/{id}/{verb}"));
    person.sends("POST", &path, body, &[("idempotency-key", key.as_str()), ("if-match", "\"1\"")]).await
}

async fn supplier_acts(person: &Person<'_>, id: &str, verb: &str, body: Option<Value>) -> Answer {
    let (key, path) = (Uuid::new_v4().to_string(), format!("/v1/suppliers/{id}/{verb}"));
    person.sends("POST", &path, body, &[("idempotency-key", key.as_str()), ("if-match", "\"1\"")]).await
}

#[actix_web::test]
async fn its_drafts_are_cancelled_and_the_file_can_be_imported_again() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    both_suppliers(&hotel).await;
    let (import, made) = confirmed(&accounts, "purchase_orders", ORDERS).await;
    assert_eq!(import.action("import.undo"), Ok(()));
    let undo = &import.body["undo"];
    assert_eq!((&undo["documents"], &undo["touched"], &undo["gone"]), (&json!(2), &json!(0), &json!(0)));

    let undone = undoes(&accounts, &import).await.is(200);

    assert_eq!((&undone.body["state"], undone.revision()), (&json!("undone"), 3));
    assert!(undone.body["undone_at"].is_string() && undone.body["undo"].is_null());
    for action in ["import.map", "import.confirm", "import.discard"] {
        assert_eq!(undone.action(action), Err("import_not_open".into()), "{action}");
    }
    assert_eq!(undone.action("import.undo"), Err("import_not_confirmed".into()));
    for id in &made {
        let order = accounts.gets(&format!("/v1/purchase-orders/{id}")).await.is(200);
        assert_eq!((&order.body["lifecycle"], order.revision()), (&json!("cancelled"), 2));
        assert_eq!(hotel.actions_on(id).await, ["purchase_order.created", "purchase_order.cancelled"]);
    }
    assert_eq!(hotel.actions_on(&import.id()).await, ["import.created", "import.confirmed", "import.undone"]);
    assert_eq!(rows(&accounts, &import.id()).await[0]["created"]["id"], json!(made[0]));
    let again = uploads(&accounts, "purchase_orders", ORDERS).await.is(201);
    assert_eq!(counts(&again), [3, 0, 0, 0, 2]);
    confirms(&accounts, &again, false).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn its_proposals_are_withdrawn_and_their_names_and_numbers_are_free() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let file = "Name,Country,Currency,Number,External number\nQuay Fish,IE,EUR,S-1,X-1\nHarbour Linen,IE,EUR,S-2,X-2\n";
    let (import, made) = confirmed(&accounts, "suppliers", file).await;

    let undone = undoes(&accounts, &import).await.is(200);

    assert_eq!(undone.body["state"], "undone");
    assert_eq!(accounts.gets("/v1/suppliers").await.is(200).body["items"], json!([]));
    let withdrawn = accounts.gets("/v1/suppliers?status=withdrawn").await.is(200);
    assert_eq!(withdrawn.body["items"].as_array().unwrap().len(), 2);
    let one = accounts.gets(&format!("/v1/suppliers/{}", made[0])).await.is(200);
    assert_eq!((&one.body["status"], &one.body["withdrawn_by"]), (&json!("withdrawn"), &json!(accounts.id)));
    for action in ["supplier.update", "supplier.activate", "supplier.block"] {
        assert_eq!(one.action(action), Err("supplier_withdrawn".into()), "{action}");
    }
    assert_eq!(hotel.actions_on(&made[0]).await, ["supplier.created", "supplier.withdrawn"]);
    let again = uploads(&accounts, "suppliers", file).await.is(201);
    assert_eq!(counts(&again), [2, 0, 0, 0, 2]);
    confirms(&accounts, &again, false).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn what_somebody_has_worked_with_refuses_the_whole_and_is_named() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    both_suppliers(&hotel).await;
    let (import, made) = confirmed(&accounts, "purchase_orders", ORDERS).await;
    let path = format!("/v1/purchase-orders/{}", made[0]);
    accounts.patches(&path, json!({ "title": "More towels" }), 1).await.is(200);

    let refused = undoes(&accounts, &import).await.is_refused(409, "import_touched");

    assert_eq!(refused.body["detail"], "1 of 2: A-1 (changed).");
    let seen = accounts.gets(&format!("{IMPORTS}/{}", import.id())).await.is(200);
    assert_eq!((&seen.body["state"], seen.action("import.undo")), (&json!("confirmed"), Err("import_touched".into())));
    let touched = json!([{ "kind": "purchase_order", "id": made[0], "name": "A-1", "because": "changed" }]);
    assert_eq!((&seen.body["undo"]["documents"], &seen.body["undo"]["first_touched"]), (&json!(1), &touched));
    let other = accounts.gets(&format!("/v1/purchase-orders/{}", made[1])).await.is(200);
    assert_eq!(other.body["lifecycle"], "draft");
    assert_eq!(hotel.actions_on(&import.id()).await, ["import.created", "import.confirmed"]);
    app.stop().await;
}

#[actix_web::test]
async fn what_somebody_has_cancelled_already_is_no_hindrance() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    both_suppliers(&hotel).await;
    let (import, made) = confirmed(&accounts, "purchase_orders", ORDERS).await;
    order_acts(&accounts, &made[0], "cancel", Some(json!({ "reason": "Not wanted" }))).await.is(200);

    undoes(&accounts, &import).await.is(200);

    let first = accounts.gets(&format!("/v1/purchase-orders/{}", made[0])).await.is(200);
    assert_eq!((&first.body["cancellation"]["reason"], first.revision()), (&json!("Not wanted"), 2));
    let second = accounts.gets(&format!("/v1/purchase-orders/{}", made[1])).await.is(200);
    assert_eq!(second.body["lifecycle"], "cancelled");
    app.stop().await;
}

#[actix_web::test]
async fn a_supplier_that_is_active_blocked_or_named_stays_and_so_do_the_others() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let file = "Name,Country,Currency\nActive,IE,EUR\nBlocked,IE,EUR\nNamed,IE,EUR\nUntouched,IE,EUR\n";
    let (import, made) = confirmed(&accounts, "suppliers", file).await;
    let manager = hotel.general_manager().await;
    supplier_acts(&manager, &made[0], "activate", None).await.is(200);
    supplier_acts(&manager, &made[1], "block", Some(json!({ "reason": "Unknown" }))).await.is(200);
    let order = json!({ "title": "Soap", "currency": "EUR", "supplier_id": made[2], "lines": [] });
    accounts.posts("/v1/purchase-orders", order).await.is(201);

    let refused = undoes(&accounts, &import).await.is_refused(409, "import_touched");

    let mut named = vec!["Active (activated)", "Blocked (blocked)", "Named (named by a document)"];
    let detail = refused.body["detail"].as_str().unwrap();
    named.retain(|one| !detail.contains(one));
    assert!(named.is_empty() && detail.starts_with("3 of 4: "), "{detail}");
    let last = accounts.gets(&format!("/v1/suppliers/{}", made[3])).await.is(200);
    assert_eq!(last.body["status"], "proposed");
    app.stop().await;
}

#[actix_web::test]
async fn suppliers_can_be_undone_once_the_orders_that_named_them_are() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let (suppliers, _) = confirmed(&accounts, "suppliers", SUPPLIERS).await;
    let orders = ORDERS.replace("Harbour Linen,", "Harbour Linen Ltd,");
    let (orders, _) = confirmed(&accounts, "purchase_orders", &orders).await;

    undoes(&accounts, &suppliers).await.is_refused(409, "import_touched");
    undoes(&accounts, &orders).await.is(200);
    undoes(&accounts, &suppliers).await.is(200);

    assert_eq!(accounts.gets("/v1/suppliers").await.is(200).body["items"], json!([]));
    app.stop().await;
}

#[actix_web::test]
async fn a_day_after_its_confirmation_it_is_too_late() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let (early, _) = confirmed(&accounts, "suppliers", SUPPLIERS).await;
    let second = hotel.second_accounts().await;
    let (late, _) = confirmed(&second, "suppliers", "Name,Country,Currency\nSpa Oils,IE,EUR\n").await;

    app.moves_clock("23 hours 59 minutes").await;
    let accounts = hotel.signed_in(accounts.id).await;
    undoes(&accounts, &early).await.is(200);
    app.moves_clock("1 minute").await;
    let second = hotel.signed_in(second.id).await;
    undoes(&second, &late).await.is_refused(409, "undo_too_late");

    let seen = second.gets(&format!("{IMPORTS}/{}", late.id())).await.is(200);
    assert_eq!((&seen.body["undo"], seen.action("import.undo")), (&Value::Null, Err("undo_too_late".into())));
    app.stop().await;
}

#[actix_web::test]
async fn who_may_not_is_refused_and_what_made_nothing_is_not_undone() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let accounts = hotel.accounts().await;
    let tried = uploads(&accounts, "suppliers", SUPPLIERS).await.is(201);
    assert_eq!(tried.action("import.undo"), Err("import_not_confirmed".into()));
    undoes(&accounts, &tried).await.is_refused(409, "import_not_confirmed");
    let import = confirms(&accounts, &tried, false).await.is(200);

    for stranger in [hotel.second_accounts().await, clinic.accounts().await] {
        undoes(&stranger, &import).await.is_refused(404, "not_found");
    }
    undoes(&hotel.requester().await, &import).await.is_refused(403, "forbidden");
    acts(&accounts, &import.id(), "undo", 1, Value::Null).await.is_refused(412, "stale");

    undoes(&accounts, &import).await.is(200);
    acts(&accounts, &import.id(), "undo", 3, Value::Null).await.is_refused(409, "import_not_confirmed");
    app.stop().await;
}

#[actix_web::test]
async fn orders_are_taken_back_only_by_who_may_cancel_orders() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    supplier(&hotel, "Quay Fish").await;
    let may = ["import.create", "import.view", "import.confirm", "import.undo", "purchase_order.create"];
    let importer = hotel.somebody_who_may(&may).await;
    let file = format!("{}\nA-2,Fish,Quay Fish,EUR,Cod,12.5,KGM,9.90\n", ORDERS.lines().next().unwrap());
    let (import, _) = confirmed(&importer, "purchase_orders", &file).await;

    let refused = undoes(&importer, &import).await.is_refused(409, "undo_not_allowed");

    assert_eq!(refused.body["detail"], "purchase_order.cancel");
    assert_eq!(import.action("import.undo"), Err("undo_not_allowed".into()));
    app.stop().await;
}

#[actix_web::test]
async fn the_same_intention_undoes_once() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let (import, made) = confirmed(&accounts, "suppliers", SUPPLIERS).await;
    let (key, path) = (Uuid::new_v4().to_string(), format!("{IMPORTS}/{}/undo", import.id()));
    let headers = [("idempotency-key", key.as_str()), ("if-match", "\"2\"")];
    let sends = async || accounts.sends("POST", &path, None, &headers).await;

    let first = sends().await.is(200);
    let again = sends().await.is(200);

    assert_eq!((first.bytes, again.header("idempotency-replayed")), (again.bytes.clone(), Some("true")));
    assert_eq!(hotel.actions_on(&made[0]).await, ["supplier.created", "supplier.withdrawn"]);
    app.stop().await;
}

/// Sends one statement as the API's own role in a request of this person, and rolls it back; the rule that refused it.
async fn tries(person: &Person<'_>, statement: &'static str, id: &str) -> Option<String> {
    let mut connection = person.app.as_role("countersign_tenant").await;
    let mut tx = sqlx::Connection::begin(&mut connection).await.unwrap();
    person.begins(&mut tx, "import.undo", Uuid::new_v4()).await;
    let outcome = sqlx::query(statement).bind(Uuid::parse_str(id).unwrap()).execute(&mut *tx).await;
    match outcome {
        Ok(done) => {
            assert_eq!(done.rows_affected(), 1);
            None
        }
        Err(error) => Some(error.as_database_error().and_then(|error| error.constraint()).unwrap().to_owned()),
    }
}

const WITHDRAW: &str = "update tenant.supplier set status = 'withdrawn', withdrawn_by = (select door.person_id()),
    withdrawn_at = door.now(), revision = revision + 1 where id = $1";
const RENAME: &str =
    "update tenant.supplier set name = 'Other', status = 'withdrawn', withdrawn_by = (select door.person_id()),
    withdrawn_at = door.now(), revision = revision + 1 where id = $1";
const UNDO: &str =
    "update tenant.import set state = 'undone', undone_at = door.now(), revision = revision + 1 where id = $1";
const BACKDATE: &str =
    "update tenant.import set state = 'undone', undone_at = confirmed_at, revision = revision + 1 where id = $1";

#[actix_web::test]
async fn the_database_refuses_what_no_undo_may_do_by_itself() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (accounts, other) = (hotel.accounts().await, hotel.second_accounts().await);
    let (import, made) = confirmed(&accounts, "suppliers", SUPPLIERS).await;

    assert_eq!(tries(&accounts, WITHDRAW, &made[0]).await, None);
    assert_eq!(tries(&other, WITHDRAW, &made[0]).await.as_deref(), Some("supplier_withdrawal"));
    assert_eq!(tries(&accounts, RENAME, &made[0]).await.as_deref(), Some("supplier_withdrawal"));
    assert_eq!(tries(&accounts, UNDO, &import.id()).await, None);
    assert_eq!(tries(&accounts, BACKDATE, &import.id()).await.as_deref(), Some("import_ended"));
    supplier_acts(&hotel.general_manager().await, &made[0], "activate", None).await.is(200);
    assert_eq!(tries(&accounts, WITHDRAW, &made[0]).await.as_deref(), Some("supplier_withdrawal"));
    app.moves_clock("24 hours").await;
    let accounts = hotel.signed_in(accounts.id).await;
    assert_eq!(tries(&accounts, UNDO, &import.id()).await.as_deref(), Some("import_undo_check"));
    app.stop().await;
}
