//! Showing a department.
use super::super::{is_as_if_unknown, lacks};
use crate::support::App;

#[actix_web::test]
async fn everybody_sees_a_department_and_only_an_admin_may_change_it() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let path = format!("/v1/departments/{}", hotel.kitchen);

    let seen = hotel.requester().await.gets(&path).await.is(200);

    assert_eq!((seen.body["name"].as_str(), seen.body["head_name"].as_str()), (Some("Kitchen"), Some("Hugo Head")));
    assert_eq!(seen.header("etag"), Some(format!("\"{}\"", seen.revision()).as_str()));
    assert_eq!(seen.action("department.update"), Err("forbidden".into()));
    assert_eq!(hotel.admin().await.gets(&path).await.is(200).action("department.update"), Ok(()));
    app.stop().await;
}

#[actix_web::test]
async fn another_organisations_department_is_unknown() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let foreign = clinic.kitchen.to_string();

    is_as_if_unknown(&hotel.admin().await, "GET", "/v1/departments/{id}", &foreign, None).await;
    clinic.admin().await.gets(&format!("/v1/departments/{foreign}")).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn only_who_may_sees_departments() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let somebody = hotel.somebody_who_may(&["category.view"]).await;

    lacks(&somebody, "department.view", "GET", "/v1/departments", None).await;
    lacks(&somebody, "department.view", "GET", &format!("/v1/departments/{}", hotel.kitchen), None).await;
    app.stop().await;
}
