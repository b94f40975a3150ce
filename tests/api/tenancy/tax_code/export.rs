//! Exporting the tax codes.
use super::adds;
use crate::support::{App, exported::holds_what_the_list_shows};

#[actix_web::test]
async fn the_file_holds_what_the_list_shows() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    adds(&hotel.accounts().await, "VAT 20 %", "VAT20").await;
    adds(&app.clinic().await.accounts().await, "VAT 20 % there", "VAT20").await;

    let columns = [
        ("Name", "/name"),
        ("Code", "/code"),
        ("Treatment", "/treatment"),
        ("Rate in per cent", "/rate_percent"),
        ("Active", "/is_active"),
        ("Id", "/id"),
    ];
    let sheet =
        holds_what_the_list_shows(&hotel.accounts().await, ("/v1/tax-codes", "tax_code.export"), "", &columns).await;

    assert_eq!(sheet.column("Name"), ["VAT 20 %"]);
    app.stop().await;
}
