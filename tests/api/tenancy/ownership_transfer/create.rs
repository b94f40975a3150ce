use serde_json::json;
use sqlx::AssertSqlSafe;

use super::{PATH, decides, offered, offers};
use crate::{
    support::App,
    tenancy::{
        grant::{asks, decides as decides_grant},
        lacks,
    },
};

#[actix_web::test]
async fn it_waits_seven_days_and_whoever_it_concerns_is_told() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    let answer = offered(&hotel).await;

    assert_eq!(
        (&answer.body["state"], &answer.body["person_name"], &answer.body["asked_by_name"]),
        (&json!("waiting"), &json!("Gita Manager"), &json!("Olga Owner"))
    );
    assert_eq!(answer.action("ownership_transfer.withdraw"), Ok(()));
    assert_eq!(answer.action("ownership_transfer.accept"), Err("ownership_not_offered_to_one".into()));
    assert_eq!(hotel.actions_on(&answer.id()).await, ["organisation.transfer_offered"]);
    app.delivers().await;
    for (reader, said) in [
        ("gm@harbour-house.example", "/settings/ownership"),
        ("admin@harbour-house.example", "hand Harbour House over to Gita Manager"),
        ("owner@harbour-house.example", "hand Harbour House over to Gita Manager"),
    ] {
        let mails = app.mail_to(reader);
        let [mail] = &mails[..] else { panic!("{reader}: {mails:?}") };
        assert!(mail.text.contains(said), "{}", mail.text);
    }
    app.stop().await;
}

#[actix_web::test]
async fn an_owner_reads_to_whom_and_what_each_gains_and_loses() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let kept = asks(&hotel.admin().await, hotel.people.owner, &["auditor"], &[]).await.is(201).id();
    let second = hotel.somebody_who_may(&["grant.approve"]).await;
    decides_grant(&second, &kept, "approve", None).await.is(200);
    let body = json!({ "person_id": hotel.people.general_manager, "reason": "I retire" });

    let key = [("idempotency-key", "an-intention")];
    let asked = hotel.owner().await.sends_once("POST", PATH, Some(body), &key).await;

    let asked = asked.is_refused(403, "confirmation_required");
    let shown = &asked.body["confirmation"];
    assert_eq!(shown["title"], "Offer the organisation to Gita Manager");
    let lines: Vec<_> = shown["lines"].as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect();
    let [to, reason, waits, becomes, moves, have, keep, loses, ..] = lines[..] else { panic!("{lines:?}") };
    assert_eq!((to, reason), ("To: Gita Manager (gm@harbour-house.example)", "Reason: I retire"));
    assert!(waits.starts_with("Nothing changes before they accept it themselves, within seven days"), "{waits}");
    assert_eq!(becomes, "Once they accept, they are owner in your place, and hold what you hold as owner.");
    let of = |meaning: &str| [moves, have, keep].map(|line| line.contains(meaning));
    assert_eq!(of("Agree to guarded rights that somebody else asked for a third"), [true, false, false]);
    assert_eq!(of("Approve an order's step"), [true, true, false]);
    assert_eq!(of("Look at what somebody else did alone, and say whether it was right"), [true, false, true]);
    assert_eq!(of("See the suppliers"), [false, false, false]);
    assert_eq!(loses, "You are owner no more; your own sign-ins and your profile stay with you.");
    assert_eq!(hotel.owner().await.gets(PATH).await.is(200).body["items"], json!([]));
    app.stop().await;
}

#[actix_web::test]
async fn while_one_waits_nothing_is_asked_to_be_confirmed() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    offered(&hotel).await;
    let body = json!({ "person_id": hotel.people.accounts, "reason": "I retire" });

    let key = [("idempotency-key", "an-intention")];
    let answer = hotel.owner().await.sends_once("POST", PATH, Some(body), &key).await;

    answer.is_refused(409, "ownership_waiting");
    app.stop().await;
}

#[actix_web::test]
async fn one_offer_waits_at_a_time_until_its_days_are_over() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    offered(&hotel).await;
    offers(&hotel.owner().await, hotel.people.accounts).await.is_refused(409, "ownership_waiting");

    app.moves_clock("7 days 1 minute").await;

    offers(&hotel.owner().await, hotel.people.accounts).await.is(201);
    let seen = hotel.owner().await.gets(PATH).await.is(200);
    let states: Vec<_> = seen.body["items"].as_array().unwrap().iter().map(|item| &item["state"]).collect();
    assert_eq!(states, [&json!("waiting"), &json!("expired")]);
    app.stop().await;
}

#[actix_web::test]
async fn to_somebody_else_who_is_active_no_owner_and_may_be_one() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let owner = hotel.owner().await;
    hotel.has_role(hotel.people.second_accounts, "owner").await;
    let gone = json!({ "reason": "Leaves" });
    owner.posts(&format!("/v1/people/{}/deactivate", hotel.people.auditor), gone).await.is(200);

    for (person, rule) in [
        (owner.id, "oneself"),
        (hotel.people.second_accounts, "owner"),
        (hotel.people.auditor, "inactive"),
        (clinic.people.head, "unknown"),
    ] {
        offers(&owner, person).await.is_invalid("person_id", rule);
    }
    offers(&owner, hotel.people.admin).await.is_refused(409, "toxic_pair");
    let body = json!({ "person_id": hotel.people.accounts, "reason": "I retire" });
    lacks(&hotel.admin().await, "organisation.transfer", "POST", PATH, Some(body)).await;
    let may = hotel.somebody_who_may(&["organisation.transfer"]).await;
    offers(&may, hotel.people.accounts).await.is_refused(409, "ownership_not_ones_own");
    app.stop().await;
}

