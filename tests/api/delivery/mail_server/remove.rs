use serde_json::Value;

use super::{PASSWORD, PATH, removes, server, sets};
use crate::{purchasing::order::issued_at, support::App};

#[actix_web::test]
async fn what_is_removed_is_forgotten_and_orders_leave_by_the_house_again() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let set = sets(&admin, server(&app, PASSWORD)).await.is(200);

    let after = removes(&admin, set.revision()).await.is(200);

    assert_eq!((&after.body["server"], &after.body["password"]), (&Value::Null, &Value::Null));
    let left: i64 =
        sqlx::query_scalar("select (select count(*) from door.secret) + (select count(*) from tenant.mail_server)")
            .fetch_one(&mut app.administrator().await)
            .await
            .unwrap();
    assert_eq!(left, 0);
    issued_at(&hotel, "orders@linen.example", Value::Null).await;
    app.delivers().await;
    assert!(app.own_mail().is_empty());
    assert_eq!(app.mail_to("orders@linen.example").len(), 1);
    app.stop().await;
}

#[actix_web::test]
async fn only_what_is_there_is_removed_on_the_revision_seen_by_who_may() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    removes(&admin, 1).await.is_refused(409, "mail_server_not_set");
    sets(&admin, server(&app, PASSWORD)).await.is(200);

    removes(&admin, 1).await.is_refused(412, "stale");
    removes(&hotel.accounts().await, 2).await.is_refused(403, "forbidden");

    assert_ne!(admin.gets(PATH).await.body["server"], Value::Null);
    app.stop().await;
}
