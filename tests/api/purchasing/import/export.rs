//! Exporting the list of one's imports.
use super::{IMPORTS, SUPPLIERS, uploads};
use crate::support::{App, exported::holds_what_the_list_shows};

#[actix_web::test]
async fn the_file_holds_what_the_list_shows() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    uploads(&hotel.accounts().await, "suppliers", SUPPLIERS).await.is(201);
    uploads(&hotel.second_accounts().await, "suppliers", SUPPLIERS).await.is(201);

    let columns = [
        ("File", "/file_name"),
        ("Kind", "/kind"),
        ("State", "/state"),
        ("Bytes", "/bytes"),
        ("Rows", "/counts/rows"),
        ("Ready", "/counts/ready"),
        ("Id", "/id"),
    ];
    let sheet =
        holds_what_the_list_shows(&hotel.accounts().await, ("/v1/imports", "import.export"), "", &columns).await;

    // Other people's are not shown.
    assert_eq!(sheet.rows.len(), 1);
    let none = hotel.accounts().await.gets(&format!("{IMPORTS}/export?state=confirmed")).await.is(200);
    assert_eq!(none.csv().rows.len(), 0);
    app.stop().await;
}
