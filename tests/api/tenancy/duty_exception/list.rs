use serde_json::json;

use super::{PATH, does_both, excepted, newest, reviews};
use crate::{
    support::App,
    tenancy::{all_pages, each, lacks, refuses_what_it_does_not_know},
};

#[actix_web::test]
async fn each_says_who_did_both_and_who_was_told() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    let seen = excepted(&hotel).await;

    assert_eq!(
        (
            &seen["pair"],
            &seen["document_name"],
            &seen["person_name"],
            &seen["reviewer_name"],
            &seen["state"],
            &seen["is_overdue"]
        ),
        (
            &json!("supplier_activation"),
            &json!("Harbour Linen"),
            &json!("Ada Accounts"),
            &json!("Una Auditor"),
            &json!("open"),
            &json!(false)
        )
    );
    lacks(&hotel.accounts().await, "duty_exception.view", "GET", PATH, None).await;
    refuses_what_it_does_not_know(&hotel.owner().await, PATH).await;
    app.stop().await;
}

#[actix_web::test]
async fn they_come_by_state_and_by_the_page() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    excepted(&hotel).await;
    does_both(&hotel.second_accounts().await, "Quay Textiles").await.is(200);
    let newest = newest(&owner).await;
    reviews(&owner, newest["id"].as_str().unwrap(), "raise", 1).await.is(200);

    let names = all_pages(&owner, PATH, 1, "document_name").await;
    let raised = owner.gets(&format!("{PATH}?state=raised")).await.is(200);
    let open = owner.gets(&format!("{PATH}?state=open")).await.is(200);

    assert_eq!(names, ["Quay Textiles", "Harbour Linen"]);
    assert_eq!(each(&raised, "document_name"), [&json!("Quay Textiles")]);
    assert_eq!(each(&open, "document_name"), [&json!("Harbour Linen")]);
    app.stop().await;
}

#[actix_web::test]
async fn what_nobody_looked_at_for_thirty_days_is_overdue() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    excepted(&hotel).await;
    let overdue = format!("{PATH}?is_overdue=true");
    assert_eq!(hotel.owner().await.gets(&overdue).await.is(200).body["items"], json!([]));

    app.moves_clock("30 days 1 minute").await;

    let owner = hotel.owner().await;
    let seen = owner.gets(&overdue).await.is(200);
    assert_eq!(each(&seen, "is_overdue"), [&json!(true)]);
    assert_eq!(owner.gets(&format!("{PATH}?is_overdue=false")).await.is(200).body["items"], json!([]));
    app.stop().await;
}
