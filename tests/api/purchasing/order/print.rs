//! The printed order.
use sha2::{Digest, Sha256};

use super::{ORDERS, acts, drafted, issued};
use crate::support::App;

#[actix_web::test]
async fn a_draft_is_printed_as_an_inert_file() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let path = format!("{ORDERS}/{}/pdf", drafted(&hotel).await.id());

    let pdf = hotel.requester().await.gets(&path).await.is(200);

    assert!(pdf.bytes.starts_with(b"%PDF-"));
    assert_eq!(pdf.header("content-type"), Some("application/pdf"));
    assert!(pdf.header("content-disposition").unwrap().starts_with("attachment"));
    assert!(pdf.header("content-security-policy").unwrap().contains("sandbox"));
    app.stop().await;
}

#[actix_web::test]
async fn an_issued_order_is_the_same_bytes_forever() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let order = issued(&hotel).await;
    let path = format!("{ORDERS}/{}/pdf", order.id());
    let accounts = hotel.accounts().await;

    let first = accounts.gets(&path).await.is(200);
    app.moves_clock("3 days").await;
    let accounts = hotel.accounts().await;
    acts(&accounts, &order.id(), "cancel", 4, serde_json::json!({ "reason": "Late" })).await.is(200);
    let second = accounts.gets(&path).await.is(200);

    assert_eq!(first.bytes, second.bytes);
    let hash: String = Sha256::digest(&first.bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(order.body["printed"]["sha256"], hash);
    let number = order.body["number"].as_str().unwrap();
    assert!(first.header("content-disposition").unwrap().contains(number));
    app.stop().await;
}

#[actix_web::test]
async fn who_does_not_see_an_order_prints_none() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let (ours, theirs) = (drafted(&hotel).await.id(), drafted(&clinic).await.id());

    hotel.housekeeper().await.gets(&format!("{ORDERS}/{ours}/pdf")).await.is_refused(404, "not_found");
    hotel.owner().await.gets(&format!("{ORDERS}/{theirs}/pdf")).await.is_refused(404, "not_found");
    app.stop().await;
}
