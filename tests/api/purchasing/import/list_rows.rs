//! Listing the rows of an import.
use serde_json::{Value, json};

use super::{IMPORTS, uploads};
use crate::support::App;

const FILE: &str = "\
Name,Country,Currency
Quay Fish,IE,EUR
QUAY FISH,IE,EUR
,IE,EUR
Harbour Linen,IE,EUR
Harbour Linen,GB,EUR
";

#[actix_web::test]
async fn each_row_stands_as_it_was_read_with_how_it_came_out() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let import = uploads(&accounts, "suppliers", FILE).await.is(201).id();

    let page = accounts.gets(&format!("{IMPORTS}/{import}/rows")).await.is(200);

    let row = |row: i32, outcome: &str, name: &str, more: Value| {
        let mut whole = json!({
            "row": row, "outcome": outcome, "cells": [name, "IE", "EUR"], "document": name, "created": null,
            "problems": [], "warnings": [],
        });
        whole.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        whole
    };
    let missing = json!([{ "field": "name", "column": 0, "code": "required", "text": "Must not be empty." }]);
    let differs = json!([{
        "field": "name", "column": 0, "code": "differs_from_first",
        "text": "Another row of this supplier came first and says otherwise; it stands.",
    }]);
    let nothing = json!({});
    assert_eq!(
        page.body["items"],
        json!([
            row(2, "ready", "Quay Fish", nothing.clone()),
            row(3, "repeated", "QUAY FISH", nothing.clone()),
            row(4, "problem", "", json!({ "document": null, "problems": missing })),
            row(5, "ready", "Harbour Linen", nothing),
            row(
                6,
                "repeated",
                "Harbour Linen",
                json!({ "cells": ["Harbour Linen", "GB", "EUR"], "warnings": differs })
            ),
        ])
    );
    assert_eq!(page.body["next_cursor"], Value::Null);
    app.stop().await;
}

#[actix_web::test]
async fn rows_are_filtered_by_outcome_and_paged_in_the_order_of_the_file() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let import = uploads(&accounts, "suppliers", FILE).await.is(201).id();
    let lines = async |query: &str| {
        let page = accounts.gets(&format!("{IMPORTS}/{import}/rows?{query}")).await.is(200);
        let rows = page.body["items"].as_array().unwrap().iter().map(|row| row["row"].as_i64().unwrap());
        (rows.collect::<Vec<_>>(), page.body["next_cursor"].as_str().map(str::to_owned))
    };

    assert_eq!(lines("outcome=ready").await, (vec![2, 5], None));
    assert_eq!(lines("outcome=problem").await, (vec![4], None));
    assert_eq!(lines("outcome=warning").await, (vec![], None));
    let (first, cursor) = lines("outcome=repeated&limit=1").await;
    let (second, end) = lines(&format!("outcome=repeated&limit=1&cursor={}", cursor.unwrap())).await;
    assert_eq!((first, second, end), (vec![3], vec![6], None));
    let path = format!("{IMPORTS}/{import}/rows");
    accounts.gets(&format!("{path}?outcome=good")).await.is_invalid("outcome", "unknown_value");
    accounts.gets(&format!("{path}?limit=101")).await.is_invalid("limit", "page_size");
    app.stop().await;
}
