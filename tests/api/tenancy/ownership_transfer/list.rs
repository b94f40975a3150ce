use serde_json::json;

use super::{PATH, offered};
use crate::{
    support::App,
    tenancy::{each, refuses_what_it_does_not_know},
};

#[actix_web::test]
async fn each_sees_what_they_have_part_in_and_an_owner_all() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let id = json!(offered(&hotel).await.id());

    for concerned in [hotel.owner().await, hotel.general_manager().await] {
        assert_eq!(each(&concerned.gets(PATH).await.is(200), "id"), [&id]);
    }
    for other in [hotel.admin().await, hotel.requester().await, clinic.owner().await] {
        assert_eq!(each(&other.gets(PATH).await.is(200), "id"), Vec::<&serde_json::Value>::new());
    }
    let accepted = hotel.owner().await.gets(&format!("{PATH}?state=accepted")).await.is(200);
    assert_eq!(accepted.body["items"], json!([]));
    refuses_what_it_does_not_know(&hotel.owner().await, PATH).await;
    app.stop().await;
}
