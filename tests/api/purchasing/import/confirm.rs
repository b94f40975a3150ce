//! Making the rows of an import real.
use serde_json::{Value, json};
use uuid::Uuid;

use super::{IMPORTS, ORDERS, SUPPLIERS, acts, both_suppliers, confirms, counts, found, rows, supplier, uploads};
use crate::support::App;

#[actix_web::test]
async fn suppliers_become_proposals_with_all_that_their_row_says() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let file = "Name,Legal name,Number,External number,Tax number,Registration number,Country,Address line 1,Address line 2,Email,Phone,Contact name,Currency,Payment terms,Notes\n\
        Quay Fish,Quay Fish Limited,S-1,X-9,IE 123-45,CRO 5,ie,1 Quay,Galway,Fish@Quay.example,+353 1,Fia,eur,30 days net,\"Ring\ntwice\"\n";
    let import = uploads(&accounts, "suppliers", file).await.is(201);

    let confirmed = confirms(&accounts, &import, false).await.is(200);

    assert_eq!((&confirmed.body["state"], confirmed.revision()), (&json!("confirmed"), 2));
    assert!(confirmed.body["confirmed_at"].is_string());
    assert_eq!(confirmed.body["counts"]["documents"], 1);
    let created = rows(&accounts, &import.id()).await[0]["created"].clone();
    assert_eq!(created["kind"], "supplier");
    let id = created["id"].as_str().unwrap();
    let supplier = accounts.gets(&format!("/v1/suppliers/{id}")).await.is(200);
    for (field, value) in [
        ("name", json!("Quay Fish")),
        ("legal_name", json!("Quay Fish Limited")),
        ("number", json!("S-1")),
        ("external_number", json!("X-9")),
        ("tax_number", json!("IE12345")),
        ("registration_number", json!("CRO 5")),
        ("country", json!("IE")),
        ("address_lines", json!(["1 Quay", "Galway"])),
        ("email", json!("fish@quay.example")),
        ("phone", json!("+353 1")),
        ("contact_name", json!("Fia")),
        ("currency", json!("EUR")),
        ("payment_terms", json!("30 days net")),
        ("notes", json!("Ring\ntwice")),
        ("status", json!("proposed")),
        ("revision", json!(1)),
    ] {
        assert_eq!(supplier.body[field], value, "{field}");
    }
    assert_eq!(supplier.action("supplier.activate"), Err("own_supplier".into()));
    assert_eq!(hotel.actions_on(id).await, ["supplier.created"]);
    assert_eq!(hotel.actions_on(&import.id()).await, ["import.created", "import.confirmed"]);
    app.stop().await;
}

#[actix_web::test]
async fn orders_become_drafts_without_a_number_and_without_a_route() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let [linen, _] = both_suppliers(&hotel).await;
    let import = uploads(&accounts, "purchase_orders", ORDERS).await.is(201);
    assert_eq!(counts(&import), [3, 0, 0, 0, 2]);

    confirms(&accounts, &import, false).await.is(200);

    let rows = rows(&accounts, &import.id()).await;
    let id = rows[0]["created"]["id"].as_str().unwrap();
    assert_eq!((rows[1]["created"]["id"].as_str(), &rows[0]["document"]), (Some(id), &json!("A-1")));
    assert_ne!(rows[2]["created"]["id"].as_str(), Some(id));
    let order = accounts.gets(&format!("/v1/purchase-orders/{id}")).await.is(200);
    assert_eq!((&order.body["lifecycle"], &order.body["number"]), (&json!("draft"), &Value::Null));
    assert_eq!((&order.body["external_number"], &order.body["route"]), (&json!("A-1"), &Value::Null));
    assert_eq!((&order.body["title"], &order.body["supplier"]["id"]), (&json!("Towels"), &json!(linen)));
    assert_eq!(order.body["requester"]["name"], "Ada Accounts");
    assert_eq!(order.body["totals"]["gross"], json!({ "amount": "550.00", "currency": "EUR" }));
    let lines = order.body["lines"].as_array().unwrap();
    let lines: Vec<_> = lines.iter().map(|line| (&line["position"], &line["description"], &line["quantity"])).collect();
    assert_eq!(
        lines,
        [(&json!(1), &json!("Bath towels"), &json!("100")), (&json!(2), &json!("Hand towels"), &json!("50")),]
    );
    assert_eq!(order.action("purchase_order.submit"), Err("order_incomplete".into()));
    assert_eq!(hotel.actions_on(id).await, ["purchase_order.created"]);
    app.stop().await;
}

