//! Uploading a file.
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{IMPORTS, ORDERS, SUPPLIERS, counts, uploads};
use crate::support::App;

#[actix_web::test]
async fn a_file_is_read_its_mapping_guessed_and_its_rows_tried_without_effect() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    let import = uploads(&hotel.accounts().await, "suppliers", SUPPLIERS).await.is(201);

    let id = import.id();
    let digest: String = Sha256::digest(SUPPLIERS).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(import.header("location"), Some(format!("{IMPORTS}/{id}").as_str()));
    assert_eq!(import.header("etag"), Some("\"1\""));
    assert_eq!((&import.body["kind"], &import.body["state"]), (&json!("suppliers"), &json!("tried")));
    assert_eq!(import.body["file_name"], "file.csv");
    assert_eq!(import.body["bytes"], SUPPLIERS.len());
    assert_eq!(import.body["sha256"], digest);
    assert_eq!((&import.body["encoding"], &import.body["delimiter"]), (&json!("utf-8"), &json!(",")));
    assert_eq!(import.body["created_by"]["name"], "Ada Accounts");
    assert_eq!(import.body["confirmed_at"], Value::Null);
    let column = json!({ "column": 0, "name": "Supplier", "examples": ["Harbour Linen Ltd", "Quay Fish"] });
    assert_eq!(import.body["header"][0], column);
    assert_eq!(counts(&import), [2, 0, 0, 0, 2]);
    assert_eq!(import.body["problems"], json!([]));
    for action in ["import.map", "import.confirm", "import.discard"] {
        assert_eq!(import.action(action), Ok(()), "{action}");
    }
    assert_eq!(hotel.actions_on(&id).await, ["import.created"]);
    assert_eq!(hotel.accounts().await.gets("/v1/suppliers").await.is(200).body["items"], json!([]));
    app.stop().await;
}

#[actix_web::test]
async fn a_guess_says_that_it_is_one_and_what_it_could_not_guess() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    let import = uploads(&hotel.accounts().await, "suppliers", "Vendor,Tel\nQuay Fish,1\n").await.is(201);

    let field = |name: &str| {
        let fields = import.body["fields"].as_array().unwrap();
        fields.iter().find(|field| field["field"] == name).unwrap().clone()
    };
    assert_eq!(
        field("name"),
        json!({
            "field": "name", "label": "Name", "required": true, "column": 0, "constant": null, "guessed": true,
            "remembered": false,
            "meaning": "The name people know the supplier by; rows of one name are one supplier.", "unknown_values": [],
        })
    );
    assert_eq!((&field("phone")["column"], &field("country")["column"]), (&json!(1), &Value::Null));
    assert_eq!(field("country")["guessed"], false);
    assert_eq!(counts(&import), [0, 0, 1, 0, 0]);
    assert_eq!(import.action("import.confirm"), Err("nothing_to_import".into()));
    app.stop().await;
}

#[actix_web::test]
async fn what_one_may_not_make_one_by_one_one_may_not_import() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let importer = hotel.somebody_who_may(&["import.create", "import.view", "supplier.create"]).await;

    uploads(&importer, "suppliers", SUPPLIERS).await.is(201);
    let refused = uploads(&importer, "purchase_orders", ORDERS).await.is_refused(409, "target_not_allowed");

    assert_eq!(refused.body["detail"], "purchase_order.create");
    assert!(refused.body["who_could"].as_str().is_some_and(|who| !who.is_empty()));
    app.stop().await;
}

#[actix_web::test]
async fn who_lacks_the_permission_uploads_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    uploads(&hotel.requester().await, "suppliers", SUPPLIERS).await.is_refused(403, "forbidden");

    assert_eq!(hotel.actions().await.iter().filter(|action| *action == "import.created").count(), 0);
    app.stop().await;
}

#[actix_web::test]
async fn the_same_intention_uploads_one_file() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let key = Uuid::new_v4().to_string();
    let headers = [("idempotency-key", key.as_str()), ("content-type", "text/csv")];
    let path = format!("{IMPORTS}?kind=suppliers&file_name=a.csv");
    let sends = async |file: &str| accounts.sends_bytes("POST", &path, Some(file.into()), &headers).await;

    let first = sends(SUPPLIERS).await.is(201);
    let again = sends(SUPPLIERS).await.is(201);

    assert_eq!((first.id(), again.header("idempotency-replayed")), (again.id(), Some("true")));
    sends("Name\nOther\n").await.is_refused(422, "idempotency_key_reused");
    app.stop().await;
}

#[actix_web::test]
async fn a_request_that_is_wrong_in_itself_names_its_field() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let sends = async |query: &str, kind: &str| {
        let key = Uuid::new_v4().to_string();
        let headers = [("idempotency-key", key.as_str()), ("content-type", kind)];
        accounts.sends_bytes("POST", &format!("{IMPORTS}{query}"), Some(SUPPLIERS.into()), &headers).await
    };

    sends("?file_name=a.csv", "text/csv").await.is_invalid("kind", "required");
    sends("?kind=suppliers", "text/csv").await.is_invalid("file_name", "required");
    sends("?kind=people&file_name=a.csv", "text/csv").await.is_invalid("kind", "unknown_value");
    sends("?kind=suppliers&file_name=%20", "text/csv").await.is_invalid("file_name", "empty");
    sends("?kind=suppliers&file_name=a.csv&x=1", "text/csv").await.is_invalid("x", "unknown_field");
    sends("?kind=suppliers&file_name=a.csv", "application/json").await.is_refused(415, "unsupported_media_type");
    sends("?kind=suppliers&file_name=a.csv", "text/csv; charset=windows-1252").await.is(201);
    app.stop().await;
}
