use serde_json::json;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::{PATH, asks, decides, waiting};
use crate::{
    support::App,
    tenancy::{deactivate, lacks, newest_detail},
};

#[actix_web::test]
async fn what_is_not_guarded_is_given_at_once_and_holds_from_the_next_request() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    lacks(&requester, "category.export", "GET", "/v1/categories/export?format=csv", None).await;

    let answer = asks(&hotel.admin().await, requester.id, &[], &["category.export"]).await.is(201);

    assert_eq!((&answer.body["state"], &answer.body["decided_by"]), (&json!("given"), &json!(null)));
    requester.gets("/v1/categories").await.is_refused(401, "unauthenticated");
    hotel.requester().await.gets("/v1/categories/export?format=csv").await.is(200);
    let seen = hotel.owner().await.gets(&format!("/v1/people/{}/permissions", requester.id)).await.is(200);
    let held = seen.body["permissions"].as_array().unwrap();
    let source = &held.iter().find(|held| held["code"] == "category.export").unwrap()["sources"][0];
    assert_eq!(
        (&source["role"], &source["granted_by_name"], &source["reason"], &source["grant_id"]),
        (&json!(null), &json!("Alan Admin"), &json!("Stands in for Grace"), &answer.body["id"])
    );
    let detail = newest_detail(&hotel, answer.body["id"].as_str().unwrap()).await;
    assert_eq!((&detail["permissions"], &detail["state"]), (&json!(["category.export"]), &json!("given")));
    app.stop().await;
}

#[actix_web::test]
async fn one_guarded_permission_makes_all_of_it_wait_and_owners_are_told() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;

    let answer = asks(&hotel.admin().await, requester.id, &[], &["category.export", "supplier.activate"]).await.is(201);

    assert_eq!(answer.body["state"], "waiting");
    lacks(&requester, "category.export", "GET", "/v1/categories/export?format=csv", None).await;
    app.delivers().await;
    let mails = app.mail_to("owner@harbour-house.example");
    let [mail] = &mails[..] else { panic!("{mails:?}") };
    assert!(mail.subject.starts_with("Alan Admin asks for rights"), "{}", mail.subject);
    for said in ["Stands in for Grace", "Activate a supplier", "http://localhost:8080/people/grants?state=waiting"] {
        assert!(mail.text.contains(said), "{said}: {}", mail.text);
    }
    assert_eq!(app.mail_to("requester@harbour-house.example").len(), 0, "nothing has changed for them yet");
    app.stop().await;
}

#[actix_web::test]
async fn rights_that_end_open_nothing_from_that_moment_and_leave_the_list_soon() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (admin, id) = (hotel.admin().await, hotel.people.requester);
    let until = chrono::Utc::now() + chrono::Duration::minutes(10);
    let body =
        json!({ "person_id": id, "permissions": ["category.export"], "reason": "Stands in", "expires_at": until });
    admin.posts(PATH, body).await.is(201);
    let requester = hotel.requester().await;
    requester.gets("/v1/categories/export?format=csv").await.is(200);

    app.moves_clock("11 minutes").await;
    let requester = hotel.requester().await;
    lacks(&requester, "category.export", "GET", "/v1/categories/export?format=csv", None).await;
    let me = requester.gets("/v1/session").await.is(200);
    assert!(!me.body["permissions"].as_array().unwrap().contains(&json!("category.export")));

    app.home(app.first()).database.clear_expired().await.unwrap();
    let rows: i64 = sqlx::query_scalar(
        "select count(*) from tenant.permission_grant where permission = 'category.export' and person_id = $1",
    )
    .bind(id)
    .fetch_one(&mut hotel.administrator().await)
    .await
    .unwrap();
    assert_eq!(rows, 0);
    assert_eq!(newest_detail(&hotel, &id.to_string()).await, json!({ "permissions": ["category.export"] }));
    assert_eq!(hotel.actions_on(&id.to_string()).await.last().map(String::as_str), Some("person.grants_ended"));
    app.stop().await;
}

#[actix_web::test]
async fn what_was_held_for_good_outlives_what_ends() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = hotel.people.requester;
    let until = chrono::Utc::now() + chrono::Duration::minutes(10);
    let body = json!({ "person_id": id, "roles": ["requester"], "permissions": ["supplier.view"], "reason": "Twice", "expires_at": until });
    hotel.admin().await.posts(PATH, body).await.is(201);

    app.moves_clock("11 minutes").await;
    app.home(app.first()).database.clear_expired().await.unwrap();

    hotel.requester().await.gets("/v1/suppliers").await.is(200);
    let seen = hotel.owner().await.gets(&format!("/v1/people/{id}/permissions")).await.is(200);
    assert_eq!(seen.body["roles"], json!(["requester"]));
    app.stop().await;
}

