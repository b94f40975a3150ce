//! Setting the logo.
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{
    super::{changes_of, lacks, newest_detail},
    LOGO, PATH, png, puts,
};
use crate::support::App;

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[actix_web::test]
async fn an_admin_sets_and_replaces_the_logo() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;

    let set = puts(&admin, "image/png", png(300, 80), 1).await.is(200);
    let replaced = puts(&admin, "image/png", png(301, 81), 2).await.is(200);

    assert_eq!((set.revision(), replaced.header("etag")), (2, Some("\"3\"")));
    let logo = &replaced.body["logo"];
    let facts = (&logo["media_type"], &logo["width_px"], &logo["height_px"], &logo["sha256"]);
    assert_eq!(facts, (&json!("image/png"), &json!(301), &json!(81), &json!(sha256(&png(301, 81)))));
    assert_eq!(admin.gets(PATH).await.body, replaced.body);
    assert_eq!(admin.gets(LOGO).await.is(200).bytes, png(301, 81));
    app.stop().await;
}

#[actix_web::test]
async fn the_trail_keeps_the_hash_and_not_the_bytes() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    puts(&hotel.admin().await, "image/png", png(300, 80), 1).await.is(200);
    let org_id = hotel.org_id.to_string();

    let detail =
        json!({ "media_type": "image/png", "width_px": 300, "height_px": 80, "sha256": sha256(&png(300, 80)) });
    assert_eq!(newest_detail(&hotel, &org_id).await, detail);
    let changes = changes_of(&hotel, &org_id).await;
    let logo = changes.iter().find(|change| change.after.get("image").is_some()).unwrap();
    assert_eq!((logo.operation.as_str(), &logo.before), ("insert", &Value::Null));
    assert_eq!(logo.after["image"], json!({ "secret": "changed" }));
    assert_eq!(hotel.actions_on(&org_id).await.last().map(String::as_str), Some("organisation.logo_set"));
    app.stop().await;
}

#[actix_web::test]
async fn a_body_is_the_image_that_it_claims_to_be() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;

    puts(&admin, "image/jpeg", png(300, 80), 1).await.is_invalid("body", "not_the_image_it_claims");
    puts(&admin, "image/png", b"<svg onload=alert(1)>".to_vec(), 1).await.is_invalid("body", "not_the_image_it_claims");
    puts(&admin, "image/png", Vec::new(), 1).await.is_invalid("body", "not_the_image_it_claims");
    let polyglot = [png(300, 80), b"<script>alert(1)</script>".to_vec()].concat();
    puts(&admin, "image/png", polyglot, 1).await.is_invalid("body", "not_the_image_it_claims");
    puts(&admin, "image/svg+xml", b"<svg/>".to_vec(), 1).await.is_refused(415, "unsupported_media_type");
    puts(&admin, "application/json", b"{}".to_vec(), 1).await.is_refused(415, "unsupported_media_type");
    puts(&admin, "image/png", png(4097, 1), 1).await.is_invalid("body", "too_many_pixels");
    assert_eq!(admin.gets(PATH).await.body["logo"], Value::Null);
    app.stop().await;
}

#[actix_web::test]
async fn a_logo_has_at_most_a_quarter_of_a_mebibyte() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;

    puts(&admin, "image/png", vec![0; 262_145], 1).await.is_refused(413, "too_large");
    puts(&admin, "image/png", vec![0; 262_144], 1).await.is_invalid("body", "not_the_image_it_claims");
    app.stop().await;
}

#[actix_web::test]
async fn a_logo_is_set_on_the_revision_seen() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let kind = [("content-type", "image/png")];

    admin.sends_bytes("PUT", LOGO, Some(png(1, 1)), &kind).await.is_refused(428, "precondition_required");
    puts(&admin, "image/png", png(1, 1), 2).await.is_refused(412, "stale");
    assert_eq!(admin.gets(PATH).await.body["logo"], Value::Null);
    app.stop().await;
}

#[actix_web::test]
async fn only_who_may_sets_the_logo() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    lacks(&hotel.accounts().await, "organisation.set_logo", "PUT", LOGO, None).await;
    app.stop().await;
}
