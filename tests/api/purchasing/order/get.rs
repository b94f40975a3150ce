//! Seeing an order.
use uuid::Uuid;

use super::{ORDERS, drafted};
use crate::support::App;

#[actix_web::test]
async fn a_requester_does_not_see_anothers_order() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let path = format!("{ORDERS}/{}", drafted(&hotel).await.id());

    hotel.requester().await.gets(&path).await.is(200);
    hotel.housekeeper().await.gets(&path).await.is_refused(404, "not_found");
    app.stop().await;
}

#[actix_web::test]
async fn a_head_sees_the_department_and_no_other() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let path = format!("{ORDERS}/{}", drafted(&hotel).await.id());

    hotel.head().await.gets(&path).await.is(200);
    hotel.housekeeping_head().await.gets(&path).await.is_refused(404, "not_found");
    app.stop().await;
}

#[actix_web::test]
async fn accounts_management_and_audit_see_all_and_admins_none() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let path = format!("{ORDERS}/{}", drafted(&hotel).await.id());

    for person in [hotel.accounts().await, hotel.general_manager().await, hotel.owner().await, hotel.auditor().await] {
        person.gets(&path).await.is(200);
    }
    hotel.admin().await.gets(&path).await.is_refused(403, "forbidden");
    app.stop().await;
}

#[actix_web::test]
async fn another_tenants_order_is_answered_like_one_that_is_not_there() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let theirs = drafted(&clinic).await.id();
    let owner = hotel.owner().await;

    let foreign = owner.gets(&format!("{ORDERS}/{theirs}")).await.is_refused(404, "not_found");
    let unknown = owner.gets(&format!("{ORDERS}/{}", Uuid::new_v4())).await.is_refused(404, "not_found");

    assert_eq!(foreign.body, unknown.body);
    app.stop().await;
}
