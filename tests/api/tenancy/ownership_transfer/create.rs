use serde_json::json;

use super::{PATH, decides, offered, offers};
use crate::{support::App, tenancy::lacks};

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
        (
            &owner,
            row(manager.id, owner.id, "waiting", "1 hour") + ";" + &accept(owner.id),
            "ownership_transfer_by_its_people",
        ),
        (
            &owner,
            row(manager.id, owner.id, "waiting", "1 hour") + ";" + &accept(manager.id),
            "ownership_transfer_in_own_name",
        ),
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
    let manager = hotel.general_manager().await;
    assert_eq!(
        manager.comes_to("session.view", &accept(manager.id)).await,
        None,
        "what may be taken, in one's own name"
    );
    decides(&manager, &id, "accept", None).await.is(200);
    app.stop().await;
}
