use serde_json::{Value, json};
use uuid::Uuid;

use super::{ADA, PATH, ada, invites, links_to, somebody};
use crate::{
    identity::browser::{Browser, PASSWORD},
    support::App,
    tenancy::{grant::decides, lacks, newest_detail},
};

#[actix_web::test]
async fn whoever_is_invited_chooses_a_password_joins_and_may_what_their_roles_say() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut person = somebody(ADA, &["requester", "head_of_department"]);
    person["department_id"] = json!(hotel.kitchen);

    let answer = invites(&hotel.owner().await, &[person]).await.is(201);

    let item = &answer.body["items"][0];
    assert_eq!(
        (&item["state"], &item["email"], &item["department_name"]),
        (&json!("open"), &json!(ADA), &json!("Kitchen"))
    );
    assert_eq!(item["roles"], json!(["head_of_department", "requester"]));
    let mut browser = Browser::new(&app);
    browser.tries("harbour-house", ADA, PASSWORD).await.is_refused(401, "sign_in_refused");
    let link = links_to(&app, ADA).await.remove(0);
    let holder = browser.posts("/v1/link/read", json!({ "link": link })).await.is(200);
    assert_eq!((&holder.body["purpose"], &holder.body["person_name"]), (&json!("invitation"), &json!("Ada Okafor")));
    browser.posts("/v1/link/use", json!({ "link": link, "password": PASSWORD })).await.is(200);
    browser.signs_in("harbour-house", ADA, PASSWORD).await.is(200);
    let me = browser.views().await.is(200);
    assert_eq!(me.body["person"]["roles"], json!(["head_of_department", "requester"]));
    let permissions = me.body["permissions"].as_array().unwrap();
    assert!(
        permissions.contains(&json!("requisition.approve")) && !permissions.contains(&json!("purchase_order.issue"))
    );
    browser.posts("/v1/link/use", json!({ "link": link, "password": PASSWORD })).await.is_refused(404, "link_spent");
    let person_id = item["person_id"].as_str().unwrap();
    assert_eq!(hotel.actions_on(person_id).await, ["person.joined", "password.set"]);
    app.stop().await;
}

#[actix_web::test]
async fn the_trail_says_who_invited_whom_with_which_roles() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = ada(&hotel.admin().await).await;

    let detail = newest_detail(&hotel, &id).await;

    assert_eq!(detail["roles"], json!(["requester"]));
    let granted =
        "select count(*) filter (where granted_by = $1), count(*) from tenant.permission_grant where person_id = $2";
    let counts: (i64, i64) = sqlx::query_as(granted)
        .bind(hotel.people.admin)
        .bind(detail["person_id"].as_str().unwrap().parse::<Uuid>().unwrap())
        .fetch_one(&mut hotel.administrator().await)
        .await
        .unwrap();
    assert!(counts.0 == counts.1 && counts.0 > 10, "{counts:?}");
    app.stop().await;
}

#[actix_web::test]
async fn many_are_invited_at_once_or_nobody() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let mut people: Vec<Value> =
        (0..100).map(|number| somebody(&format!("new{number}@harbour-house.example"), &["requester"])).collect();
    people[99]["email"] = json!("owner@harbour-house.example");

    invites(&admin, &people).await.is_invalid("people[99].email", "taken");
    assert_eq!(admin.gets(PATH).await.is(200).body["items"], json!([]));
    people[99]["email"] = json!("last@harbour-house.example");
    let answer = invites(&admin, &people).await.is(201);

    assert_eq!(answer.body["items"].as_array().unwrap().len(), 100);
    people.push(somebody("more@harbour-house.example", &["requester"]));
    invites(&admin, &people).await.is_invalid("people", "too_many");
    invites(&admin, &[]).await.is_invalid("people", "too_many");
    app.stop().await;
}

#[actix_web::test]
async fn each_rule_is_named_by_the_place_that_breaks_it() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    ada(&admin).await;
    let mut elsewhere = somebody("b@harbour-house.example", &["requester"]);
    elsewhere["department_id"] = json!(Uuid::new_v4());

    let answer = invites(
        &admin,
        &[
            somebody(ADA, &["requester"]),
            somebody("a@harbour-house.example", &[]),
            elsewhere,
            somebody("A@harbour-house.example", &["requester"]),
            somebody("c@harbour-house.example", &["requester", "requester"]),
        ],
    )
    .await
    .is_invalid("people[0].email", "invited")
    .is_invalid("people[1].roles", "each_once")
    .is_invalid("people[2].department_id", "unknown")
    .is_invalid("people[3].email", "twice")
    .is_invalid("people[4].roles", "each_once");

    assert_eq!(answer.body["errors"].as_array().unwrap().len(), 5);
    invites(&admin, &[somebody("no address", &["requester"])]).await.is_invalid("people[0].email", "email");
    app.stop().await;
}