#[actix_web::test]
async fn an_imported_draft_goes_the_way_of_every_other() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let [linen, _] = both_suppliers(&hotel).await;
    let (key, path) = (Uuid::new_v4().to_string(), format!("/v1/suppliers/{linen}/activate"));
    let headers = [("idempotency-key", key.as_str()), ("if-match", "\"1\"")];
    hotel.general_manager().await.sends("POST", &path, None, &headers).await.is(200);
    let file = ORDERS
        .replace("Unit price\n", "Unit price,Department\n")
        .replace("25\n", "25,KIT\n")
        .replace("50\n", "50,kitchen\n")
        .replace("90\n", "90,HSK\n");
    let import = uploads(&accounts, "purchase_orders", file).await.is(201);
    confirms(&accounts, &import, false).await.is(200);
    let rows = rows(&accounts, &import.id()).await;
    let id = rows[0]["created"]["id"].as_str().unwrap();

    let key = Uuid::new_v4().to_string();
    let headers = [("idempotency-key", key.as_str()), ("if-match", "\"1\"")];
    let path = format!("/v1/purchase-orders/{id}/submit");
    let submitted = accounts.sends("POST", &path, None, &headers).await.is(200);

    assert_eq!(submitted.body["lifecycle"], "pending_approval");
    assert_eq!((&submitted.body["number"], &submitted.body["external_number"]), (&Value::Null, &json!("A-1")));
    app.stop().await;
}

#[actix_web::test]
async fn rows_with_problems_refuse_the_whole_until_they_are_left_out_knowingly() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let file = format!("{SUPPLIERS}Spa Oils,Narnia,EUR,,\n");
    let import = uploads(&accounts, "suppliers", file).await.is(201);

    let refused = confirms(&accounts, &import, false).await.is_refused(409, "import_has_problems");
    assert_eq!(refused.body["detail"], "1 of 3 rows have problems.");
    assert_eq!(accounts.gets("/v1/suppliers").await.is(200).body["items"], json!([]));
    let confirmed = confirms(&accounts, &import, true).await.is(200);

    assert_eq!(counts(&confirmed), [2, 0, 1, 0, 2]);
    let rows = rows(&accounts, &import.id()).await;
    assert!(rows[0]["created"].is_object() && rows[1]["created"].is_object());
    assert_eq!((&rows[2]["created"], found(&rows[2], "problems")), (&Value::Null, vec!["country: unknown".to_owned()]));
    assert_eq!(accounts.gets("/v1/suppliers").await.is(200).body["items"].as_array().unwrap().len(), 2);
    app.stop().await;
}

#[actix_web::test]
async fn nothing_ready_is_nothing_to_import() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let import = uploads(&accounts, "suppliers", "Name\nQuay Fish\n").await.is(201);

    confirms(&accounts, &import, true).await.is_refused(409, "nothing_to_import");
    app.stop().await;
}

#[actix_web::test]
async fn what_was_true_when_it_was_tried_is_asked_again() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let import = uploads(&accounts, "suppliers", SUPPLIERS).await.is(201);
    supplier(&hotel, "QUAY FISH LTD").await;

    confirms(&accounts, &import, false).await.is_refused(409, "import_has_problems");
    let confirmed = confirms(&accounts, &import, true).await.is(200);

    assert_eq!(counts(&confirmed), [1, 0, 1, 0, 1]);
    assert_eq!(confirmed.body["problems"][0]["code"], "exists_already");
    app.stop().await;
}

#[actix_web::test]
async fn two_uploads_of_one_file_do_not_double_its_orders() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (first, second) = (hotel.accounts().await, hotel.second_accounts().await);
    both_suppliers(&hotel).await;
    let mine = uploads(&first, "purchase_orders", ORDERS).await.is(201);
    let theirs = uploads(&second, "purchase_orders", ORDERS).await.is(201);

    confirms(&first, &mine, false).await.is(200);
    confirms(&second, &theirs, true).await.is_refused(409, "nothing_to_import");
    let later = uploads(&second, "purchase_orders", ORDERS).await.is(201);

    assert_eq!(counts(&later), [0, 0, 3, 0, 0]);
    assert_eq!(found(&rows(&second, &later.id()).await[0], "problems"), ["external_number: exists_already"]);
    assert_eq!(first.gets("/v1/purchase-orders").await.is(200).body["items"].as_array().unwrap().len(), 2);
    app.stop().await;
}

