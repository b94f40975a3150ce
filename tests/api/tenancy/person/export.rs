//! Exporting the people.
use crate::support::{App, exported::holds_what_the_list_shows};

#[actix_web::test]
async fn the_file_holds_what_the_list_shows() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    app.clinic().await;
    let columns = [
        ("Name", "/name"),
        ("E-mail", "/email"),
        ("Department", "/department_name"),
        ("Roles", "/roles"),
        ("Active", "/is_active"),
        ("Language", "/locale"),
        ("Time zone", "/time_zone"),
        ("Id", "/id"),
    ];
    let sheet =
        holds_what_the_list_shows(&hotel.admin().await, ("/v1/people", "person.export"), "role=requester", &columns)
            .await;
    assert!(
        !sheet.rows.is_empty() && sheet.column("E-mail").iter().all(|email| email.ends_with("harbour-house.example")),
        "{sheet:?}"
    );
    app.stop().await;
}
