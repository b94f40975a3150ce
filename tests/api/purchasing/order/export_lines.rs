//! Exporting the lines of orders.
use serde_json::json;

use super::{ORDERS, acts, approves_all, body, issued, line, supplier};
use crate::support::{
    App,
    exported::{are_alike, newest_event},
};

#[actix_web::test]
async fn each_line_is_a_row_with_the_number_of_its_order() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let number = issued(&hotel).await.body["number"].as_str().unwrap().to_owned();
    let soap = supplier(&hotel, "Quay Soap").await;
    let mut soaps = line("10", "2.00");
    soaps["adjustments"] = json!([
        { "kind": "discount", "percent": "10", "reason": "Volume discount" },
        { "kind": "charge", "amount": "0.5", "reason": "Packing" },
    ]);
    let mut second = body(&hotel, &soap, &[soaps, line("0.5", "3.999")]);
    second["title"] = json!("Soap");
    hotel.accounts().await.posts(ORDERS, second).await.is(201);
    issued(&clinic).await;
    let auditor = hotel.auditor().await;

    let file = auditor.gets(&format!("{ORDERS}/export-lines")).await.is(200);
    let (action, _, told) = newest_event(&auditor).await;
    let book = auditor.gets(&format!("{ORDERS}/export-lines?format=xlsx")).await.is(200).xlsx();

    let sheet = file.csv();
    assert_eq!(sheet.column("Order"), ["", "", &number]);
    assert_eq!(sheet.column("Supplier"), ["Quay Soap", "Quay Soap", "Harbour Linen"]);
    assert_eq!(sheet.column("Line"), ["1", "2", "1"]);
    assert_eq!(sheet.column("Unit price"), ["2", "3.999", "4.25"]);
    assert_eq!(sheet.column("Discounts and charges"), ["-1.50", "0.00", "0.00"]);
    assert_eq!(sheet.column("Net"), ["18.50", "2.00", "425.00"]);
    assert_eq!(sheet.column("Currency"), ["EUR", "EUR", "EUR"]);
    are_alike(&sheet, &book);
    assert_eq!(action, "purchase_order.exported");
    assert_eq!(told, json!({ "list": "purchase-order-lines", "format": "csv", "rows": 3, "filters": {} }));
    app.stop().await;
}

#[actix_web::test]
async fn sight_and_filters_are_those_of_the_list() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let linen = supplier(&hotel, "Harbour Linen").await;
    let first = body(&hotel, &linen, &[line("100", "4.25")]);
    let id = hotel.requester().await.posts(ORDERS, first).await.is(201).id();
    let mut second = body(&hotel, &linen, &[line("1", "1"), line("2", "2")]);
    second["department_id"] = json!(hotel.housekeeping);
    hotel.housekeeper().await.posts(ORDERS, second).await.is(201);
    acts(&hotel.requester().await, &id, "submit", 1, serde_json::Value::Null).await.is(200);
    approves_all(&hotel, &id, 2).await;

    let taken = async |person: crate::support::Person<'_>, query: &str| {
        person.gets(&format!("{ORDERS}/export-lines?{query}")).await.is(200).csv().rows.len()
    };

    assert_eq!(taken(hotel.requester().await, "").await, 1);
    assert_eq!(taken(hotel.housekeeping_head().await, "").await, 2);
    assert_eq!(taken(hotel.auditor().await, "").await, 3);
    assert_eq!(taken(hotel.auditor().await, "lifecycle=approved").await, 1);
    app.stop().await;
}