#[actix_web::test]
async fn a_guarded_role_waits_for_an_owner_and_the_account_begins_with_what_everybody_may() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let people = [somebody(ADA, &["requester", "accounts"]), somebody("o@harbour-house.example", &["owner"])];

    let answer = invites(&hotel.admin().await, &people).await.is(201);

    let items = answer.body["items"].as_array().unwrap();
    assert_eq!((&items[0]["roles"], &items[0]["waiting_roles"]), (&json!(["requester"]), &json!(["accounts"])));
    assert_eq!((&items[1]["roles"], &items[1]["waiting_roles"]), (&json!([]), &json!(["owner"])));
    let path = format!("/v1/people/{}/permissions", items[1]["person_id"].as_str().unwrap());
    let seen = hotel.admin().await.gets(&path).await.is(200);
    let held: Vec<_> = seen.body["permissions"].as_array().unwrap().iter().map(|held| held["code"].clone()).collect();
    assert!(held.contains(&json!("session.view")) && !held.contains(&json!("grant.approve")), "{held:?}");
    app.delivers().await;
    let mails = app.mail_to("owner@harbour-house.example");
    let [mail] = &mails[..] else { panic!("{mails:?}") };
    assert!(mail.text.contains("Rights: Accounts; Owner."), "{}", mail.text);

    let waiting = hotel.owner().await.gets("/v1/grants?state=waiting").await.is(200);
    for grant in waiting.body["items"].as_array().unwrap() {
        decides(&hotel.owner().await, grant["id"].as_str().unwrap(), "approve", None).await.is(200);
    }
    let seen = hotel.admin().await.gets(PATH).await.is(200);
    assert_eq!(seen.body["items"][1]["roles"], json!(["accounts", "requester"]));
    assert_eq!(seen.body["items"][1]["waiting_roles"], json!([]));
    app.stop().await;
}

#[actix_web::test]
async fn an_owner_invites_with_guarded_roles_at_once() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let people = [somebody(ADA, &["admin"]), somebody("o@harbour-house.example", &["owner"])];

    let answer = invites(&hotel.owner().await, &people).await.is(201);

    assert_eq!(answer.body["items"][0]["roles"], json!(["admin"]));
    assert_eq!(hotel.owner().await.gets("/v1/grants").await.is(200).body["items"], json!([]));
    let body = Some(json!({ "people": people }));
    lacks(&hotel.requester().await, "invitation.create", "POST", PATH, body).await;
    app.stop().await;
}

#[actix_web::test]
async fn nobody_is_invited_to_what_nobody_holds_together() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let people = [somebody("o@harbour-house.example", &["requester"]), somebody(ADA, &["admin", "accounts"])];

    for inviter in [hotel.owner().await, hotel.admin().await] {
        invites(&inviter, &people).await.is_invalid("people[1].roles", "toxic");
    }
    assert_eq!(hotel.owner().await.gets(PATH).await.is(200).body["items"], json!([]));
    app.stop().await;
}

#[actix_web::test]
async fn a_thousand_invitations_may_be_open_and_no_more() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    let withdrawn = ada(&admin).await;
    admin.posts_nothing(&format!("{PATH}/{withdrawn}/withdraw")).await.is(200);
    let mut connection = hotel.administrator().await;
    let mut tx = sqlx::Connection::begin(&mut connection).await.unwrap();
    sqlx::query("select door.begin_system($1, 'test')").bind(hotel.org_id).execute(&mut *tx).await.unwrap();
    let open = "with entered as (
            insert into tenant.person (org_id, id, name, email, is_active, created_at)
            select $1, gen_random_uuid(), 'Somebody', 'open' || n || '@harbour-house.example', false, now() from generate_series(1, 999) n
            returning id
        )
        insert into tenant.invitation (org_id, id, person_id, invited_by, sent_at, expires_at, created_at)
        select $1, gen_random_uuid(), id, $2, now(), now() + interval '7 days', now() from entered";
    sqlx::query(open).bind(hotel.org_id).bind(admin.id).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let person = |mailbox: &str| somebody(&format!("{mailbox}@harbour-house.example"), &["requester"]);

    invites(&admin, &[person("a"), person("b")]).await.is_refused(409, "too_many_invitations");
    invites(&admin, &[person("a")]).await.is(201);
    admin.posts_nothing(&format!("{PATH}/{withdrawn}/resend")).await.is_refused(409, "too_many_invitations");
    app.stop().await;
}