#[actix_web::test]
async fn nobody_gives_to_themselves_or_to_who_is_not_there() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let admin = hotel.admin().await;

    asks(&admin, admin.id, &[], &["category.export"]).await.is_refused(409, "grant_to_oneself");
    asks(&admin, clinic.people.requester, &[], &["category.export"]).await.is_invalid("person_id", "unknown");
    let gone = hotel.people.housekeeper;
    deactivate(&hotel, gone).await;
    asks(&admin, gone, &[], &["category.export"]).await.is_invalid("person_id", "inactive");
    let body = json!({ "person_id": hotel.people.requester, "roles": ["admin"], "reason": "Why not" });
    lacks(&hotel.owner().await, "grant.create", "POST", PATH, Some(body)).await;
    app.stop().await;
}

#[actix_web::test]
async fn each_broken_rule_is_named_where_it_is_broken() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let id = hotel.people.requester;

    asks(&admin, id, &[], &[]).await.is_invalid("roles", "nothing");
    asks(&admin, id, &[], &["order.teleport", "budget.view"])
        .await
        .is_invalid("permissions[0]", "unknown")
        .is_invalid("permissions[1]", "planned");
    asks(&admin, id, &[], &["category.export"]).await.is(201);
    asks(&admin, id, &[], &["category.export"]).await.is_invalid("permissions[0]", "held");
    let no_reason = json!({ "person_id": id, "roles": ["requester"], "reason": " " });
    admin.posts(PATH, no_reason).await.is_invalid("reason", "empty");
    let past =
        json!({ "person_id": id, "roles": ["requester"], "reason": "Late", "expires_at": "2020-01-01T00:00:00Z" });
    admin.posts(PATH, past).await.is_invalid("expires_at", "out_of_range");
    app.stop().await;
}

#[actix_web::test]
async fn nobody_holds_a_toxic_pair_without_a_waiver_that_ends() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (admin, id) = (hotel.admin().await, hotel.people.general_manager);
    let mut body = json!({ "person_id": id, "permissions": ["grant.create"], "reason": "There are two of us" });

    let refused = admin.posts(PATH, body.clone()).await.is_refused(409, "toxic_pair");
    assert_eq!(
        refused.body["detail"],
        "Nobody holds `grant.create` and `purchase_order.approve` together without a waiver that ends."
    );
    let pair = |second: &str| json!({ "first": "grant.create", "second": second });
    let held = ["purchase_order.approve", "requisition.approve", "supplier.activate"];
    assert_eq!(refused.body["pairs"], json!(held.map(pair)));
    body["waiver"] = json!("Until the new administrator comes");
    admin.posts(PATH, body.clone()).await.is_invalid("expires_at", "missing");
    body["expires_at"] = json!(chrono::Utc::now() + chrono::Duration::days(91));
    admin.posts(PATH, body.clone()).await.is_invalid("expires_at", "waiver_too_long");
    body["expires_at"] = json!(chrono::Utc::now() + chrono::Duration::days(30));
    let asked = admin.posts(PATH, body).await.is(201);
    decides(&hotel.owner().await, &asked.id(), "approve", None).await.is(200);

    let me = hotel.general_manager().await.gets("/v1/session").await.is(200);
    assert!(me.body["permissions"].as_array().unwrap().contains(&json!("grant.create")));
    app.stop().await;
}

#[actix_web::test]
async fn a_thousand_may_wait_and_no_more() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (admin, id) = (hotel.admin().await, hotel.people.requester);
    let mut connection = hotel.administrator().await;
    let mut tx = sqlx::Connection::begin(&mut connection).await.unwrap();
    sqlx::query("select door.begin_system($1, 'test')").bind(hotel.org_id).execute(&mut *tx).await.unwrap();
    let waiting = "insert into tenant.access_grant (org_id, id, person_id, roles, permissions, reason, state, asked_by, asked_at)
        select $1, gen_random_uuid(), $2, array['accounts'], '{}', 'So', 'waiting', $3, now() from generate_series(1, 999)";
    sqlx::query(waiting).bind(hotel.org_id).bind(id).bind(admin.id).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let person = |mailbox: &str| json!({ "name": "Ada", "email": format!("{mailbox}@harbour-house.example"), "roles": ["accounts"] });

    let two = json!({ "people": [person("a"), person("b")] });
    admin.posts("/v1/invitations", two).await.is_refused(409, "too_many_grants");
    asks(&admin, id, &["accounts"], &[]).await.is(201);
    asks(&admin, id, &["accounts"], &[]).await.is_refused(409, "too_many_grants");
    asks(&admin, id, &[], &["category.export"]).await.is(201);
    app.stop().await;
}

