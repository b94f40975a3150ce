//! The operators' role by direct SQL: it reads no row of an organisation, and suspends none without a second operator.
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, Row};
use uuid::Uuid;

use crate::{
    platform::console::{both, two},
    support::{App, passwords},
};

pub async fn in_directory(app: &App, role: &str) -> PgConnection {
    app.directory().username(role).password(&passwords().of_role(role)).connect().await.unwrap()
}

async fn code_of(connection: &mut PgConnection, sql: &str) -> Option<String> {
    let mut tx = connection.begin().await.unwrap();
    let outcome = sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut *tx).await;
    tx.rollback().await.unwrap();
    let error = outcome.err()?.into_database_error().expect("an answer of the database");
    error.code().map(std::borrow::Cow::into_owned)
}

#[actix_web::test]
async fn the_operators_role_reads_no_row_of_an_organisation() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    hotel.owner_signs_in().await;
    let mut administrator = app.administrator().await;
    let tables = "select oid::regclass::text from pg_class
        where relnamespace in ('tenant'::regnamespace, 'door'::regnamespace) and relkind in ('r', 'p', 'v')";
    let tables: Vec<String> = sqlx::query_scalar(tables).fetch_all(&mut administrator).await.unwrap();
    let mut operator = app.as_role("countersign_operator").await;

    assert!(tables.len() > 60, "{}", tables.len());
    for table in &tables {
        let refused = code_of(&mut operator, &format!("select 1 from {table}")).await;
        assert_eq!(refused.as_deref(), Some("42501"), "{table}");
    }

    // What is lent tells names and counts, and leaves no context behind.
    let mut tx = operator.begin().await.unwrap();
    let seen =
        sqlx::query("select * from door.organisations_at_a_glance(array[$1])").bind(hotel.org_id).fetch_one(&mut *tx);
    let seen = seen.await.unwrap();
    let columns: Vec<_> = seen.columns().iter().map(|column| sqlx::Column::name(column).to_owned()).collect();
    assert_eq!(
        columns,
        ["org_id", "name", "created_at", "suspended_at", "resumed_at", "people", "deletion_began_at", "deletes_at"]
    );
    let context: String =
        sqlx::query_scalar("select current_setting('door.context')").fetch_one(&mut *tx).await.unwrap();
    assert_eq!(context, "");
    let org: Option<Uuid> = sqlx::query_scalar("select door.org_id()").fetch_one(&mut *tx).await.unwrap();
    assert_eq!(org, None);
    app.stop().await;
}

#[actix_web::test]
async fn no_login_role_reads_the_operators_tables() {
    let app = App::start_homes(&["eu1", "us1"]).await;
    let mut administrator = app.directory().connect().await.unwrap();
    let tables =
        "select oid::regclass::text from pg_class where relnamespace = 'platform'::regnamespace and relkind = 'r'";
    let tables: Vec<String> = sqlx::query_scalar(tables).fetch_all(&mut administrator).await.unwrap();
    assert!(tables.len() >= 15, "{tables:?}");

    for role in ["tenant", "sign_in", "operator", "worker"] {
        let mut login = in_directory(&app, &format!("countersign_{role}")).await;
        for table in &tables {
            for sql in [format!("select 1 from {table}"), format!("delete from {table}")] {
                assert_eq!(code_of(&mut login, &sql).await.as_deref(), Some("42501"), "{role}: {sql}");
            }
        }
    }
    let mut owner = app.directory().connect().await.unwrap();
    for sql in ["update platform.event set action = 'x'", "delete from platform.event", "truncate platform.event"] {
        assert_eq!(code_of(&mut owner, sql).await.as_deref(), Some("CS409"), "{sql}");
    }
    app.stop().await;
}

/// What the role that opens sessions may call.
const OPENS: &[&str] = &[
    "begin_attempt",
    "begin_link",
    "begin_passkey_sign_in",
    "deny_intent",
    "find_operator",
    "find_passkey",
    "open_session",
    "open_session_with_passkey",
    "read_link",
    "refuse_session",
    "replace_session",
    "suspect_passkey",
    "use_link",
];

/// What the role that acts in them may call.
const ACTS: &[&str] = &[
    "add_passkey",
    "ask_intent",
    "ask_intent_by_passkey",
    "ask_operator_change",
    "ask_standing",
    "ask_support",
    "begin_passkey",
    "begin_recovery",
    "begin_request",
    "carry_out_deletion",
    "carry_out_operator_change",
    "carry_out_recovery",
    "carry_out_standing",
    "complete_recovery",
    "end_session",
    "find_challenge",
    "find_intent_passkey",
    "home_of_support",
    "invite_owner",
    "leave_supports",
    "list_events",
    "list_operators",
    "list_organisations",
    "list_supports",
    "note_purge",
    "open_support",
    "own_passkeys",
    "prove_recovery",
    "record_denial",
    "recovery_to_prove",
    "redeem_intent",
    "redeem_intent_by_passkey",
    "remove_passkey",
    "restore_organisation",
    "review_operator_change",
    "review_recovery",
    "review_standing",
    "stop_recovery",
    "touch_session",
    "try_intent",
    "try_intent_by_passkey",
    "view_recovery",
    "withdraw_operator_change",
    "withdraw_standing",
];

