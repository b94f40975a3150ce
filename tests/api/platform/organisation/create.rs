//! Having an organisation founded: an operator invites its owner, who founds it.
use access::{SignUpLimits, platform::OperatorRole};
use actix_web::web;
use identity::SignUps;
use serde_json::json;
use sqlx::AssertSqlSafe;

use crate::{
    identity::{
        browser::Browser,
        sign_up::{CHOSEN, CONFIRM, OLIVE, READ, choosing, inn, with},
    },
    platform::console::Console,
    support::{Answer, App},
};

const PATH: &str = "/v1/operator/organisations";

async fn closed() -> App {
    let first_policy = approval::first_policy;
    let limits = SignUpLimits { account_max: 1, network_max: 1, home_max: 1 };
    App::start_as(move |state| {
        state.sign_ups = web::Data::new(SignUps { is_open: false, limits, first_policy });
    })
    .await
}

async fn ops(app: &App) -> Console<'_> {
    Console::of(app, OperatorRole::Ops, "ops@operators.example").await
}

async fn confirms(app: &App, link: &str) -> Answer {
    Browser::new(app).posts(CONFIRM, choosing(link)).await
}

#[actix_web::test]
async fn whoever_is_invited_founds_it_where_nobody_signs_up() {
    let app = closed().await;
    let console = ops(&app).await;

    let invited = console.posts(PATH, inn()).await.is(201);

    let shown = (&invited.body["organisation"], &invited.body["home"], &invited.body["link_life_days"]);
    assert_eq!(shown, (&json!("elm-inn"), &json!("eu1"), &json!(7)));
    assert_eq!(console.gets(PATH).await.is(200).body["items"], json!([]), "there is none before it is founded");
    app.delivers().await;
    app.moves_clock("6 days").await;
    let mail = app.mail_to(OLIVE).remove(0);
    assert_eq!(mail.subject, "Begin with Countersign");
    let read = Browser::new(&app).posts(READ, json!({ "link": mail.secret() })).await.is(200);
    assert_eq!((&read.body["organisation_name"], &read.body["email"]), (&json!("Elm Inn"), &json!(OLIVE)));
    confirms(&app, &mail.secret()).await.is(200);

    let sign_in = json!({ "organisation": "elm-inn", "email": OLIVE, "password": CHOSEN });
    Browser::new(&app).posts("/v1/session", sign_in).await.is(200);
    confirms(&app, &mail.secret()).await.is_refused(403, "sign_up_closed");
    app.stop().await;
}

#[actix_web::test]
async fn its_trail_says_who_invited_to_which_name_and_nothing_of_the_person() {
    let app = App::start().await;
    let console = ops(&app).await;

    let invited = console.posts(PATH, inn()).await.is(201);

    let security = Console::of(&app, OperatorRole::Security, "security@operators.example").await;
    let events = security.gets("/v1/operator/events").await.is(200);
    let items = events.body["items"].as_array().unwrap();
    let event = items.iter().find(|event| event["action"] == "organisation.invited").expect("an event");
    assert_eq!(event["entity_id"], invited.body["id"]);
    assert_eq!(event["detail"], json!({ "organisation": "elm-inn", "home": "eu1" }));
    assert!(!events.body.to_string().contains("live"), "{events:?}");
    app.stop().await;
}

#[actix_web::test]
async fn only_ops_invite_and_to_a_name_and_a_region_that_there_is() {
    let app = App::start().await;
    let _hotel = app.hotel().await;
    for role in [OperatorRole::Support, OperatorRole::Security] {
        let console = Console::of(&app, role, &format!("{}@operators.example", role.code())).await;
        let refused = console.posts(PATH, inn()).await.is_refused(403, "forbidden");
        assert_eq!(refused.body["detail"], "platform.tenant_create");
    }
    let console = ops(&app).await;
    for (field, value, rule) in [
        ("organisation", json!("harbour-house"), "taken"),
        ("region", json!("APAC"), "not_offered"),
        ("email", json!("nobody"), "invalid"),
    ] {
        let refused = console.posts(PATH, with(inn(), field, value)).await.is_refused(422, "invalid");
        let error = &refused.body["errors"][0];
        assert_eq!(error["field"], field, "{error}");
        assert!(rule == "invalid" || error["rule"] == rule, "{error}");
    }
    let kept: i64 = sqlx::query_scalar("select count(*) from door.sign_up")
        .fetch_one(&mut app.administrator().await)
        .await
        .unwrap();
    assert_eq!(kept, 0);
    app.stop().await;
}

#[actix_web::test]
async fn a_hundred_within_a_day_are_enough() {
    let app = App::start().await;
    let mut console = ops(&app).await;
    let before = "insert into platform.event (occurred_at, operator_id, action, entity, entity_id)
        select platform.now(), o.id, 'organisation.invited', 'organisation_invitation', gen_random_uuid()
        from platform.operator o, generate_series(1, 99)";
    sqlx::raw_sql(before).execute(&mut app.administrator().await).await.unwrap();

    console.posts(PATH, inn()).await.is(201);
    let refused = console.posts(PATH, inn()).await.is_refused(429, "owner_invitations_too_many");

    let wait: i64 = refused.header("retry-after").unwrap().parse().unwrap();
    assert!((86_000..=86_400).contains(&wait), "{wait}");
    app.moves_clock("24 hours").await;
    console.signs_in().await.is(200);
    console.posts(PATH, inn()).await.is(201);
    app.stop().await;
}

#[actix_web::test]
async fn a_home_takes_no_word_for_it_but_the_directorys() {
    let app = App::start().await;
    let mut of_home = app.as_role("countersign_operator").await;
    let wish = inn().to_string();
    for seal in ["''", "null", "sha256('guessed')"] {
        let sql = format!(
            "select door.invite_owner(gen_random_uuid(), '{wish}', sha256('x'), gen_random_uuid(), {seal}, gen_random_uuid())"
        );
        let refused = sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut of_home).await.unwrap_err();
        assert_eq!(refused.into_database_error().unwrap().code().as_deref(), Some("CS403"), "{seal}");
    }
    app.stop().await;
}

#[actix_web::test]
async fn an_invitation_that_its_home_cannot_keep_leaves_no_event() {
    let app = App::start_homes(&["eu1", "us1"]).await;
    let console = ops(&app).await;
    let body = with(inn(), "region", json!("US"));
    let home = app.state.homes.find("us1").unwrap();

    home.set_open(false);
    console.posts(PATH, body.clone()).await.is_refused(503, "unavailable");
    home.set_open(true);

    let invited = "select count(*) from platform.event where action = 'organisation.invited'";
    let directory = || async { sqlx::ConnectOptions::connect(&app.directory()).await.unwrap() };
    let kept: i64 = sqlx::query_scalar(invited).fetch_one(&mut directory().await).await.unwrap();
    assert_eq!(kept, 0);
    assert_eq!(console.posts(PATH, body).await.is(201).body["home"], "us1");
    app.stop().await;
}