#[actix_web::test]
async fn a_mail_says_who_invites_and_leads_to_the_configured_address() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    ada(&hotel.admin().await).await;
    app.delivers().await;

    let mails = app.mail_to(ADA);

    let [mail] = &mails[..] else { panic!("{mails:?}") };
    assert_eq!(mail.subject, "Alan Admin invites you to Harbour House");
    assert!(mail.text.contains("http://localhost:8080/first-sign-in#eu1_"), "{}", mail.text);
    app.stop().await;
}

#[actix_web::test]
async fn whoever_has_not_joined_is_neither_asked_nor_mailed_a_new_password() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    ada(&admin).await;
    let people = admin.gets("/v1/people?text=ada%20okafor").await.is(200);
    let person = &people.body["items"][0];
    assert_eq!((&person["is_active"], &person["is_invited"]), (&json!(false), &json!(true)));

    let department = json!({ "name": "Bar", "code": "BAR", "head_id": person["id"] });
    admin.posts("/v1/departments", department).await.is_invalid("head_id", "inactive");
    let forgotten = json!({ "organisation": "harbour-house", "email": ADA });
    Browser::new(&app).posts("/v1/password/ask-reset", forgotten).await.is(202);
    app.delivers().await;

    assert_eq!(app.mail_to(ADA).len(), 1, "the invitation alone");
    app.stop().await;
}

#[actix_web::test]
async fn an_invitation_is_open_for_seven_days() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    ada(&hotel.admin().await).await;
    let link = links_to(&app, ADA).await.remove(0);
    let browser = Browser::new(&app);
    app.moves_clock("7 days").await;

    browser.posts("/v1/link/read", json!({ "link": link })).await.is_refused(404, "link_spent");
    browser.posts("/v1/link/use", json!({ "link": link, "password": PASSWORD })).await.is_refused(404, "link_spent");

    app.stop().await;
}

#[actix_web::test]
async fn a_sign_in_of_long_ago_invites_nobody() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let admin = hotel.admin().await;
    app.moves_clock("4 minutes").await;
    invites(&admin, &[somebody(ADA, &["requester"])]).await.is(201);
    let late = "update door.session set authenticated_at = door.now() - interval '16 minutes'";
    sqlx::raw_sql(late).execute(&mut app.administrator().await).await.unwrap();

    let answer = invites(&admin, &[somebody("b@harbour-house.example", &["requester"])]).await;

    answer.is_refused(401, "sign_in_too_old");
    app.stop().await;
}

#[actix_web::test]
async fn the_database_lets_the_service_give_nothing_to_an_account_that_acts() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = ada(&hotel.admin().await).await;
    let ada = newest_detail(&hotel, &id).await["person_id"].as_str().unwrap().to_owned();
    let (admin, requester) = (hotel.people.admin, hotel.people.requester);
    let give = |to: &str, by: &str, permission: &str| {
        format!(
            "insert into tenant.permission_grant (org_id, person_id, permission, granted_by, granted_at) select door.org_id(), '{to}', '{permission}', {by}, now()"
        )
    };
    let role = |to: &str, by: &str| {
        format!(
            "insert into tenant.person_role (org_id, person_id, role, given_by, given_at) select door.org_id(), '{to}', 'owner', {by}, now()"
        )
    };
    let grant = |to: &str, by: &str| give(to, by, "category.export");
    let own = format!("'{admin}'");
    let attempts = [
        (grant(&requester.to_string(), &own), "permission_grant_before_joining"),
        (grant(&requester.to_string(), "null"), "permission_grant_in_own_name"),
        (grant(&ada, &format!("'{requester}'")), "permission_grant_in_own_name"),
        (grant(&admin.to_string(), &own), "permission_grant_before_joining"),
        (give(&ada, &own, "purchase_order.issue"), "permission_grant_guarded"),
        (role(&requester.to_string(), &own), "person_role_before_joining"),
        (role(&ada, &own), "person_role_guarded"),
        (role(&ada, "null"), "person_role_in_own_name"),
        (
            "insert into tenant.person (org_id, id, name, email, created_at) select door.org_id(), gen_random_uuid(), 'Eve', 'eve@x.example', now()".into(),
            "person_by_invitation",
        ),
        (
            format!("select door.mail_invitation('{requester}', sha256('x'), '1 day', gen_random_uuid(), '{{}}', 'k1', 'x')"),
            "nobody who is invited",
        ),
    ];

    for (statement, refusal) in attempts {
        assert_eq!(
            hotel.admin().await.comes_to("invitation.create", &statement).await.as_deref(),
            Some(refusal),
            "{statement}"
        );
    }
    assert_eq!(
        hotel.admin().await.comes_to("invitation.create", &grant(&ada, &own)).await,
        None,
        "to whoever has not joined, in one's own name"
    );
    app.stop().await;
}
