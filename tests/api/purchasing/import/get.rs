//! Showing an import.
use uuid::Uuid;

use super::{IMPORTS, SUPPLIERS, uploads};
use crate::support::App;

#[actix_web::test]
async fn its_owner_sees_it_as_it_was_answered() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let import = uploads(&accounts, "suppliers", SUPPLIERS).await.is(201);

    let seen = accounts.gets(&format!("{IMPORTS}/{}", import.id())).await.is(200);

    assert_eq!((&seen.body, seen.header("etag")), (&import.body, Some("\"1\"")));
    app.stop().await;
}

#[actix_web::test]
async fn nobody_else_sees_it_or_learns_that_it_is_there() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let import = uploads(&hotel.accounts().await, "suppliers", SUPPLIERS).await.is(201).id();

    let unknown =
        hotel.accounts().await.gets(&format!("{IMPORTS}/{}", Uuid::new_v4())).await.is_refused(404, "not_found");
    for person in [hotel.second_accounts().await, clinic.accounts().await] {
        let hidden = person.gets(&format!("{IMPORTS}/{import}")).await.is_refused(404, "not_found");
        assert_eq!(hidden.bytes, unknown.bytes);
        person.gets(&format!("{IMPORTS}/{import}/rows")).await.is_refused(404, "not_found");
    }
    hotel.requester().await.gets(&format!("{IMPORTS}/{import}")).await.is_refused(403, "forbidden");
    app.stop().await;
}
