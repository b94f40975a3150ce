use serde_json::{Value, json};

use super::{PASSWORD, PATH, server, sets};
use crate::support::App;

#[actix_web::test]
async fn without_one_orders_leave_by_the_house() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    let seen = hotel.owner().await.gets(PATH).await.is(200);

    assert_eq!(
        (&seen.body["server"], &seen.body["password"], &seen.body["last_test"]),
        (&Value::Null, &Value::Null, &Value::Null)
    );
    assert_eq!(seen.revision(), 1);
    let closed: Vec<_> = seen.body["actions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|action| action["closed_because"]["code"].clone())
        .collect();
    assert_eq!(closed, [Value::Null, json!("mail_server_not_set"), json!("mail_server_not_set")]);
    app.stop().await;
}

#[actix_web::test]
async fn a_password_is_shown_by_when_by_whom_and_a_fingerprint_alone() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let set = sets(&admin, server(&app, PASSWORD)).await.is(200);

    let seen = hotel.owner().await.gets(PATH).await.is(200);

    let password = &seen.body["password"];
    assert_eq!(
        password.as_object().unwrap().keys().collect::<Vec<_>>(),
        ["fingerprint", "set_at", "set_by", "set_by_name"]
    );
    assert_eq!(password["set_by"], json!(admin.id));
    assert_eq!(password["set_at"], seen.body["server"]["changed_at"]);
    assert_eq!(password, &set.body["password"]);
    assert!(!seen.body.to_string().contains(PASSWORD));
    app.stop().await;
}

#[actix_web::test]
async fn it_is_its_organisations_own_and_not_everybodys_to_see() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    sets(&hotel.admin().await, server(&app, PASSWORD)).await.is(200);

    assert_eq!(clinic.admin().await.gets(PATH).await.is(200).body["server"], Value::Null);
    for person in [hotel.requester().await, hotel.accounts().await, hotel.auditor().await] {
        person.gets(PATH).await.is_refused(403, "forbidden");
    }
    app.stop().await;
}
