//! Exporting requisitions.
use serde_json::json;

use super::{REQUISITIONS, asks, body, line, submits};
use crate::support::{App, exported::holds_what_the_list_shows};

#[actix_web::test]
async fn the_file_holds_what_the_list_shows() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let towels = asks(&requester, body(&[line("100", "4.25")])).await;
    submits(&requester, &towels).await;
    asks(&hotel.housekeeper().await, json!({ "title": "-Soap" })).await;
    asks(&app.clinic().await.requester().await, json!({ "title": "Gloves" })).await;

    let columns = [
        ("Number", "/number"),
        ("Status", "/lifecycle"),
        ("Department", "/department/name"),
        ("Requester", "/requester/name"),
        ("Total", "/total/amount"),
        ("Currency", "/total/currency"),
        ("Need by", "/need_by"),
        ("Id", "/id"),
    ];
    let sheet =
        holds_what_the_list_shows(&hotel.accounts().await, ("/v1/requisitions", "requisition.export"), "", &columns)
            .await;

    assert_eq!(sheet.column("Title"), ["'-Soap", "Towels"]);
    // Sight is the list's own.
    let own = requester.gets(&format!("{REQUISITIONS}/export")).await.is(200).csv();
    assert_eq!(own.column("Title"), ["Towels"]);
    let submitted = hotel.auditor().await.gets(&format!("{REQUISITIONS}/export?lifecycle=in_approval")).await.is(200);
    assert_eq!(submitted.csv().column("Title"), ["Towels"]);
    app.stop().await;
}
