//! Exporting the lines of requisitions.
use serde_json::json;

use super::{
    REQUISITIONS, asks, body, line,
    order::orders,
    short_close::{approved_three, closes},
    supplier, with,
};
use crate::support::{
    App,
    exported::{are_alike, newest_event},
};

#[actix_web::test]
async fn each_line_is_a_row_with_its_requisition() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let soap = with(line("12.5", "9.99"), &json!({ "description": "=Soap", "unit": "KGM", "need_by": "2026-12-04" }));
    let agreed = json!({ "adjustments": [{ "kind": "discount", "amount": "5", "reason": "Agreed price" }] });
    asks(&hotel.requester().await, body(&[with(line("100", "4.25"), &agreed), soap])).await;
    asks(&hotel.housekeeper().await, with(body(&[line("1", "2")]), &json!({ "title": "Mops" }))).await;
    asks(&app.clinic().await.requester().await, body(&[line("7", "7")])).await;
    let auditor = hotel.auditor().await;

    let file = auditor.gets(&format!("{REQUISITIONS}/export-lines")).await.is(200);
    let (_, _, told) = newest_event(&auditor).await;
    let book = auditor.gets(&format!("{REQUISITIONS}/export-lines?format=xlsx")).await.is(200).xlsx();

    let sheet = file.csv();
    assert_eq!(sheet.column("Title"), ["Mops", "Towels", "Towels"]);
    assert_eq!(sheet.column("Line"), ["1", "1", "2"]);
    assert_eq!(sheet.column("Description"), ["Bath towels", "Bath towels", "'=Soap"]);
    assert_eq!(sheet.column("Quantity"), ["1", "100", "12.5"]);
    assert_eq!(sheet.column("Unit"), ["C62", "C62", "KGM"]);
    assert_eq!(sheet.column("Discounts and charges"), ["0.00", "-5.00", "0.00"]);
    assert_eq!(sheet.column("Net"), ["2.00", "420.00", "124.88"]);
    assert_eq!(sheet.column("Need by"), ["", "", "2026-12-04"]);
    are_alike(&sheet, &book);
    assert_eq!((&told["list"], &told["rows"]), (&json!("requisition-lines"), &json!(3)));
    app.stop().await;
}

#[actix_web::test]
async fn sight_and_filters_are_those_of_the_list() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    asks(&hotel.requester().await, body(&[line("100", "4.25")])).await;
    asks(&hotel.housekeeper().await, with(body(&[line("1", "2")]), &json!({ "title": "Mops" }))).await;

    let own = hotel.housekeeper().await.gets(&format!("{REQUISITIONS}/export-lines")).await.is(200);
    let found = hotel.auditor().await.gets(&format!("{REQUISITIONS}/export-lines?q=mops")).await.is(200);

    assert_eq!((own.csv().column("Title"), own.header("export-rows")), (vec!["Mops"], Some("1")));
    assert_eq!(found.csv().column("Title"), ["Mops"]);
    app.stop().await;
}

#[actix_web::test]
async fn a_row_says_what_is_ordered_closed_and_remains() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let linen = supplier(&hotel, "Harbour Linen").await;
    let ready = approved_three(&hotel).await;
    let ordered = orders(&accounts, &ready, &linen, Some("40")).await.is(200);
    closes(&accounts, &ready.id(), &[1]).await.is(200);

    let sheet = accounts.gets(&format!("{REQUISITIONS}/export-lines")).await.is(200).csv();
    let of_order = accounts.gets("/v1/purchase-orders/export-lines").await.is(200).csv();

    assert_eq!(sheet.column("Ordered"), ["40", "0", "0"]);
    assert_eq!(sheet.column("Closed short"), ["0", "10", "0"]);
    assert_eq!(sheet.column("Remaining"), ["60", "0", "1"]);
    let number = ordered.body["number"].as_str().unwrap();
    assert_eq!((of_order.column("Requisition"), of_order.column("Requisition line")), (vec![number], vec!["1"]));
    assert_eq!(of_order.column("Closed short"), ["0"]);
    app.stop().await;
}
