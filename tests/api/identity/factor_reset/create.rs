use serde_json::json;

use super::{PATH, REQUESTER, asks, open, waiting};
use crate::support::App;

#[actix_web::test]
async fn it_waits_a_day_and_both_the_person_and_the_owners_are_told() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    let asked = waiting(&hotel).await;

    let (id, shown) = (asked.id(), &asked.body);
    assert_eq!(
        (&shown["state"], &shown["person_name"], &shown["asked_by_name"], &shown["decided_by"]),
        (&json!("waiting"), &json!("Rosa Requester"), &json!("Alan Admin"), &json!(null))
    );
    assert_eq!(open(shown), ["factor_reset.withdraw"]);
    let life = "select expires_at - asked_at = interval '24 hours' from tenant.factor_reset";
    let is_a_day: bool = sqlx::query_scalar(life).fetch_one(&mut hotel.administrator().await).await.unwrap();
    assert!(is_a_day);
    assert_eq!(hotel.actions_on(&id).await, ["factor_reset.created"]);
    app.delivers().await;
    let mails = app.mail_to(REQUESTER);
    let [mail] = &mails[..] else { panic!("{mails:?}") };
    assert!(mail.text.contains("If you did not ask for this, tell an owner of Harbour House"), "{}", mail.text);
    let mails = app.mail_to("owner@harbour-house.example");
    let [mail] = &mails[..] else { panic!("{mails:?}") };
    for said in ["of Rosa Requester", "Lost her phone", "http://localhost:8080/people/factor-resets?state=waiting"] {
        assert!(mail.text.contains(said), "{said}: {}", mail.text);
    }
    app.stop().await;
}

#[actix_web::test]
async fn one_waits_for_a_person_until_its_day_is_over() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.people.requester;
    waiting(&hotel).await;
    asks(&hotel.admin().await, requester).await.is_refused(409, "factor_reset_waiting");

    app.moves_clock("24 hours 1 minute").await;
    asks(&hotel.admin().await, requester).await.is(201);

    let seen = hotel.owner().await.gets(PATH).await.is(200);
    let states: Vec<_> = seen.body["items"].as_array().unwrap().iter().map(|item| &item["state"]).collect();
    assert_eq!(states, [&json!("waiting"), &json!("expired")]);
    app.stop().await;
}

#[actix_web::test]
async fn not_for_oneself_nor_for_who_is_not_there_or_has_no_factor() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let admin = hotel.admin().await;

    hotel.has_an_app(admin.id).await;
    asks(&admin, admin.id).await.is_refused(409, "factor_reset_of_oneself");
    asks(&admin, hotel.people.requester).await.is_refused(409, "no_factor_to_reset");
    clinic.has_an_app(clinic.people.requester).await;
    asks(&admin, clinic.people.requester).await.is_refused(404, "not_found");
    let path = format!("/v1/people/{}/factor-resets", hotel.people.requester);
    admin.posts(&path, json!({ "reason": " " })).await.is_invalid("reason", "empty");
    let answer = asks(&hotel.owner().await, hotel.people.requester).await.is_refused(403, "forbidden");
    assert_eq!(answer.body["detail"], "factor_reset.create");
    app.stop().await;
}

#[actix_web::test]
async fn the_last_owner_is_helped_by_nobody_in_here() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.people.owner;
    hotel.has_an_app(owner).await;

    asks(&hotel.admin().await, owner).await.is_refused(409, "last_owner");

    hotel.somebody_who_may(&["grant.approve"]).await;
    asks(&hotel.admin().await, owner).await.is(201);
    app.stop().await;
}

#[actix_web::test]
async fn the_database_resets_nothing_for_one_person_alone() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (head, owner, manager) = (hotel.people.head, hotel.people.owner, hotel.people.general_manager);
    let asked = waiting(&hotel).await.id();
    hotel.has_an_app(head).await;
    hotel.has_an_app(owner).await;
    let admin = hotel.admin().await;
    let own = admin.id;
    let row = |of: String, by: String, state: &str, life: &str| {
        format!(
            "insert into tenant.factor_reset (org_id, id, person_id, reason, state, asked_by, asked_at, expires_at)
            select door.org_id(), gen_random_uuid(), '{of}', 'So', '{state}', '{by}', door.now(), door.now() + interval '{life}'"
        )
    };
    let wait = |of: kernel::PersonId| row(of.to_string(), own.to_string(), "waiting", "1 hour");
    let decide = |state: &str, by: kernel::PersonId| {
        format!(
            "update tenant.factor_reset set state = '{state}', decided_by = '{by}', decided_at = door.now() where id = '{asked}'"
        )
    };
    let attempts = [
        (wait(hotel.people.requester), "factor_reset_waiting"),
        (wait(own), "factor_reset_not_of_oneself"),
        (wait(manager), "factor_reset_absent"),
        (wait(owner), "factor_reset_last_owner"),
        (row(head.to_string(), owner.to_string(), "waiting", "1 hour"), "factor_reset_in_own_name"),
        (row(head.to_string(), own.to_string(), "approved", "1 hour"), "factor_reset_begins"),
        (row(head.to_string(), own.to_string(), "waiting", "25 hours"), "factor_reset_expiry_check"),
        (decide("approved", own), "factor_reset_permission"),
        (decide("approved", owner), "factor_reset_in_own_name"),
        (decide("expired", own), "factor_reset_not_over"),
        (decide("waiting", own), "factor_reset_decided"),
        (format!("update tenant.factor_reset set person_id = '{head}'"), "permission denied for table factor_reset"),
        ("delete from tenant.factor_reset".to_owned(), "permission denied for table factor_reset"),
    ];

    for (statement, refusal) in attempts {
        assert_eq!(admin.comes_to("factor_reset.create", &statement).await.as_deref(), Some(refusal), "{statement}");
    }
    assert_eq!(
        admin.comes_to("factor_reset.create", &wait(head)).await,
        None,
        "what may be asked for, in one's own name"
    );
    let both = hotel.somebody_who_may(&["factor_reset.create", "factor_reset.approve"]).await;
    let alone = row(head.to_string(), both.id.to_string(), "waiting", "1 hour")
        + &format!(
            "; update tenant.factor_reset set state = 'approved', decided_by = '{0}', decided_at = door.now() where asked_by = '{0}'",
            both.id
        );
    assert_eq!(both.comes_to("factor_reset.create", &alone).await.as_deref(), Some("factor_reset_second_person"));
    app.stop().await;
}
