//! Saying which column is which.
use serde_json::{Value, json};

use super::{SUPPLIERS, acts, counts, rows, uploads};
use crate::support::{Answer, App, Person};

const BARE: &str = "Who,Where,What\nQuay Fish,Irland,1\nHarbour Linen,IE,2\n";

fn columns(columns: &[(&str, i32)]) -> Value {
    columns.iter().map(|(field, column)| json!({ "field": field, "column": column })).collect()
}

async fn maps(person: &Person<'_>, import: &Answer, body: Value) -> Answer {
    acts(person, &import.id(), "map", import.revision(), body).await
}

#[actix_web::test]
async fn columns_constants_and_values_make_a_strange_file_ready() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let import = uploads(&accounts, "suppliers", BARE).await.is(201);
    assert_eq!(counts(&import), [0, 0, 2, 0, 0]);

    let columns = columns(&[("name", 0), ("country", 1)]);
    let constants = json!([{ "field": "currency", "value": " EUR " }]);
    let first = maps(&accounts, &import, json!({ "columns": columns, "constants": constants })).await.is(200);
    let country = first.body["fields"].as_array().unwrap().iter().find(|field| field["field"] == "country").unwrap();
    assert_eq!(country["unknown_values"], json!([{ "value": "Irland", "rows": 1 }]));
    assert_eq!((&country["column"], &country["guessed"]), (&json!(1), &json!(false)));
    assert_eq!(first.body["problems"][0]["code"], "unknown");
    assert_eq!(counts(&first), [1, 0, 1, 0, 1]);
    let values = json!([{ "field": "country", "from": "Irland", "to": "IE" }]);
    let body = json!({ "columns": columns, "constants": constants, "values": values });
    let second = maps(&accounts, &first, body).await.is(200);

    assert_eq!(counts(&second), [2, 0, 0, 0, 2]);
    assert_eq!((second.revision(), second.header("etag")), (3, Some("\"3\"")));
    assert_eq!(second.body["values"], values);
    assert_eq!(rows(&accounts, &import.id()).await[0]["cells"], json!(["Quay Fish", "Irland", "1"]));
    assert_eq!(hotel.actions_on(&import.id()).await, ["import.created", "import.mapped", "import.mapped"]);
    app.stop().await;
}

#[actix_web::test]
async fn what_is_left_out_is_not_mapped_any_more() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let import = uploads(&accounts, "suppliers", SUPPLIERS).await.is(201);

    let mapped = maps(&accounts, &import, json!({ "columns": columns(&[("name", 0)]) })).await.is(200);

    assert_eq!(counts(&mapped), [0, 0, 2, 0, 0]);
    let text = "Must come from a column or be a constant.";
    assert_eq!(
        mapped.body["problems"],
        json!([
            { "code": "required", "field": "country", "text": text, "rows": 2 },
            { "code": "required", "field": "currency", "text": text, "rows": 2 },
        ])
    );
    app.stop().await;
}

#[actix_web::test]
async fn each_bad_part_of_a_mapping_is_named_with_its_rule_and_nothing_changes() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let import = uploads(&accounts, "suppliers", BARE).await.is(201);
    let maps = async |body: Value| maps(&accounts, &import, body).await;
    let mapped = async |columns: Value, constants: Value, values: Value| {
        maps(json!({ "columns": columns, "constants": constants, "values": values })).await
    };
    let none = || json!([]);

    maps(json!({})).await.is_invalid("columns", "required");
    maps(json!({ "columns": [], "more": 1 })).await.is_invalid("more", "unknown_field");
    mapped(columns(&[("colour", 0)]), none(), none()).await.is_invalid("columns[0].field", "unknown");
    mapped(columns(&[("name", 3)]), none(), none()).await.is_invalid("columns[0].column", "unknown");
    mapped(columns(&[("name", -1)]), none(), none()).await.is_invalid("columns[0].column", "unknown");
    mapped(columns(&[("name", 0), ("name", 1)]), none(), none()).await.is_invalid("columns[1].field", "twice");
    let constant = |field: &str, value: &str| json!([{ "field": field, "value": value }]);
    mapped(columns(&[("name", 0)]), constant("name", "x"), none()).await.is_invalid("constants[0].field", "twice");
    mapped(none(), constant("colour", "x"), none()).await.is_invalid("constants[0].field", "unknown");
    mapped(none(), constant("name", " "), none()).await.is_invalid("constants[0].value", "empty");
    mapped(none(), constant("name", &"x".repeat(4001)), none()).await.is_invalid("constants[0].value", "too_long");
    mapped(none(), constant("name", "a\u{0}b"), none()).await.is_invalid("constants[0].value", "forbidden_character");
    let value = |field: &str, from: &str| json!({ "field": field, "from": from, "to": "IE" });
    mapped(none(), none(), json!([value("colour", "x")])).await.is_invalid("values[0].field", "unknown");
    let twice = json!([value("country", "x"), value("country", " x ")]);
    mapped(none(), none(), twice).await.is_invalid("values[1].from", "twice");
    let many: Value = (0..1001).map(|number| value("country", &number.to_string())).collect();
    mapped(none(), none(), many).await.is_invalid("values", "too_many");
    let seen = accounts.gets(&format!("/v1/imports/{}", import.id())).await.is(200);
    assert_eq!(seen.body, import.body);
    app.stop().await;
}

#[actix_web::test]
async fn a_convention_is_a_constant_and_one_that_we_know() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let import = uploads(&accounts, "purchase_orders", BARE).await.is(201);
    let constant =
        |field: &str, value: &str| json!({ "columns": [], "constants": [{ "field": field, "value": value }] });

    let by_column = json!({ "columns": columns(&[("decimal_sign", 0)]) });
    maps(&accounts, &import, by_column).await.is_invalid("columns[0].field", "constant_only");
    maps(&accounts, &import, constant("decimal_sign", ";")).await.is_invalid("constants[0].value", "wrong_value");
    maps(&accounts, &import, constant("date_format", "yyyy")).await.is_invalid("constants[0].value", "wrong_value");
    maps(&accounts, &import, constant("date_format", "DD/MM/YYYY")).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn a_stale_or_missing_revision_and_an_ended_import_map_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let import = uploads(&accounts, "suppliers", SUPPLIERS).await.is(201);
    let (id, body) = (import.id(), json!({ "columns": columns(&[("name", 0)]) }));

    acts(&accounts, &id, "map", 2, body.clone()).await.is_refused(412, "stale");
    accounts.posts(&format!("/v1/imports/{id}/map"), body.clone()).await.is_refused(428, "precondition_required");
    acts(&hotel.second_accounts().await, &id, "map", 1, body.clone()).await.is_refused(404, "not_found");
    acts(&hotel.requester().await, &id, "map", 1, body.clone()).await.is_refused(403, "forbidden");
    acts(&accounts, &id, "discard", 1, Value::Null).await.is(200);
    acts(&accounts, &id, "map", 2, body).await.is_refused(409, "import_not_open");
    app.stop().await;
}
