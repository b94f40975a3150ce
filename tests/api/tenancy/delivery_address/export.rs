//! Exporting the delivery addresses.
use super::adds;
use crate::support::{App, exported::holds_what_the_list_shows};

#[actix_web::test]
async fn the_file_holds_what_the_list_shows() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    adds(&hotel.accounts().await, "Kitchen door").await;
    adds(&app.clinic().await.accounts().await, "Gate 2").await;

    let columns =
        [("Name", "/name"), ("Address", "/lines"), ("Country", "/country"), ("Active", "/is_active"), ("Id", "/id")];
    let sheet = holds_what_the_list_shows(
        &hotel.accounts().await,
        ("/v1/delivery-addresses", "delivery_address.export"),
        "",
        &columns,
    )
    .await;

    assert_eq!(sheet.column("Address"), ["Harbour House, 1 The Quay, Cork T12 AB34"]);
    app.stop().await;
}
