//! The mapping that is kept for files of one header, until it is forgotten.
use serde_json::{Value, json};
use uuid::Uuid;

use super::{IMPORTS, acts, confirms, counts, uploads};
use crate::support::{Answer, App, Person};

const FIRMS: &str = "Firm,Land,VAT no\nQuay Fish,Eire,IE1234567T\n";

/// Maps a file of firms as nobody could guess it, and confirms it.
async fn teaches(person: &Person<'_>) -> Answer {
    let import = uploads(person, "suppliers", FIRMS).await.is(201);
    let mapping = json!({
        "columns": [
            { "field": "name", "column": 0 }, { "field": "country", "column": 1 }, { "field": "tax_number", "column": 2 },
        ],
        "constants": [{ "field": "currency", "value": "EUR" }],
        "values": [{ "field": "country", "from": "Eire", "to": "IE" }],
    });
    let mapped = acts(person, &import.id(), "map", 1, mapping).await.is(200);
    confirms(person, &mapped, false).await.is(200)
}

async fn forgets(person: &Person<'_>, import: &Answer) -> Answer {
    let key = Uuid::new_v4().to_string();
    let path = format!("{IMPORTS}/{}/forget-mapping", import.id());
    person.sends("POST", &path, None, &[("idempotency-key", key.as_str())]).await
}

fn field<'a>(import: &'a Answer, name: &str) -> &'a Value {
    import.body["fields"].as_array().unwrap().iter().find(|field| field["field"] == name).unwrap()
}

#[actix_web::test]
async fn the_next_file_with_the_same_header_begins_with_it_whoever_uploads_it() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let taught = teaches(&accounts).await;
    assert_eq!(taught.body["remembered"]["saved_by"]["id"], json!(accounts.id));

    let file = "VAT-NO,firm,Land\nIE7654321A,Harbour Linen,Eire\n";
    let next = uploads(&hotel.second_accounts().await, "suppliers", file).await.is(201);

    assert_eq!(counts(&next), [1, 0, 0, 0, 1]);
    for (name, column) in [("name", 1), ("country", 2), ("tax_number", 0)] {
        let field = field(&next, name);
        assert_eq!(
            (&field["column"], &field["remembered"], &field["guessed"]),
            (&json!(column), &json!(true), &json!(false)),
            "{name}"
        );
    }
    assert_eq!(
        (&field(&next, "currency")["constant"], &field(&next, "currency")["remembered"]),
        (&json!("EUR"), &json!(true))
    );
    assert_eq!(next.body["values"], json!([{ "field": "country", "from": "Eire", "to": "IE" }]));
    assert_eq!(next.body["remembered"], taught.body["remembered"]);
    app.stop().await;
}

#[actix_web::test]
async fn another_header_another_kind_and_another_organisation_know_nothing_of_it() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let accounts = hotel.accounts().await;
    teaches(&accounts).await;

    let wider = uploads(&accounts, "suppliers", "Firm,Land,VAT no,Town\nHarbour Linen,Eire,IE1,Cork\n").await.is(201);
    let orders = uploads(&accounts, "purchase_orders", FIRMS).await.is(201);
    let theirs = uploads(&clinic.accounts().await, "suppliers", FIRMS).await.is(201);

    for other in [wider, orders, theirs] {
        assert_eq!(other.body["remembered"], Value::Null);
        assert_eq!(other.action("import.forget_mapping"), Err("nothing_remembered".into()));
        let fields = other.body["fields"].as_array().unwrap();
        assert!(fields.iter().all(|field| field["remembered"] == false));
    }
    app.stop().await;
}

#[actix_web::test]
async fn only_a_confirmation_is_kept_and_the_newest_stands() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let tried = uploads(&accounts, "suppliers", FIRMS).await.is(201);
    let other = json!({ "columns": [{ "field": "name", "column": 2 }] });
    acts(&accounts, &tried.id(), "map", 1, other).await.is(200);
    let second = hotel.second_accounts().await;
    assert_eq!(uploads(&second, "suppliers", FIRMS).await.is(201).body["remembered"], Value::Null);
    teaches(&accounts).await;

    let next = uploads(&second, "suppliers", "Firm,Land,VAT no\nSpa Oils,Eire,IE9\n").await.is(201);
    let mapping = json!({
        "columns": [{ "field": "name", "column": 0 }],
        "constants": [{ "field": "currency", "value": "EUR" }, { "field": "country", "value": "GB" }],
    });
    let mapped = acts(&second, &next.id(), "map", 1, mapping).await.is(200);
    assert_eq!(field(&mapped, "name")["remembered"], false);
    confirms(&second, &mapped, false).await.is(200);

    let last = uploads(&accounts, "suppliers", FIRMS).await.is(201);
    assert_eq!(field(&last, "country")["constant"], "GB");
    assert_eq!(last.body["remembered"]["saved_by"]["id"], json!(second.id));
    app.stop().await;
}

#[actix_web::test]
async fn forgotten_it_is_guessed_again_and_the_import_at_hand_stays_as_it_is() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let taught = teaches(&accounts).await;
    let next = uploads(&accounts, "suppliers", FIRMS).await.is(201);
    assert_eq!(next.action("import.forget_mapping"), Ok(()));

    let forgot = forgets(&accounts, &next).await.is(200);

    assert_eq!((&forgot.body["remembered"], forgot.revision()), (&Value::Null, 1));
    assert_eq!(forgot.body["fields"], next.body["fields"]);
    forgets(&accounts, &taught).await.is_refused(409, "nothing_remembered");
    let again = uploads(&accounts, "suppliers", FIRMS).await.is(201);
    assert_eq!((&field(&again, "name")["column"], &field(&again, "country")["guessed"]), (&Value::Null, &json!(true)));
    assert_eq!(hotel.actions_on(&next.id()).await, ["import.created", "import.mapping_forgotten"]);
    app.stop().await;
}

#[actix_web::test]
async fn only_through_an_import_of_ones_own() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let taught = teaches(&hotel.accounts().await).await;

    for stranger in [hotel.second_accounts().await, clinic.accounts().await] {
        forgets(&stranger, &taught).await.is_refused(404, "not_found");
    }
    forgets(&hotel.requester().await, &taught).await.is_refused(403, "forbidden");
    app.stop().await;
}

#[actix_web::test]
async fn the_corrected_rows_of_an_import_begin_with_its_mapping() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    teaches(&accounts).await;
    let file = "Firm,Land,VAT no\nHarbour Linen,Narnia,IE7654321A\nSpa Oils,Eire,IE9\n";
    let import = uploads(&accounts, "suppliers", file).await.is(201);
    confirms(&accounts, &import, true).await.is(200);

    let file = accounts.gets(&format!("{IMPORTS}/{}/error-file", import.id())).await.bytes;
    let corrected = String::from_utf8(file).unwrap().replace("\"Narnia\"", "\"Eire\"");
    let again = uploads(&accounts, "suppliers", corrected).await.is(201);

    assert_eq!((counts(&again), &field(&again, "country")["remembered"]), ([1, 0, 0, 0, 1], &json!(true)));
    app.stop().await;
}