#[actix_web::test]
async fn the_number_of_a_cancelled_order_is_free_again() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    both_suppliers(&hotel).await;
    let import = uploads(&accounts, "purchase_orders", ORDERS).await.is(201);
    confirms(&accounts, &import, false).await.is(200);
    let rows = rows(&accounts, &import.id()).await;
    for order in [&rows[0], &rows[2]] {
        let id = order["created"]["id"].as_str().unwrap();
        let (key, path) = (Uuid::new_v4().to_string(), format!("/v1/purchase-orders/{id}/cancel"));
        let headers = [("idempotency-key", key.as_str()), ("if-match", "\"1\"")];
        accounts.sends("POST", &path, Some(json!({ "reason": "Imported by mistake." })), &headers).await.is(200);
    }

    let again = uploads(&accounts, "purchase_orders", ORDERS).await.is(201);

    assert_eq!(counts(&again), [3, 0, 0, 0, 2]);
    app.stop().await;
}

#[actix_web::test]
async fn while_one_import_is_being_confirmed_another_is_refused() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let import = uploads(&accounts, "suppliers", SUPPLIERS).await.is(201);
    let mut administrator = app.administrator().await;
    let mut other = sqlx::Connection::begin(&mut administrator).await.unwrap();
    let line = "select org_id from tenant.organisation where org_id = $1 for no key update";
    sqlx::query(line).bind(hotel.org_id).execute(&mut *other).await.unwrap();

    confirms(&accounts, &import, false).await.is_refused(409, "import_under_way");
    other.rollback().await.unwrap();

    confirms(&accounts, &import, false).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn the_same_intention_confirms_once_and_another_finds_it_confirmed() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let import = uploads(&accounts, "suppliers", SUPPLIERS).await.is(201);
    let (key, path) = (Uuid::new_v4().to_string(), format!("{IMPORTS}/{}/confirm", import.id()));
    let headers = [("idempotency-key", key.as_str()), ("if-match", "\"1\"")];
    let sends = async || accounts.sends("POST", &path, Some(json!({})), &headers).await;

    let first = sends().await.is(200);
    let again = sends().await.is(200);

    assert_eq!((first.bytes, again.header("idempotency-replayed")), (again.bytes.clone(), Some("true")));
    acts(&accounts, &import.id(), "confirm", 2, json!({})).await.is_refused(409, "import_not_open");
    assert_eq!(accounts.gets("/v1/suppliers").await.is(200).body["items"].as_array().unwrap().len(), 2);
    app.stop().await;
}

#[actix_web::test]
async fn who_may_not_is_refused_and_nothing_is_made() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let accounts = hotel.accounts().await;
    let import = uploads(&accounts, "suppliers", SUPPLIERS).await.is(201);
    let may = ["import.create", "import.view", "import.confirm", "supplier.create"];
    let importer = hotel.somebody_who_may(&may).await;
    let theirs = uploads(&importer, "suppliers", SUPPLIERS).await.is(201);

    for stranger in [hotel.second_accounts().await, clinic.accounts().await] {
        confirms(&stranger, &import, false).await.is_refused(404, "not_found");
    }
    confirms(&hotel.requester().await, &import, false).await.is_refused(403, "forbidden");
    acts(&accounts, &import.id(), "confirm", 9, json!({})).await.is_refused(412, "stale");
    acts(&accounts, &import.id(), "confirm", 1, json!({ "skip": 1 })).await.is_invalid("skip", "unknown_field");
    let mut administrator = app.administrator().await;
    let mut tx = sqlx::Connection::begin(&mut administrator).await.unwrap();
    sqlx::query("select door.begin_system($1, 'test')").bind(hotel.org_id).execute(&mut *tx).await.unwrap();
    let take =
        "delete from tenant.permission_grant where org_id = $1 and person_id = $2 and permission = 'supplier.create'";
    sqlx::query(take).bind(hotel.org_id).bind(importer.id).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let importer = hotel.signed_in(importer.id).await;
    let refused = confirms(&importer, &theirs, false).await.is_refused(409, "target_not_allowed");
    assert_eq!(refused.body["detail"], "supplier.create");

    assert_eq!(accounts.gets("/v1/suppliers").await.is(200).body["items"], json!([]));
    app.stop().await;
}
