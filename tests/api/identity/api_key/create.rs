use access::catalogue::CATALOGUE;
use chrono::{Duration, Utc};
use serde_json::json;

use super::{PATH, active, wanted, with};
use crate::support::App;

#[actix_web::test]
async fn it_waits_its_secret_is_told_once_and_owners_are_told() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;

    let asked = admin.posts(PATH, wanted(&["supplier.view", "department.view"])).await.is(201);

    let (shown, secret) = (&asked.body, asked.body["secret"].as_str().unwrap());
    assert_eq!(
        (&shown["state"], &shown["scopes"], &shown["networks"], &shown["asked_by_name"], &shown["used_at"]),
        (
            &json!("waiting"),
            &json!(["department.view", "supplier.view"]),
            &json!([]),
            &json!("Alan Admin"),
            &json!(null)
        )
    );
    assert!(secret.starts_with("eu1_csk_") && secret.starts_with(shown["prefix"].as_str().unwrap()));
    assert_eq!(asked.action("api_key.approve"), Err("forbidden".into()));
    assert_eq!(asked.action("api_key.revoke"), Ok(()));
    assert_eq!(hotel.actions_on(&asked.id()).await, ["api_key.created"]);
    app.with_token(secret).gets("/v1/suppliers").await.is_refused(401, "unauthenticated");
    let listed = admin.gets(&format!("{PATH}?id={}", asked.id())).await.is(200);
    assert!(!String::from_utf8(listed.bytes).unwrap().contains(secret));
    app.delivers().await;
    let mails = app.mail_to("owner@harbour-house.example");
    let [mail] = &mails[..] else { panic!("{mails:?}") };
    let said = ["Stock system", "Orders that it proposes", "department.view, supplier.view", "From anywhere, until"];
    for said in said.into_iter().chain(["/settings/api-keys"]) {
        assert!(mail.text.contains(said), "{said}: {}", mail.text);
    }
    assert!(!mail.whole.contains(secret));
    app.stop().await;
}

#[actix_web::test]
async fn asked_twice_it_is_one_key_and_nothing_keeps_its_secret_readable() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (admin, body) = (hotel.admin().await, wanted(&["supplier.view"]));

    let first = admin.posts_with_key(PATH, body.clone(), "stock-system-1").await.is(201);
    let again = admin.posts_with_key(PATH, body, "stock-system-1").await.is(201);

    assert_eq!((&first.bytes, again.header("idempotency-replayed")), (&again.bytes, Some("true")));
    let secret = first.body["secret"].as_str().unwrap();
    let kept = "select count(*) from door.idempotency where position(convert_to($1, 'utf8') in response) > 0";
    let kept: i64 = sqlx::query_scalar(kept).bind(secret).fetch_one(&mut hotel.administrator().await).await.unwrap();
    assert_eq!(kept, 0);
    app.stop().await;
}

#[actix_web::test]
async fn only_scopes_are_scopes() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;

    for entry in CATALOGUE.iter().filter(|entry| !entry.is_scope) {
        admin.posts(PATH, wanted(&[entry.code])).await.is_invalid("scopes[0]", "not_a_scope");
    }
    admin.posts(PATH, wanted(&[])).await.is_invalid("scopes", "nothing");
    admin.posts(PATH, wanted(&["supplier.sell"])).await.is_invalid("scopes[0]", "unknown");
    admin.posts(PATH, wanted(&["supplier.view", "supplier.view"])).await.is_invalid("scopes[1]", "twice");
    app.stop().await;
}