#[actix_web::test]
async fn the_role_that_opens_sessions_acts_in_none_and_the_one_that_acts_opens_none() {
    let app = App::start().await;
    let functions = "select p.oid::regprocedure::text, has_function_privilege('countersign_sign_in', p.oid, 'execute'),
            has_function_privilege('countersign_operator', p.oid, 'execute'),
            has_function_privilege('countersign_tenant', p.oid, 'execute'), has_function_privilege('countersign_worker', p.oid, 'execute')
        from pg_proc p where p.pronamespace = 'platform'::regnamespace";
    let functions: Vec<(String, bool, bool, bool, bool)> =
        sqlx::query_as(functions).fetch_all(&mut app.administrator().await).await.unwrap();
    let lent = |of: fn(&(String, bool, bool, bool, bool)) -> bool| {
        let mut names: Vec<_> =
            functions.iter().filter(|one| of(one)).map(|one| one.0.split(['.', '(']).nth(1).unwrap()).collect();
        names.sort_unstable();
        names
    };

    assert_eq!(lent(|one| one.1), OPENS);
    assert_eq!(lent(|one| one.2), ACTS);
    assert_eq!(lent(|one| one.3), [""; 0]);
    // Whoever sends mail opens no session and acts in none.
    assert_eq!(lent(|one| one.4), ["claim_mail", "end_mail", "refuse_mail"]);
    app.stop().await;
}

pub async fn act(operator: &mut PgConnection, secret: &str, sql: &str) -> Option<String> {
    let mut tx = operator.begin().await.unwrap();
    let begin = "select 1 from platform.begin_request($1, null, gen_random_uuid(), '203.0.113.7')";
    sqlx::query(begin).bind(secret).execute(&mut *tx).await.unwrap();
    let outcome = sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut *tx).await;
    match outcome {
        Ok(_) => {
            tx.commit().await.unwrap();
            None
        }
        Err(error) => {
            let error = error.into_database_error().unwrap();
            Some(error.constraint().map_or_else(|| error.code().unwrap().into_owned(), str::to_owned))
        }
    }
}

#[actix_web::test]
async fn one_operator_alone_suspends_nobody_by_sql_either() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let consoles = two(&app).await;
    let [one, _] = &consoles;
    let mut operator = in_directory(&app, "countersign_operator").await;
    let ask = "select platform.ask_standing('harbour-house', 'suspend', 'by hand', '1 day')";
    let carry_out = "select platform.carry_out_standing('harbour-house', 'suspend')";

    // Without a session, or under the hash of one that is made up, nothing is asked or done.
    assert_eq!(code_of(&mut operator, ask).await.as_deref(), Some("CS401"));
    let forged = format!("select set_config('platform.session', encode(sha256('x'), 'hex'), true); {carry_out}");
    assert_eq!(code_of(&mut operator, &forged).await.as_deref(), Some("CS401"));
    // In one session, it is asked and not carried out, and no other act is known.
    assert_eq!(act(&mut operator, &one.secret, ask).await, None);
    assert_eq!(act(&mut operator, &one.secret, carry_out).await.as_deref(), Some("standing_change_by_two"));
    let unknown = "select platform.ask_standing('harbour-house', 'restore', 'by hand', '1 day')";
    assert_eq!(act(&mut operator, &one.secret, unknown).await.as_deref(), Some("CS403"));

    // The home takes no word for it but the directory's.
    let mut of_home = app.as_role("countersign_operator").await;
    for seal in ["''", "null", "sha256('guessed')"] {
        let sql = format!(
            "select door.change_standing(gen_random_uuid(), 'suspend', '{}', gen_random_uuid(), gen_random_uuid(), 'by hand', {seal}, gen_random_uuid())",
            Uuid::from(hotel.org_id)
        );
        assert_eq!(code_of(&mut of_home, &sql).await.as_deref(), Some("CS403"), "{seal}");
    }
    hotel.owner().await.gets("/v1/session").await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn a_seal_that_was_used_does_nothing_a_second_time_and_nothing_for_another() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let consoles = two(&app).await;
    both(&consoles, "suspension", "harbour-house").await;
    let sealed = "select format('select door.change_standing(%L, ''suspend'', %L, %L, %L, %L, %L, gen_random_uuid())', c.id, c.org_id, c.asked_by,
            c.carried_out_by, c.reason, sha256(k.secret || sha256(k.secret || convert_to(concat_ws('|', c.act, c.id, c.org_id, c.asked_by, c.carried_out_by,
            c.reason), 'utf8'))))
        from platform.standing_change c, platform.warrant_key k";
    let replay: String = sqlx::query_scalar(sealed).fetch_one(&mut app.administrator().await).await.unwrap();
    both(&consoles, "resumption", "harbour-house").await;

    let mut operator = app.as_role("countersign_operator").await;
    sqlx::raw_sql(AssertSqlSafe(replay.clone())).execute(&mut operator).await.unwrap();
    let [from, to] = [hotel.org_id, clinic.org_id].map(|id| Uuid::from(id).to_string());
    let for_another = code_of(&mut operator, &replay.replace(&from, &to)).await;

    assert_eq!(for_another.as_deref(), Some("CS403"));
    hotel.owner().await.gets("/v1/session").await.is(200);
    clinic.owner().await.gets("/v1/session").await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn what_operators_may_do_stands_alike_in_the_directory_and_in_the_catalogue() {
    use access::platform::{OperatorRole, catalogue::PLATFORM_CATALOGUE};
    let app = App::start().await;
    let held = "select role, permission, extract(epoch from within)::int from platform.role_permission order by 1, 2";
    let held: Vec<(String, String, Option<i32>)> =
        sqlx::query_as(held).fetch_all(&mut app.administrator().await).await.unwrap();

    let live = PLATFORM_CATALOGUE.iter().filter(|entry| entry.is_live);
    let mut wanted: Vec<_> = live
        .flat_map(|entry| {
            let within = entry.sign_in_within_s.map(|seconds| i32::try_from(seconds).unwrap());
            entry.roles.iter().map(move |role: &OperatorRole| (role.code().to_owned(), entry.code.to_owned(), within))
        })
        .collect();
    wanted.sort();

    assert_eq!(held, wanted);
    app.stop().await;
}

