//! How it stands, for every operator.
use access::platform::OperatorRole;

use super::{OWNER, PLACE, ops, owner_with_an_app};
use crate::{platform::console::Console, support::Dns};

#[actix_web::test]
async fn every_operator_sees_how_it_stands_and_only_those_of_ops_do_anything() {
    let dns = Dns::start();
    let app = dns.app().await;
    let hotel = app.hotel().await;
    let _owner = owner_with_an_app(&hotel).await;
    let one = ops(&app).await;
    let watching = Console::of(&app, OperatorRole::Security, "security@operators.example").await;
    watching.gets(PLACE).await.is_refused(404, "not_found");
    one.announces(&dns).await;

    let seen = watching.sees().await.is(200);

    assert_eq!(seen.body["state"], "waiting");
    assert!(!seen.body.to_string().contains("owner@"), "{seen:?}");
    for refused in [watching.begins_recovery_of(OWNER).await, watching.checks().await, watching.stops().await] {
        refused.is_refused(403, "forbidden");
    }
    app.stop().await;
}

#[actix_web::test]
async fn while_the_home_is_away_it_is_not_known_what_became_of_it() {
    let dns = Dns::start();
    let app = dns.app().await;
    let hotel = app.hotel().await;
    let _owner = owner_with_an_app(&hotel).await;
    let one = ops(&app).await;
    one.announces(&dns).await;
    let home = app.state.homes.find("eu1").unwrap();

    home.set_open(false);
    assert_eq!(one.sees().await.is(200).body["state"], "unknown");
    home.set_open(true);

    assert_eq!(one.sees().await.is(200).body["state"], "waiting");
    app.stop().await;
}