/// A row of an allow-list.
fn row([to, permission, source, by]: [&str; 4], grant: &str, approver: &str) -> String {
    let quoted = |id: &str| if id == "null" { id.to_owned() } else { format!("'{id}'") };
    let (grant, approver) = (quoted(grant), quoted(approver));
    format!(
        "insert into tenant.permission_grant (org_id, person_id, permission, source, granted_by, granted_at, grant_id, approved_by)
        select door.org_id(), '{to}', '{permission}', '{source}', '{by}', now(), {grant}, {approver}"
    )
}

#[actix_web::test]
async fn the_database_enters_what_was_asked_for_and_nothing_guarded_by_one_person_alone() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let asked = &*waiting(&hotel).await.id();
    let open = &*asks(&hotel.admin().await, hotel.people.requester, &[], &["category.export"]).await.is(201).id();
    let to = &*hotel.people.requester.to_string();
    let (own, owner) = (&*hotel.people.admin.to_string(), &*hotel.people.owner.to_string());
    let attempts = [
        (row([to, "purchase_order.issue", "accounts", own], asked, "null"), "permission_grant_guarded"),
        (row([to, "category.update", "accounts", own], asked, "null"), "permission_grant_guarded"),
        (row([to, "purchase_order.issue", "accounts", own], asked, owner), "permission_grant_in_own_name"),
        (row([to, "purchase_order.issue", "accounts", owner], asked, own), "permission_grant_as_asked"),
        (row([to, "purchase_order.issue", "own", own], open, "null"), "permission_grant_as_asked"),
        (row([to, "category.update", "own", own], open, "null"), "permission_grant_as_asked"),
        (row([to, "category.update", "own", own], "null", "null"), "permission_grant_before_joining"),
        (row([own, "category.export", "own", own], open, "null"), "permission_grant_as_asked"),
        (
            format!(
                "update tenant.permission_grant set expires_at = now() + interval '1 day' where grant_id = '{open}'"
            ),
            "permission_grant_as_asked",
        ),
        (format!("delete from tenant.permission_grant where person_id = '{own}'"), "permission_grant_not_from_oneself"),
        (format!("delete from tenant.permission_grant where person_id = '{owner}'"), "permission_grant_of_owner"),
    ];

    for (statement, refusal) in attempts {
        assert_eq!(
            hotel.admin().await.comes_to("grant.create", &statement).await.as_deref(),
            Some(refusal),
            "{statement}"
        );
    }
    let again = row([to, "category.export", "own", own], open, "null") + " on conflict do nothing";
    let refused = hotel.admin().await.comes_to("grant.create", &again).await;
    assert_eq!(refused.as_deref(), Some("permission_grant_once"), "a grant gives once");
    let id = Uuid::new_v4();
    let new = format!(
        "insert into tenant.access_grant (org_id, id, person_id, roles, permissions, reason, state, asked_by, asked_at)
        select door.org_id(), '{id}', '{to}', '{{}}', array['department.export'], 'So', 'given', '{own}', now(); "
    );
    let both = new + &row([to, "department.export", "own", own], &id.to_string(), "null");
    assert_eq!(
        hotel.admin().await.comes_to("grant.create", &both).await,
        None,
        "what is asked for at this moment, in one's own name"
    );
    let long_ago = both.replace("', now(), '", "', now() - interval '1 year', '");
    assert_eq!(hotel.admin().await.comes_to("grant.create", &long_ago).await.as_deref(), Some("permission_grant_now"));
    let undecided = row([to, "purchase_order.issue", "accounts", own], asked, owner);
    let by_owner = hotel.owner().await.comes_to("grant.approve", &undecided).await;
    assert_eq!(by_owner.as_deref(), Some("permission_grant_decided"));
    app.stop().await;
}

#[actix_web::test]
async fn the_database_enters_the_roles_that_were_asked_for_and_now() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (admin, to, grant) = (hotel.admin().await, hotel.people.auditor, Uuid::new_v4());
    let gives = |role: &str, at: &str| {
        format!(
            "insert into tenant.access_grant (org_id, id, person_id, roles, permissions, reason, state, asked_by, asked_at)
            select door.org_id(), '{grant}', '{to}', array['requester'], '{{}}', 'So', 'given', '{by}', door.now();
            insert into tenant.person_role (org_id, person_id, role, given_by, given_at, grant_id)
            select door.org_id(), '{to}', '{role}', '{by}', {at}, '{grant}'",
            by = admin.id
        )
    };

    for (statement, refusal) in [
        (gives("requester", "door.now()"), None),
        (gives("requester", "door.now() - interval '1 year'"), Some("person_role_now")),
        (gives("owner", "door.now()"), Some("person_role_as_asked")),
    ] {
        assert_eq!(admin.comes_to("grant.create", &statement).await.as_deref(), refusal, "{statement}");
    }
    app.stop().await;
}

