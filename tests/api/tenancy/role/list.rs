use serde_json::json;

use super::{PATH, agrees, asks, buyer, issuer, retires, takes};
use crate::{
    support::App,
    tenancy::{each, lacks},
};

#[actix_web::test]
async fn those_that_come_along_stand_first_and_the_retired_last() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (issuer, buyer) = (issuer(&hotel).await, buyer(&hotel).await);
    let asked = asks(&hotel, &issuer).await.is(201).id();
    asks(&hotel, &buyer).await.is(201);

    let seen = hotel.owner().await.gets(PATH).await.is(200);

    let built_in = ["requester", "head_of_department", "accounts", "general_manager", "admin", "owner", "auditor"];
    let ids: Vec<_> = built_in.iter().copied().chain([&*issuer, &*buyer]).collect();
    assert_eq!(each(&seen, "id"), ids);
    assert_eq!(each(&seen, "people"), [2, 2, 2, 1, 1, 1, 1, 0, 1]);
    assert_eq!(each(&seen, "waiting"), [0, 0, 0, 0, 0, 0, 0, 1, 0]);
    assert_eq!(seen.body["next_cursor"], json!(null));
    agrees(&hotel, &asked).await.is(200);
    takes(&hotel, &issuer).await.is(200);
    retires(&hotel.admin().await, &issuer, 1).await.is(200);
    let seen = hotel.owner().await.gets(PATH).await.is(200);
    assert_eq!(each(&seen, "id")[7..], [&buyer, &issuer]);
    assert_eq!(each(&seen, "is_active")[7..], [true, false]);
    lacks(&hotel.requester().await, "role.view", "GET", PATH, None).await;
    app.stop().await;
}
