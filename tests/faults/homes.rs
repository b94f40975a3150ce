//! Homes out of reach: whoever lives in another works on, and no request of theirs speaks to any home but their own.
use std::{collections::BTreeMap, time::Duration};

use sqlx::ConnectOptions;

use crate::{
    browser::{Browser, PASSWORD},
    buyer::{ORDERS, acts, draft, supplier},
    process::Process,
    support::{App, Organisation, Person, Start, cluster, passwords},
    wire::Wire,
};

const ALL: [&str; 4] = ["eu1", "us1", "apac1", "directory"];

/// A wire to each database of an application.
struct Wires(BTreeMap<&'static str, Wire>);

impl Wires {
    async fn lay() -> Self {
        let cluster = cluster();
        let mut wires = BTreeMap::new();
        for name in ALL {
            wires.insert(name, Wire::to(cluster.get_host(), cluster.get_port()).await);
        }
        Self(wires)
    }

    async fn app(&self) -> App {
        let ports: BTreeMap<&str, u16> = self.0.iter().map(|(name, wire)| (*name, wire.port)).collect();
        let reach = Start::default().homes(&["eu1", "us1", "apac1"]);
        reach.reaching(move |name, database| database.host("127.0.0.1").port(ports[name])).app().await
    }

    fn cut(&self, names: &[&str]) {
        for name in names {
            self.0[name].cut();
        }
    }

    /// How often each was tried.
    fn tried(&self) -> BTreeMap<&str, usize> {
        self.0.iter().map(|(name, wire)| (*name, wire.connections())).collect()
    }
}

// Everything that somebody does on a day: in, a purchase by three people, a look, a file, out.
async fn works(hotel: &Organisation<'_>, browser: &mut Browser<'_>) {
    browser.refreshes().await.is(200);
    let mut body = draft(hotel);
    body["supplier_id"] = serde_json::json!(supplier(hotel).await);
    let (requester, head, accounts) = (hotel.requester().await, hotel.head().await, hotel.accounts().await);
    let path = format!("{ORDERS}/{}", requester.posts(ORDERS, body).await.is(201).id());
    for (person, verb, revision) in [(&requester, "submit", 1), (&head, "approve", 2), (&accounts, "approve", 2)] {
        acts(person, &format!("{path}/{verb}"), revision, &uuid::Uuid::new_v4().to_string()).await;
    }
    requester.gets(&path).await.is(200);
    accounts.gets(&format!("{ORDERS}/export")).await.is(200);
    // What is refused is remembered in a transaction of its own, at home as well.
    requester.gets("/v1/audit-events").await.is_refused(403, "forbidden");
    browser.leaves().await.is(204);
}

#[actix_web::test]
async fn an_organisation_works_while_the_other_homes_are_away_and_speaks_to_none_of_them() {
    let wires = Wires::lay().await;
    let app = wires.app().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let away = clinic.requester().await;
    clinic.gives_password(clinic.people.owner).await;
    wires.cut(&["us1", "apac1"]);

    let mut browser = hotel.owner_signs_in().await;
    // The token carries the home: the directory is asked for a sign-in, and never again.
    wires.cut(&["directory"]);
    let before = wires.tried();
    works(&hotel, &mut browser).await;

    let after = wires.tried();
    for name in ["us1", "apac1"] {
        assert_eq!(after[name], 0, "{after:?}");
    }
    assert_eq!(after["directory"], before["directory"]);
    let refused = away.gets(ORDERS).await.is_refused(503, "unavailable");
    assert!(refused.header("retry-after").is_some());
    let ready = hotel.requester().await.gets("/health/ready").await.is(200).body;
    assert_eq!(ready["homes"], serde_json::json!({ "eu1": true, "us1": false, "apac1": false }));
    wires.0["directory"].mend();
    let shut_out = Browser::new(&app).tries("alder-clinic", "owner@alder-clinic.example", PASSWORD).await;
    assert!(shut_out.is_refused(503, "unavailable").header("retry-after").is_some());
    wires.0["us1"].mend();
    away.gets(ORDERS).await.is(200);
    Browser::new(&app).signs_in("alder-clinic", "owner@alder-clinic.example", PASSWORD).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn whoever_changes_homes_in_one_browser_is_let_in_though_the_first_home_is_away() {
    let wires = Wires::lay().await;
    let app = wires.app().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    clinic.gives_password(clinic.people.owner).await;
    let mut browser = hotel.owner_signs_in().await;
    let before = browser.clone();

    browser.signs_in("alder-clinic", "owner@alder-clinic.example", PASSWORD).await.is(200);

    // The session that the browser held before ends beside the request.
    let mut left = Duration::from_secs(5);
    while before.views().await.status == 200 && !left.is_zero() {
        left -= Duration::from_millis(50);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    before.views().await.is_refused(401, "unauthenticated");
    wires.cut(&["us1"]);
    browser.signs_in("harbour-house", "owner@harbour-house.example", PASSWORD).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn a_service_starts_without_a_home_that_is_away_and_opens_it_when_it_is_back() {
    let key = access::TokenKeys::generate().unwrap();
    let app = Start::default().homes(&["eu1", "us1"]).signing_key(key.clone()).app().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    for organisation in [&hotel, &clinic] {
        // The service refuses a database whose clock can be moved.
        let drop = sqlx::query("drop table door.test_clock");
        drop.execute(&mut organisation.administrator().await).await.unwrap();
        let database = app.database_of(organisation.home);
        access::migrations::run(&database, &passwords()).await.unwrap();
    }
    let cluster = cluster();
    let wire = Wire::to(cluster.get_host(), cluster.get_port()).await;
    wire.cut();
    let behind = app.database_of(clinic.home).host("127.0.0.1").port(wire.port).to_url_lossy();
    let mut process = Process::on(&app, &key);
    process.has_homes(&[("eu1", app.database().to_url_lossy().as_str()), ("us1", behind.as_str())], &key);
    process.start().await;
    let here = Person { address: process.address.clone(), ..hotel.requester().await };
    let there = Person { address: process.address.clone(), ..clinic.requester().await };

    here.gets(ORDERS).await.is(200);
    there.gets(ORDERS).await.is_refused(503, "unavailable");
    wire.mend();
    let mut left = Duration::from_secs(30);
    while there.gets(ORDERS).await.status == 503 && !left.is_zero() {
        left -= Duration::from_millis(250);
        tokio::time::sleep(Duration::from_millis(250)).await;
    }

    there.gets(ORDERS).await.is(200);
    // A request that shows a token of no home belongs to nobody.
    Person { token: "nonsense".into(), ..here }.gets(ORDERS).await.is_refused(401, "unauthenticated");
    process.kill();
    let ids = [hotel.org_id.to_string(), clinic.org_id.to_string()];
    let told = [Some("eu1"), Some("us1"), None].map(|home| ids.each_ref().map(|id| process.log(home).contains(id)));
    assert_eq!(told, [[true, false], [false, true], [false, false]], "each home's lines are in its own log");
    assert!(process.log(None).contains("status=401") && !process.log(Some("eu1")).contains("status=401"));
    app.stop().await;
}