#[actix_web::test]
async fn the_database_lets_nobody_ask_or_decide_in_anothers_name_or_alone() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let asked = waiting(&hotel).await.id();
    let open = asks(&hotel.admin().await, hotel.people.requester, &[], &["category.export"]).await.is(201).id();
    let to = &*hotel.people.requester.to_string();
    let (own, owner) = (&*hotel.people.admin.to_string(), &*hotel.people.owner.to_string());
    let asking = |state: &str, of: &str, by: &str, role: &str, permission: &str| {
        format!(
            "insert into tenant.access_grant (org_id, id, person_id, roles, permissions, reason, state, asked_by, asked_at)
            select door.org_id(), gen_random_uuid(), '{of}', array['{role}'], array['{permission}'], 'So', '{state}', '{by}', now()"
        )
    };
    let grant = |state: &str, of: &str, by: &str, permission: &str| asking(state, of, by, "requester", permission);
    let decision = |id: &str, state: &str, by: &str| {
        format!(
            "update tenant.access_grant set state = '{state}', decided_by = '{by}', decided_at = now() where id = '{id}'"
        )
    };
    let attempts = [
        (grant("given", to, own, "purchase_order.issue"), "access_grant_guarded"),
        (asking("given", to, own, "auditor", "category.export"), "access_grant_guarded"),
        (grant("given", own, own, "category.export"), "access_grant_not_to_oneself"),
        (grant("waiting", to, owner, "category.export"), "access_grant_in_own_name"),
        (grant("refused", to, own, "category.export"), "access_grant_begins"),
        (
            grant("waiting", to, own, "category.export").replace("now()", "now() + interval '1 year'"),
            "access_grant_asked",
        ),
        (decision(&asked, "given", own), "access_grant_permission"),
        (decision(&asked, "given", owner), "access_grant_in_own_name"),
        (decision(&open, "withdrawn", own), "access_grant_decided"),
    ];

    for (statement, refusal) in attempts {
        assert_eq!(
            hotel.admin().await.comes_to("grant.create", &statement).await.as_deref(),
            Some(refusal),
            "{statement}"
        );
    }
    app.stop().await;
}

#[actix_web::test]
async fn the_database_lets_no_waiver_last_and_nobody_ask_who_may_not() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let to = hotel.people.requester;
    let asks = |columns: &str, values: &str| {
        format!(
            "insert into tenant.access_grant (org_id, id, person_id, roles, reason, state, asked_by, asked_at, {columns})
            select door.org_id(), gen_random_uuid(), '{to}', '{{requester}}', 'So', 'waiting', '{}', now(), {values}",
            hotel.people.admin
        )
    };
    let endless = asks("permissions, waiver", "'{}', 'For ever'");
    let pairless = asks("permissions, waived", "'{}', '{grant.create+supplier.activate}'");
    let nameless = asks("permissions", "'{null}'");
    let unknown = asks("permissions", "'{}'").replace("{requester}", "{own}");

    for (statement, refusal) in [
        (&endless, "access_grant_waiver_ends"),
        (&pairless, "access_grant_waived_by_waiver"),
        (&nameless, "access_grant_no_nulls"),
        (&unknown, "access_grant_known_roles"),
    ] {
        assert_eq!(
            hotel.admin().await.comes_to("grant.create", statement).await.as_deref(),
            Some(refusal),
            "{statement}"
        );
    }
    let mut connection = hotel.app.as_role("countersign_tenant").await;
    let mut tx = sqlx::Connection::begin(&mut connection).await.unwrap();
    let head = hotel.head().await;
    head.begins(&mut tx, "requisition.view", Uuid::new_v4()).await;
    let own = asks("permissions", "'{}'").replace(&hotel.people.admin.to_string(), &head.id.to_string());
    let refused = sqlx::raw_sql(AssertSqlSafe(own)).execute(&mut *tx).await.unwrap_err();
    assert_eq!(refused.as_database_error().and_then(|error| error.constraint()), Some("access_grant_asked"));
    app.stop().await;
}

#[actix_web::test]
async fn a_sign_in_of_long_ago_gives_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let late = "update door.session set authenticated_at = door.now() - interval '6 minutes'";
    sqlx::raw_sql(late).execute(&mut app.administrator().await).await.unwrap();

    let answer = asks(&admin, hotel.people.requester, &[], &["category.export"]).await;

    answer.is_refused(401, "sign_in_too_old");
    app.stop().await;
}