#[actix_web::test]
async fn one_operator_alone_deletes_nobody_by_sql_either_and_nobody_sooner() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let consoles = two(&app).await;
    let [one, other] = &consoles;
    let mut operator = in_directory(&app, "countersign_operator").await;
    let ask = "select platform.ask_standing('harbour-house', 'delete', 'by hand', '1 day')";
    let carry_out = |days: i32| format!("select platform.carry_out_deletion('harbour-house', {days})");

    assert_eq!(code_of(&mut operator, ask).await.as_deref(), Some("CS401"));
    assert_eq!(act(&mut operator, &one.secret, ask).await, None);
    assert_eq!(act(&mut operator, &one.secret, &carry_out(7)).await.as_deref(), Some("standing_change_by_two"));
    // No other function carries it out, and no seal is made for less than seven days.
    let by_another = "select platform.carry_out_standing('harbour-house', 'delete')";
    assert_eq!(act(&mut operator, &other.secret, by_another).await.as_deref(), Some("CS403"));
    for days in [0, 6, 366] {
        let refused = act(&mut operator, &other.secret, &carry_out(days)).await;
        assert_eq!(refused.as_deref(), Some("standing_change_delay"), "{days}");
    }

    // The home takes no word for it but the directory's, and no deletion by the way of a suspension.
    let mut of_home = app.as_role("countersign_operator").await;
    let id = Uuid::from(hotel.org_id);
    let who = "gen_random_uuid(), gen_random_uuid()";
    for seal in ["''", "null", "sha256('guessed')"] {
        for sql in [
            format!(
                "select door.begin_deletion(gen_random_uuid(), '{id}', {who}, 'by hand', 7, null, {seal}, gen_random_uuid())"
            ),
            format!(
                "select door.restore_organisation(gen_random_uuid(), '{id}', gen_random_uuid(), 'by hand', null, {seal}, gen_random_uuid())"
            ),
        ] {
            assert_eq!(code_of(&mut of_home, &sql).await.as_deref(), Some("CS403"), "{sql}");
        }
    }
    let sealed = "select format('select door.change_standing(%L, ''delete'', %L, %L, %L, %L, %L, gen_random_uuid())', $1::uuid, $2::uuid, $1::uuid, $2::uuid, '7|why',
            sha256(k.secret || sha256(k.secret || convert_to(concat_ws('|', 'delete', $1::uuid, $2::uuid, $1::uuid, $2::uuid, 7, 'why'), 'utf8'))))
        from platform.warrant_key k";
    let sealed = sqlx::query_scalar(sealed).bind(Uuid::from_u128(1)).bind(id);
    let as_suspension: String = sealed.fetch_one(&mut app.administrator().await).await.unwrap();
    assert_eq!(code_of(&mut of_home, &as_suspension).await.as_deref(), Some("CS403"));
    // Nor does the directory believe that anything is gone but by a home's seal.
    let note = format!("select platform.note_purge('{id}', gen_random_uuid(), now(), '{{}}', sha256('guessed'))");
    assert_eq!(code_of(&mut operator, &note).await.as_deref(), Some("CS403"));
    hotel.owner().await.gets("/v1/session").await.is(200);
    app.stop().await;
}
