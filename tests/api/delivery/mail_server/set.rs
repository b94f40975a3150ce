use serde_json::{Value, json};

use super::{PASSWORD, PATH, but, server, sets, without};
use crate::{purchasing::order::issued_at, support::App};

const LINEN: &str = "orders@linen.example";

#[actix_web::test]
async fn an_order_leaves_by_the_organisations_own_server_and_what_opens_an_account_by_the_house() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    sets(&hotel.admin().await, server(&app, PASSWORD)).await.is(200);
    issued_at(&hotel, LINEN, Value::Null).await;
    let forgotten = json!({ "organisation": "harbour-house", "email": "requester@harbour-house.example" });
    crate::identity::browser::Browser::new(&app).posts("/v1/password/ask-reset", forgotten).await.is(202);

    app.delivers().await;

    let own = app.own_mail();
    let [order] = &own[..] else { panic!("{own:?}") };
    assert_eq!((order.to.as_str(), order.files.len()), (LINEN, 1));
    assert!(order.whole.contains("From: \"Harbour House\" <"), "{}", order.whole);
    let house: Vec<_> = app.mail().into_iter().map(|mail| mail.to).collect();
    assert!(
        house.contains(&"requester@harbour-house.example".to_owned()) && !house.contains(&LINEN.to_owned()),
        "{house:?}"
    );
    app.stop().await;
}

#[actix_web::test]
async fn a_server_that_lets_nobody_in_is_seen_among_the_mails_without_the_password_that_it_quotes() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    sets(&hotel.admin().await, server(&app, "wrong-Tr0ubadour")).await.is(200);
    issued_at(&hotel, LINEN, Value::Null).await;

    app.delivers().await;

    let listed = hotel.owner().await.gets("/v1/mails?state=waiting").await.is(200);
    let order = listed.body["items"].as_array().unwrap().iter().find(|mail| mail["kind"] == "purchase_order").unwrap();
    assert_eq!(order["reply"], "535 5.7.8 not let in with …");
    // Mended, the order leaves.
    sets(&hotel.admin().await, server(&app, PASSWORD)).await.is(200);
    app.moves_clock("1 minute").await;
    app.delivers().await;
    assert_eq!(app.own_mail().len(), 1);
    app.stop().await;
}

#[actix_web::test]
async fn what_is_said_to_whoever_confirms_it_names_all_but_the_password() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;

    let asked = admin.sends_once("PUT", PATH, Some(server(&app, PASSWORD)), &[("if-match", "\"1\"")]).await;

    let asked = asked.is_refused(403, "confirmation_required");
    let lines = asked.body["confirmation"]["lines"].to_string();
    for told in [
        "Server: mail.harbour-house.example, port 465, TLS",
        "User name: orders@harbour-house.example",
        "Password: the one that was typed",
    ] {
        assert!(lines.contains(told), "{lines}");
    }
    assert!(!asked.body.to_string().contains(PASSWORD));
    assert_eq!(admin.gets(PATH).await.body["server"], Value::Null);
    app.stop().await;
}

#[actix_web::test]
async fn another_password_has_another_fingerprint_and_the_same_one_the_same() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let print = async |password: &str| {
        sets(&admin, server(&app, password)).await.is(200).body["password"]["fingerprint"].clone()
    };

    let (one, other, again) = (print("one").await, print("other").await, print("one").await);

    assert_eq!(one, again);
    assert_ne!(one, other);
    app.stop().await;
}

#[actix_web::test]
async fn a_password_that_is_left_out_stays_as_long_as_it_goes_to_the_same_account_there() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let bare = without(server(&app, PASSWORD), "password");
    sets(&admin, bare.clone()).await.is_invalid("password", "required_with_server");
    let before = sets(&admin, server(&app, PASSWORD)).await.is(200).body["password"].clone();

    let after = sets(&admin, but(bare.clone(), "from_address", json!("buying@harbour-house.example"))).await.is(200);

    assert_eq!(after.body["password"], before);
    for (field, value) in [
        ("host", json!("mail.elsewhere.example")),
        ("port", json!(587)),
        ("security", json!("starttls")),
        ("user_name", json!("other")),
    ] {
        sets(&admin, but(bare.clone(), field, value)).await.is_invalid("password", "required_with_server");
    }
    app.stop().await;
}

#[actix_web::test]
async fn a_host_is_a_name_a_port_one_of_four_and_tls_is_demanded() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    for (field, value, rule) in [
        ("host", json!("localhost"), "host"),
        ("host", json!("127.0.0.1"), "host"),
        ("host", json!("169.254.169.254"), "host"),
        ("port", json!(5432), "port"),
        ("security", json!("none"), "unknown_value"),
        ("password", json!(""), "empty"),
        ("password", json!(null), "wrong_type"),
        ("user_name", json!("a\nb"), "forbidden_character"),
        ("from_address", json!("nobody"), "email"),
    ] {
        sets(&admin, but(server(&app, PASSWORD), field, value)).await.is_invalid(field, rule);
    }
    assert_eq!(admin.gets(PATH).await.body["server"], Value::Null);
    app.stop().await;
}

#[actix_web::test]
async fn it_is_set_on_the_revision_seen_by_who_may() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    admin.sends("PUT", PATH, Some(server(&app, PASSWORD)), &[]).await.is_refused(428, "precondition_required");
    admin.sends("PUT", PATH, Some(server(&app, PASSWORD)), &[("if-match", "\"7\"")]).await.is_refused(412, "stale");
    for person in [hotel.accounts().await, hotel.auditor().await, hotel.requester().await] {
        let refused = person.sends("PUT", PATH, Some(server(&app, PASSWORD)), &[("if-match", "\"1\"")]).await;
        assert_eq!(refused.is_refused(403, "forbidden").body["detail"], "mail_server.set");
    }
    let set = sets(&admin, server(&app, PASSWORD)).await.is(200);
    assert_eq!(set.revision(), 2);
    assert_eq!(hotel.actions_on(&hotel.org_id.to_string()).await.last().map(String::as_str), Some("mail_server.set"));
    app.stop().await;
}