#[actix_web::test]
async fn what_breaks_a_rule_names_its_field() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;

    let too_late = Utc::now() + Duration::days(366);
    admin.posts(PATH, with("expires_at", json!(too_late))).await.is_invalid("expires_at", "out_of_range");
    let before = Utc::now() - Duration::minutes(1);
    admin.posts(PATH, with("expires_at", json!(before))).await.is_invalid("expires_at", "out_of_range");
    admin.posts(PATH, with("networks", json!(["203.0.113.7/24"]))).await.is_invalid("networks[0]", "host_bits");
    admin.posts(PATH, with("networks", json!(["0.0.0.0/0"]))).await.is_invalid("networks[0]", "too_wide");
    let many: Vec<_> = (0..21).map(|part| format!("10.{part}.0.0/16")).collect();
    admin.posts(PATH, with("networks", json!(many))).await.is_invalid("networks", "too_many");
    admin.posts(PATH, with("reason", json!(" "))).await.is_invalid("reason", "empty");
    let answer = hotel.owner().await.posts(PATH, wanted(&["supplier.view"])).await.is_refused(403, "forbidden");
    assert_eq!(answer.body["detail"], "api_key.create");
    app.stop().await;
}

#[actix_web::test]
async fn a_hundred_wait_or_live_at_most() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let first = admin.posts(PATH, wanted(&["supplier.view"])).await.is(201).id();
    // Round the door, ninety-nine more.
    let more = "
        with account as (
            insert into tenant.person (org_id, id, name, email, is_active, is_machine, created_at)
            select $1, g.id, 'Stock', 'api-key.' || g.id || '@key.invalid', false, true, now()
            from (select gen_random_uuid() as id from generate_series(1, 99)) g
            returning id)
        insert into tenant.api_key (org_id, id, name, prefix, scopes, reason, state, asked_by, asked_at, expires_at)
        select $1, a.id, 'Stock', k.prefix, k.scopes, k.reason, 'waiting', k.asked_by, k.asked_at, k.expires_at
        from account a, tenant.api_key k where k.id = $2::uuid";
    let mut administrator = hotel.administrator().await;
    let mut tx = sqlx::Connection::begin(&mut administrator).await.unwrap();
    sqlx::query("select door.begin_system($1, 'test')").bind(hotel.org_id).execute(&mut *tx).await.unwrap();
    sqlx::query(more).bind(hotel.org_id).bind(&first).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();

    admin.posts(PATH, wanted(&["supplier.view"])).await.is_refused(409, "too_many_api_keys");

    app.moves_clock("31 days").await;
    hotel.admin().await.posts(PATH, with("expires_at", json!(Utc::now() + Duration::days(60)))).await.is(201);
    app.stop().await;
}

#[actix_web::test]
async fn the_database_lets_no_key_in_for_one_person_alone_and_widens_none() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (admin, owner) = (hotel.admin().await, hotel.people.owner);
    let own = admin.id;
    let waiting = admin.posts(PATH, wanted(&["supplier.view"])).await.is(201).id();
    let live = active(&hotel, wanted(&["supplier.view"])).await.id;
    let row = |scopes: &str, by: kernel::PersonId, state: &str, life: &str| {
        let account = "insert into tenant.person (org_id, id, name, email, is_active, is_machine, created_at)
            select door.org_id(), i, 'So', 'api-key.' || i || '@key.invalid', false, true, door.now() from i returning id";
        format!(
            "with i as (select gen_random_uuid() i), p as ({account})
            select set_config('test.key', p.id::text, true) from p;
            insert into tenant.api_key (org_id, id, name, prefix, scopes, reason, state, asked_by, asked_at, expires_at)
            select door.org_id(), current_setting('test.key')::uuid, 'So', 'eu1_csk_abcd', array['{scopes}'], 'So', '{state}', '{by}', door.now(),
                door.now() + interval '{life}'"
        )
    };
    let set = |what: &str| format!("update tenant.api_key set {what} where id = '{waiting}'");
    let attempts = [
        (row("grant.create", own, "waiting", "1 day"), "api_key_scopes"),
        (row("purchase_order.approve", own, "waiting", "1 day"), "api_key_scopes"),
        (row("supplier.view", owner, "waiting", "1 day"), "api_key_in_own_name"),
        (row("supplier.view", own, "active", "1 day"), "api_key_begins"),
        (row("supplier.view", own, "waiting", "366 days"), "api_key_expiry_check"),
        (set(&format!("state = 'active', decided_by = '{own}', decided_at = door.now()")), "api_key_permission"),
        (set(&format!("state = 'active', decided_by = '{owner}', decided_at = door.now()")), "api_key_in_own_name"),
        (set("state = 'revoked', revoked_at = door.now()"), "api_key_in_own_name"),
        (set("revoke_reason = 'So'"), "api_key_decided"),
        (set("scopes = array['supplier.create']"), "permission denied for table api_key"),
        (set("networks = '{}'"), "permission denied for table api_key"),
        ("delete from tenant.api_key".to_owned(), "permission denied for table api_key"),
        ("update tenant.person set is_machine = false".to_owned(), "permission denied for table person"),
        (format!("select door.enter_api_key('{waiting}', sha256('x'))"), "api_key_secret"),
        (format!("select door.rotate_api_key('{waiting}', sha256('x'), '1 hour')"), "api_key_secret"),
        (format!("select door.rotate_api_key('{live}', sha256('x'), '1 hour')"), "api_key_secret"),
        ("select * from door.api_key".to_owned(), "permission denied for table api_key"),
    ];

    for (statement, refusal) in attempts {
        assert_eq!(admin.comes_to("api_key.create", &statement).await.as_deref(), Some(refusal), "{statement}");
    }
    assert_eq!(
        admin.comes_to("api_key.create", &row("supplier.view", own, "waiting", "1 day")).await,
        None,
        "in one's own name"
    );
    let both = hotel.somebody_who_may(&["api_key.create", "api_key.approve"]).await;
    let alone = row("supplier.view", both.id, "waiting", "1 day")
        + &format!(
            "; update tenant.api_key set state = 'active', decided_by = '{0}', decided_at = door.now() where asked_by = '{0}'",
            both.id
        );
    assert_eq!(both.comes_to("api_key.create", &alone).await.as_deref(), Some("api_key_second_person"));
    app.stop().await;
}

