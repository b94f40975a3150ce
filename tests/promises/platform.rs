//! The permission matrix of the operators' plane: every operation of it, every role, and everybody of an organisation.
use std::collections::BTreeSet;

use access::platform::{OperatorRole, catalogue::PLATFORM_CATALOGUE};
use sqlx::Connection;

use crate::{
    operation::{Operation, operations_of_all_planes},
    support::{App, Dns, ORIGIN},
};

fn of_platform(app: &App) -> Vec<Operation> {
    operations_of_all_planes(app).into_iter().filter(|operation| operation.is_of_platform).collect()
}

/// The cookie of an operator of this role, signed in round both factors, for hashing takes longer than the test.
async fn signed_in(app: &App, role: OperatorRole) -> String {
    let secret = format!("op_{}familyfamilyfa.secret", role.code());
    let mut connection = sqlx::ConnectOptions::connect(&app.directory()).await.unwrap();
    let open = "with made as (insert into platform.operator (id, email, name, role, created_at)
            values (gen_random_uuid(), $1 || '@operators.example', $1, $1, now()) returning id)
        insert into platform.session (id, hash, operator_id, created_at, last_used_at, idle_limit, expires_at)
        select gen_random_uuid(), sha256(convert_to($2, 'utf8')), id, now(), now(), '15 minutes', now() + interval '8 hours' from made";
    sqlx::query(open).bind(role.code()).bind(&secret).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    secret
}

fn entry(code: &str) -> &'static access::platform::catalogue::PlatformEntry {
    PLATFORM_CATALOGUE.iter().find(|entry| entry.code == code).expect("in the catalogue of the platform")
}

#[actix_web::test]
async fn every_role_gets_past_the_check_of_what_it_holds_and_of_nothing_else() {
    // What a domain publishes is asked of nobody outside.
    let app = Dns::start().app().await;
    let _hotel = app.hotel().await;
    let mut tried = 0;
    for role in OperatorRole::ALL {
        let secret = signed_in(&app, role).await;
        for operation in of_platform(&app) {
            let Some(permission) = operation.permission.clone() else { continue };
            let mut request = operation.request();
            request.sets("cookie", &format!("__Host-operator={secret}"));
            request.sets("origin", ORIGIN);
            request.sets("x-csrf-token", &access::csrf_token(&secret).unwrap());
            let answer = request.sent_by(&app.with_token("")).await;
            let refused = (answer.status, answer.body["code"].as_str(), answer.body["detail"].as_str());
            let is_refused = refused == (403, Some("forbidden"), Some(&*permission));
            assert_eq!(
                is_refused,
                !entry(&permission).roles.contains(&role),
                "{} by {role:?}: {answer:?}",
                operation.name
            );
            assert!(
                is_refused || !matches!(answer.status, 401 | 403 | 500..),
                "{} by {role:?}: {answer:?}",
                operation.name
            );
            tried += 1;
        }
    }
    assert!(tried >= 36, "{tried}");
    app.stop().await;
}

#[actix_web::test]
async fn nobody_of_an_organisation_gets_to_an_operation_of_the_platform() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let everything: Vec<_> =
        access::catalogue::CATALOGUE.iter().filter(|entry| entry.is_live()).map(|entry| entry.code).collect();
    let person = hotel.somebody_who_may(&everything).await;
    let before = hotel.actions().await.len();

    for operation in of_platform(&app).iter().filter(|operation| operation.security[0].is_object()) {
        let answer = operation.request().sent_by(&person).await;
        let refused = (answer.status, answer.body["code"].as_str());
        assert_eq!(refused, (401, Some("unauthenticated")), "{}: {answer:?}", operation.name);
    }

    assert_eq!(hotel.actions().await.len(), before);
    app.stop().await;
}

#[actix_web::test]
async fn every_live_permission_of_the_platform_has_an_operation_and_no_planned_one_has() {
    let app = App::start().await;
    let operations = of_platform(&app);

    let named: BTreeSet<_> = operations.iter().filter_map(|operation| operation.permission.clone()).collect();
    let live = PLATFORM_CATALOGUE.iter().filter(|entry| entry.is_live).map(|entry| entry.code.to_owned());

    assert_eq!(named, live.collect());
    let mut confirmed = 0;
    for operation in &operations {
        assert!(operation.path.starts_with("/v1/operator/"), "{}", operation.name);
        if let Some(permission) = &operation.permission {
            let within = entry(permission).sign_in_within_s.map(i64::from);
            assert_eq!(operation.sign_in_within_s, within, "{}", operation.name);
            let is_marked =
                operation.event.as_deref().is_some_and(|event| entry(permission).confirmed.contains(&event));
            assert_eq!(operation.confirms_by.as_deref(), is_marked.then_some("otp"), "{}", operation.name);
            assert!(!is_marked || within.is_some_and(|within| within <= 300), "{}", operation.name);
            confirmed += usize::from(is_marked);
            assert_eq!(operation.event.is_some(), operation.method != "GET", "{}", operation.name);
            assert!(operation.security[0]["operator_cookie"].is_array(), "{}", operation.name);
        } else {
            assert!(operation.public_because.as_ref().is_some_and(|why| why.ends_with('.')), "{}", operation.name);
        }
    }
    assert_eq!(confirmed, PLATFORM_CATALOGUE.iter().map(|entry| entry.confirmed.len()).sum::<usize>());
    assert!(confirmed >= 4, "{confirmed}");
    app.stop().await;
}

#[actix_web::test]
async fn the_directory_is_walked_and_a_hole_in_it_is_found() {
    let app = App::start().await;
    let mut connection = sqlx::ConnectOptions::connect(&app.directory()).await.unwrap();
    assert_eq!(access::walker::walk_directory(&mut connection).await.unwrap(), []);

    for (hole, rule) in [
        ("alter table platform.session disable row level security", "directory.row_security"),
        ("grant select on platform.operator to countersign_operator", "directory.grant"),
        ("grant update (name) on platform.operator to countersign_sign_in", "directory.grant"),
        ("grant execute on function platform.open_session to countersign_operator", "directory.callers"),
        ("grant execute on function platform.caller to public", "directory.callers"),
        ("alter function platform.caller(text) security definer", "directory.definer"),
        ("alter function platform.caller(text) reset search_path", "directory.search_path"),
        ("create function platform.mine() returns int language sql as 'select 1'", "directory.function"),
        ("alter table platform.event disable trigger event_append_only", "directory.trigger"),
        ("delete from platform.warrant_key", "directory.warrant_key"),
        ("create policy open on platform.link using (true)", "directory.policy"),
    ] {
        let mut tx = connection.begin().await.unwrap();
        sqlx::raw_sql(hole).execute(&mut *tx).await.unwrap();
        let found = access::walker::walk_directory(&mut tx).await.unwrap();
        assert!(found.iter().any(|finding| finding.rule == rule), "{hole}: {found:?}");
        tx.rollback().await.unwrap();
    }
    app.stop().await;
}
