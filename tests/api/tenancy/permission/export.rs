//! Exporting the permissions of the catalogue.
use crate::support::{App, exported::holds_what_the_list_shows};

#[actix_web::test]
async fn the_file_holds_what_the_list_shows() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    let columns = [
        ("Permission", "/code"),
        ("Meaning", "/meaning"),
        ("Kind", "/kind"),
        ("Can be held", "/is_live"),
        ("Sign-in within (s)", "/sign_in_within_s"),
        ("Roles", "/roles"),
    ];
    let sheet =
        holds_what_the_list_shows(&hotel.auditor().await, ("/v1/permissions", "permission.export"), "", &columns).await;
    assert_eq!(sheet.rows.len(), access::catalogue::CATALOGUE.len());
    app.stop().await;
}