#[actix_web::test]
async fn the_account_of_a_key_is_given_nothing_and_no_key_has_another_account() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let (own, key) = (admin.id, active(&hotel, wanted(&["supplier.view"])).await.id);
    let account = |is_active: bool, email: &str| {
        format!(
            "insert into tenant.person (org_id, id, name, email, is_active, is_machine, created_at)
            select door.org_id(), gen_random_uuid(), 'So', '{email}', {is_active}, true, now()"
        )
    };
    let of_person = format!(
        "insert into tenant.api_key (org_id, id, name, prefix, scopes, reason, state, asked_by, asked_at, expires_at)
        select door.org_id(), '{own}', 'So', 'eu1_csk_abcd', array['supplier.view'], 'So', 'waiting', '{own}', door.now(), door.now() + interval '1 day'"
    );
    let grant = format!(
        "insert into tenant.access_grant (org_id, id, person_id, roles, permissions, reason, state, asked_by, asked_at)
        select door.org_id(), gen_random_uuid(), '{key}', '{{requester}}', '{{}}', 'So', 'waiting', '{own}', now()"
    );
    let row = format!(
        "insert into tenant.permission_grant (org_id, person_id, permission, source, granted_by, granted_at)
        select door.org_id(), '{key}', 'supplier.view', 'own', '{own}', now()"
    );
    let invitation = format!(
        "insert into tenant.invitation (org_id, id, person_id, invited_by, sent_at, expires_at, created_at)
        select door.org_id(), gen_random_uuid(), '{key}', '{own}', now(), now() + interval '1 day', now()"
    );
    let head = format!("update tenant.department set head_id = '{key}' where id = '{}'", hotel.kitchen);

    let attempts = [
        (account(false, "machine@harbour-house.example"), "person_machine_check"),
        (account(true, "machine@harbour-house.example"), "person_by_invitation"),
        (of_person, "api_key_account"),
        (grant, "access_grant_not_to_a_machine"),
        (row, "permission_grant_before_joining"),
        (invitation, "invitation_not_to_a_machine"),
        (head, "department_not_to_a_machine"),
    ];
    for (statement, refusal) in attempts {
        assert_eq!(admin.comes_to("api_key.create", &statement).await.as_deref(), Some(refusal), "{statement}");
    }
    app.stop().await;
}
