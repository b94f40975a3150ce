//! One draft.
use super::{above, begins};
use crate::support::App;

#[actix_web::test]
async fn who_may_read_drafts_reads_their_own_organisations() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let draft = begins(&hotel.admin().await, above("100")).await.is(201);
    let path = format!("/v1/approval-policy-drafts/{}", draft.id());

    let read = hotel.auditor().await.gets(&path).await.is(200);

    assert_eq!((&read.body["definition"], read.header("etag")), (&draft.body["definition"], Some("\"1\"")));
    assert_eq!(read.action("policy_draft.update"), Err("forbidden".into()));
    hotel.requester().await.gets(&path).await.is_refused(403, "forbidden");
    clinic.admin().await.gets(&path).await.is_refused(404, "not_found");
    app.stop().await;
}
