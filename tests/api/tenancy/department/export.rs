//! Exporting the departments.
use crate::support::{App, exported::holds_what_the_list_shows};

#[actix_web::test]
async fn the_file_holds_what_the_list_shows() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    let columns =
        [("Name", "/name"), ("Code", "/code"), ("Head", "/head_name"), ("Active", "/is_active"), ("Id", "/id")];
    let sheet =
        holds_what_the_list_shows(&hotel.auditor().await, ("/v1/departments", "department.export"), "", &columns).await;
    assert!(sheet.column("Name").contains(&"Kitchen"), "{sheet:?}");
    app.stop().await;
}
