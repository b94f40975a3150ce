//! Listing one's imports.
use serde_json::json;

use super::{IMPORTS, ORDERS, SUPPLIERS, acts, uploads};
use crate::support::{Answer, App};

fn ids(page: &Answer) -> Vec<String> {
    page.body["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

#[actix_web::test]
async fn the_newest_stand_first_and_pages_go_on_where_one_ended() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let mut made = Vec::new();
    for _ in 0..3 {
        made.push(uploads(&accounts, "suppliers", SUPPLIERS).await.is(201).id());
    }
    made.reverse();

    let first = accounts.gets(&format!("{IMPORTS}?limit=2")).await.is(200);
    let cursor = first.body["next_cursor"].as_str().unwrap();
    let second = accounts.gets(&format!("{IMPORTS}?limit=2&cursor={cursor}")).await.is(200);

    assert_eq!((ids(&first), ids(&second)), (made[..2].to_vec(), made[2..].to_vec()));
    assert!(second.body["next_cursor"].is_null());
    let counts = json!({ "rows": 2, "ready": 2, "warnings": 0, "problems": 0, "repeated": 0, "documents": 2 });
    assert_eq!(first.body["items"][0]["counts"], counts);
    app.stop().await;
}

#[actix_web::test]
async fn the_filters_keep_what_they_name() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let suppliers = uploads(&accounts, "suppliers", SUPPLIERS).await.is(201);
    let orders = uploads(&accounts, "purchase_orders", ORDERS).await.is(201).id();
    acts(&accounts, &suppliers.id(), "discard", 1, serde_json::Value::Null).await.is(200);
    let listed = async |query: &str| ids(&accounts.gets(&format!("{IMPORTS}?{query}")).await.is(200));

    assert_eq!(listed("kind=suppliers").await, [suppliers.id()]);
    assert_eq!(listed("kind=purchase_orders").await, std::slice::from_ref(&orders));
    assert_eq!(listed("state=discarded").await, [suppliers.id()]);
    assert_eq!(listed("state=tried").await, [orders]);
    assert!(listed("state=confirmed").await.is_empty());
    accounts.gets(&format!("{IMPORTS}?state=open")).await.is_invalid("state", "unknown_value");
    accounts.gets(&format!("{IMPORTS}?cursor=x")).await.is_invalid("cursor", "cursor");
    app.stop().await;
}

#[actix_web::test]
async fn other_peoples_and_other_organisations_imports_are_not_listed() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    uploads(&hotel.accounts().await, "suppliers", SUPPLIERS).await.is(201);

    for person in [hotel.second_accounts().await, clinic.accounts().await] {
        assert!(ids(&person.gets(IMPORTS).await.is(200)).is_empty());
    }
    hotel.owner().await.gets(IMPORTS).await.is_refused(403, "forbidden");
    app.stop().await;
}