#[actix_web::test]
async fn the_database_moves_nothing_for_one_person_alone() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (owner, manager, admin) = (hotel.owner().await, hotel.general_manager().await, hotel.admin().await);
    let row = |to: kernel::PersonId, by: kernel::PersonId, state: &str, life: &str| {
        format!(
            "insert into tenant.ownership_transfer (org_id, id, person_id, reason, state, asked_by, asked_at, expires_at)
            select door.org_id(), gen_random_uuid(), '{to}', 'So', '{state}', '{by}', door.now(), door.now() + interval '{life}'"
        )
    };
    let accept = |by: kernel::PersonId| {
        format!("update tenant.ownership_transfer set state = 'accepted', decided_by = '{by}', decided_at = door.now()")
    };
    let role = "insert into tenant.person_role (org_id, person_id, role, given_by, given_at)";
    let attempts = [
        (&admin, row(manager.id, admin.id, "waiting", "1 hour"), "ownership_transfer_permission"),
        (&owner, row(owner.id, owner.id, "waiting", "1 hour"), "ownership_transfer_to_nobody"),
        (&owner, row(manager.id, admin.id, "waiting", "1 hour"), "ownership_transfer_in_own_name"),
        (&owner, row(manager.id, owner.id, "accepted", "1 hour"), "ownership_transfer_begins"),
        (&owner, row(manager.id, owner.id, "waiting", "8 days"), "ownership_transfer_expiry_check"),
        (&owner, row(manager.id, owner.id, "waiting", "1 hour"), "ownership_transfer_confirmed"),
        (
            &owner,
            format!("{role} values (door.org_id(), '{}', 'owner', '{}', door.now())", manager.id, owner.id),
            "person_role_before_joining",
        ),
        (&owner, "delete from tenant.ownership_transfer".into(), "permission denied for table ownership_transfer"),
    ];

    for (person, statement, refusal) in attempts {
        assert_eq!(person.comes_to("session.view", &statement).await.as_deref(), Some(refusal), "{statement}");
    }
    let id = offered(&hotel).await.id();
    for (taker, refusal) in
        [(owner.id, "ownership_transfer_by_its_people"), (manager.id, "ownership_transfer_in_own_name")]
    {
        assert_eq!(owner.comes_to("session.view", &accept(taker)).await.as_deref(), Some(refusal));
    }
    let manager = hotel.general_manager().await;
    assert_eq!(
        manager.comes_to("session.view", &accept(manager.id)).await,
        None,
        "what may be taken, in one's own name"
    );
    decides(&manager, &id, "accept", None).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn the_database_moves_once_what_still_waits_and_is_still_the_owners() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    offered(&hotel).await;
    let (owner, manager) = (hotel.owner().await, hotel.general_manager().await);
    let accept = |by: kernel::PersonId, which: &str| {
        format!(
            "update tenant.ownership_transfer set state = 'accepted', decided_by = '{by}', decided_at = door.now() where state = '{which}'"
        )
    };
    let as_installation = async |statement: &str| {
        let statement = format!("select door.begin_system('{}', 'test'); {statement}", hotel.org_id);
        let sent = sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut hotel.administrator().await).await;
        sent.err().and_then(|error| error.as_database_error()?.constraint().map(str::to_owned))
    };

    let too_soon = owner.comes_to("session.view", "update tenant.ownership_transfer set state = 'expired'").await;
    assert_eq!(too_soon.as_deref(), Some("ownership_transfer_not_over"));
    let by_nobody = as_installation(&accept(manager.id, "waiting")).await;
    assert_eq!(by_nobody.as_deref(), Some("ownership_transfer_second_person"));
    let taken = format!("delete from tenant.person_role where person_id = '{}'", owner.id);
    assert_eq!(as_installation(&taken).await, None);
    let of_nobody = manager.comes_to("session.view", &accept(manager.id, "waiting")).await;
    assert_eq!(of_nobody.as_deref(), Some("ownership_transfer_void"));
    hotel.has_role(owner.id, "owner").await;
    let offer = hotel.owner().await.gets(PATH).await.is(200).body["items"][0]["id"].as_str().unwrap().to_owned();
    decides(&manager, &offer, "accept", None).await.is(200);
    let manager = hotel.general_manager().await;
    let twice = manager.comes_to("session.view", &accept(manager.id, "accepted")).await;
    assert_eq!(twice.as_deref(), Some("ownership_transfer_decided"));
    offers(&manager, hotel.people.accounts).await.is(201);
    app.moves_clock("7 days 1 minute").await;
    let accounts = hotel.accounts().await;
    let late = accounts.comes_to("session.view", &accept(accounts.id, "waiting")).await;
    assert_eq!(late.as_deref(), Some("ownership_transfer_over"));
    app.stop().await;
}
