//! By direct SQL as the operators' role: nothing without a proof, a confirmation, the directory's seal and the delay.
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use uuid::Uuid;

use super::{OWNER, ops, owner_with_an_app};
use crate::{
    identity::browser::{Browser, PASSWORD},
    platform::plane::{act, in_directory},
    support::{App, Dns},
};

const CARRY_OUT: &str = "select platform.carry_out_recovery('harbour-house', 'owner@harbour-house.example', 72)";
const COMPLETE: &str = "select platform.complete_recovery('harbour-house')";

async fn code_of(connection: &mut PgConnection, sql: &str) -> Option<String> {
    let mut tx = connection.begin().await.unwrap();
    let outcome = sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut *tx).await;
    tx.rollback().await.unwrap();
    let error = outcome.err()?.into_database_error().expect("an answer of the database");
    Some(error.constraint().map_or_else(|| error.code().unwrap().into_owned(), str::to_owned))
}

/// As the directory would.
async fn sealed_word(app: &App, said: String) -> String {
    let sql = "select quote_literal(sha256(k.secret || sha256(k.secret || convert_to($1::jsonb::text, 'utf8')))::text) || '::bytea' from door.warrant_key k";
    sqlx::query_scalar(sql).bind(said).fetch_one(&mut app.administrator().await).await.unwrap()
}

#[actix_web::test]
async fn the_directory_carries_out_and_completes_nothing_that_was_not_proven_confirmed_and_waited_for() {
    let dns = Dns::start();
    let app = dns.app().await;
    let hotel = app.hotel().await;
    let _owner = owner_with_an_app(&hotel).await;
    let mut one = ops(&app).await;
    let mut operator = in_directory(&app, "countersign_operator").await;

    // Without a session nothing; in one, no proof by another text than the token's.
    assert_eq!(code_of(&mut operator, CARRY_OUT).await.as_deref(), Some("CS401"));
    one.begins_recovery_of(OWNER).await.is(201);
    let guess = "select platform.prove_recovery('harbour-house', 'countersign-recovery=0')";
    assert_eq!(act(&mut operator, &one.secret, guess).await.as_deref(), Some("recovery_record_differs"));
    assert_eq!(act(&mut operator, &one.secret, CARRY_OUT).await.as_deref(), Some("intent_demanded"));
    let review = "select platform.review_recovery('harbour-house')";
    assert_eq!(act(&mut operator, &one.secret, review).await.as_deref(), Some("recovery_unproven"));
    // Nobody completes what was not carried out, nor before its time, nor without having looked again.
    let sealed =
        format!("do $$ begin if exists ({COMPLETE}) then raise 'a seal' using errcode = 'CS999'; end if; end $$");
    assert_eq!(act(&mut operator, &one.secret, &sealed).await, None, "and no seal comes of it");
    one.stops().await.is(200);
    one.announces(&dns).await;
    assert_eq!(act(&mut operator, &one.secret, COMPLETE).await.as_deref(), Some("recovery_too_early"));
    app.moves_clock("73 hours").await;
    one.signs_in().await.is(200);
    assert_eq!(act(&mut operator, &one.secret, COMPLETE).await.as_deref(), Some("recovery_unproven_again"));
    Browser::new(&app).tries("harbour-house", OWNER, PASSWORD).await.is(202);
    app.stop().await;
}

