use serde_json::json;

use super::{PATH, decides, numbers, starts};
use crate::{
    support::{
        App,
        exported::{holds_what_the_list_shows, newest_event},
    },
    tenancy::lacks,
};

#[actix_web::test]
async fn the_file_holds_what_the_list_shows() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let id = starts(&owner).await.id();
    let head = numbers(&owner, &id, hotel.people.head).await;
    decides(&owner, &id, &head, "keep", Some("=1+1")).await.is(200);
    let columns = [
        ("Line", "/number"),
        ("Person", "/person_name"),
        ("Person id", "/person_id"),
        ("Account is active", "/is_active"),
        ("Permissions", "/permissions"),
        ("Guarded", "/guarded"),
        ("Never together", "/toxic"),
        ("Given by", "/granted_by_name"),
        ("Because", "/granted_because"),
        ("Agreed by", "/approved_by_name"),
        ("State", "/state"),
        ("Decided by", "/decided_by_name"),
        ("Decided by id", "/decided_by"),
    ];

    let path = format!("{PATH}/{id}/lines");
    let sheet = holds_what_the_list_shows(&owner, (&path, "access_review.export"), "", &columns).await;

    assert!(sheet.column("Reason").contains(&"'=1+1"), "{sheet:?}");
    let (_, _, detail) = newest_event(&owner).await;
    assert_eq!(detail["filters"], json!({ "review_id": id }));
    lacks(&hotel.requester().await, "access_review.export", "GET", &format!("{path}/export"), None).await;
    app.clinic().await.owner().await.gets(&format!("{path}/export")).await.is_refused(404, "not_found");
    app.stop().await;
}
