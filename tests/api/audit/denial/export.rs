//! Exporting what was refused.
use crate::support::{App, exported::holds_what_the_list_shows};

#[actix_web::test]
async fn the_file_holds_what_the_list_shows() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    requester.gets("/v1/permissions").await.is_refused(403, "forbidden");
    super::list::denials(&hotel.auditor().await, "", |found| found.len() == 1).await;

    let columns = [
        ("Person", "/person_name"),
        ("Person id", "/person_id"),
        ("Permission", "/permission"),
        ("Status", "/status"),
        ("Times", "/times"),
        ("Network", "/network"),
        ("Session id", "/session_id"),
        ("First request id", "/first_request_id"),
    ];
    let sheet = holds_what_the_list_shows(
        &hotel.auditor().await,
        ("/v1/audit-denials", "audit_event.export"),
        "permission=permission.view",
        &columns,
    )
    .await;

    assert_eq!(sheet.column("Permission"), ["permission.view"]);
    app.stop().await;
}