#[actix_web::test]
async fn an_intent_of_ones_own_carries_out_nothing_unproven_and_nothing_sooner() {
    let dns = Dns::start();
    let app = dns.app().await;
    let _hotel = app.hotel().await;
    let one = ops(&app).await;
    let mut operator = in_directory(&app, "countersign_operator").await;
    let begun = one.begins_recovery_of(OWNER).await.is(201);
    let (id, intent) = (begun.body["id"].as_str().unwrap(), Uuid::from_u128(7));
    let confirmed = |carry_out: &str| {
        format!(
            "select platform.ask_intent('{intent}', 'recovery.carried_out', '{id}', sha256('shown'), sha256('mark'), sha256('link'), 'A title',
                array['A line'], null, interval '5 minutes', gen_random_uuid(), 'k', 'sealed');
            select platform.redeem_intent('{intent}', 'recovery.carried_out', '{id}', sha256('shown'), array[sha256('mark')]);
            {carry_out}"
        )
    };

    let refused = act(&mut operator, &one.secret, &confirmed(CARRY_OUT)).await;
    assert_eq!(refused.as_deref(), Some("recovery_unproven"));

    one.stops().await.is(200);
    one.proves(&dns).await;
    let proven = one.sees().await.is(200);
    let id = proven.body["id"].as_str().unwrap();
    let confirmed = |carry_out: &str| {
        format!(
            "select platform.ask_intent('{intent}', 'recovery.carried_out', '{id}', sha256('shown'), sha256('mark'), sha256('link'), 'A title',
                array['A line'], null, interval '5 minutes', gen_random_uuid(), 'k', 'sealed');
            select platform.redeem_intent('{intent}', 'recovery.carried_out', '{id}', sha256('shown'), array[sha256('mark')]);
            {carry_out}"
        )
    };
    let sooner = CARRY_OUT.replace("72", "71");
    let refused = act(&mut operator, &one.secret, &confirmed(&sooner)).await;
    assert_eq!(refused.as_deref(), Some("recovery_delay_hours_check"));
    let elsewhere = CARRY_OUT.replace("owner@harbour-house", "owner@alder-clinic");
    let refused = act(&mut operator, &one.secret, &confirmed(&elsewhere)).await;
    assert_eq!(refused.as_deref(), Some("recovery_domain_differs"));
    app.stop().await;
}

#[actix_web::test]
async fn the_home_takes_no_word_but_the_directorys_and_shortens_no_delay() {
    let dns = Dns::start();
    let app = dns.app().await;
    let hotel = app.hotel().await;
    let _owner = owner_with_an_app(&hotel).await;
    let one = ops(&app).await;
    let mut of_home = app.as_role("countersign_operator").await;
    let org = Uuid::from(hotel.org_id);
    let begin = |id: Uuid, hours: i32, seal: &str| {
        format!(
            "select door.begin_owner_recovery('{id}', '{org}', '{id}', 'Oda Finch', 'ops@operators.example', '{OWNER}', 'harbour-house.example', 'So', null,
                {hours}, sha256('link'), gen_random_uuid(), null, null, {seal}, gen_random_uuid())"
        )
    };
    let id = Uuid::from_u128(8);
    for seal in ["''", "null", "sha256('guessed')"] {
        for sql in [
            begin(id, 72, seal),
            format!("select door.stop_owner_recovery('{id}', '{org}', '{id}', {seal}, gen_random_uuid())"),
            format!("select door.complete_owner_recovery('{id}', '{org}', '{id}', {seal}, gen_random_uuid())"),
        ] {
            assert_eq!(code_of(&mut of_home, &sql).await.as_deref(), Some("CS403"), "{sql}");
        }
    }

    // Even the seal makes no delay shorter, and completes nothing before its time.
    let said = format!(
        r#"["recovery.begin", "{id}", "{org}", "{id}", "Oda Finch", "ops@operators.example", "{OWNER}", "harbour-house.example", "So", null, 71]"#
    );
    let sealed = sealed_word(&app, said).await;
    let refused = code_of(&mut of_home, &begin(id, 71, &sealed)).await;
    assert_eq!(refused.as_deref(), Some("owner_recovery_delay_check"));
    one.announces(&dns).await;
    let begun = one.sees().await.is(200);
    let begun = begun.body["id"].as_str().unwrap();
    let said = format!(r#"["recovery.complete", "{begun}", "{org}", "{id}"]"#);
    let sealed = sealed_word(&app, said).await;
    let complete =
        format!("select door.complete_owner_recovery('{begun}', '{org}', '{id}', {sealed}, gen_random_uuid())");
    let stands: String = sqlx::query_scalar(AssertSqlSafe(complete)).fetch_one(&mut of_home).await.unwrap();
    assert_eq!(stands, "waiting");
    Browser::new(&app).tries("harbour-house", OWNER, PASSWORD).await.is(202);
    app.stop().await;
}
