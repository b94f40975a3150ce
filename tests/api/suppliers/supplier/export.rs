//! Exporting the suppliers.
use serde_json::json;

use super::{active, proposes, with};
use crate::support::{App, exported::holds_what_the_list_shows};

#[actix_web::test]
async fn the_file_holds_what_the_list_shows() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    active(&hotel, "Harbour Linen").await;
    let known = json!({ "number": "V-7", "tax_number": "IE1234567T", "external_number": "00042" });
    proposes(&hotel.accounts().await, with("Quay Fish, Ltd", &known)).await;
    active(&app.clinic().await, "Gloves").await;

    let columns = [
        ("Name", "/name"),
        ("Number", "/number"),
        ("External number", "/external_number"),
        ("Tax number", "/tax_number"),
        ("Country", "/country"),
        ("Currency", "/currency"),
        ("Status", "/status"),
        ("Blocked because", "/blocked_reason"),
        ("Id", "/id"),
    ];
    let sheet =
        holds_what_the_list_shows(&hotel.accounts().await, ("/v1/suppliers", "supplier.export"), "", &columns).await;

    assert_eq!(sheet.column("Name"), ["Harbour Linen", "Quay Fish, Ltd"]);
    let active = hotel.auditor().await.gets("/v1/suppliers/export?status=active&q=linen").await.is(200).csv();
    assert_eq!(active.column("Name"), ["Harbour Linen"]);
    app.stop().await;
}
