use serde_json::{Value, json};

use super::{PATH, lines, starts};
use crate::{
    support::App,
    tenancy::{grant::asks, lacks, newest_detail},
};

#[actix_web::test]
async fn a_line_stands_for_each_role_and_each_permission_given_by_itself() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.people.requester;
    asks(&hotel.admin().await, requester, &[], &["category.export"]).await.is(201);

    let review = starts(&hotel.owner().await).await;

    assert_eq!(review.body["state"], "open");
    assert_eq!(review.body["progress"]["open"], review.body["progress"]["lines"]);
    let held = lines(&hotel.owner().await, &review.id(), Some(requester)).await;
    let [role, own] = &held[..] else { panic!("{held:?}") };
    assert_eq!(
        (&role["role"], &role["granted_by"], &role["granted_because"]),
        (&json!("requester"), &Value::Null, &Value::Null)
    );
    assert!(role["permissions"].as_array().unwrap().contains(&json!("requisition.create")));
    assert_eq!((&own["role"], &own["permissions"]), (&Value::Null, &json!(["category.export"])));
    assert_eq!(
        (&own["granted_by_name"], &own["granted_because"], &own["guarded"], &own["toxic"]),
        (&json!("Alan Admin"), &json!("Stands in for Grace"), &json!([]), &json!([]))
    );
    let owner = lines(&hotel.owner().await, &review.id(), Some(hotel.people.owner)).await;
    assert!(owner[0]["last_sign_in_at"].is_string(), "{owner:?}");
    assert!(owner[0]["guarded"].as_array().unwrap().contains(&json!("grant.approve")));
    let all = lines(&hotel.owner().await, &review.id(), None).await;
    assert_eq!(review.body["progress"]["lines"], all.len());
    let told = newest_detail(&hotel, &review.id()).await;
    assert_eq!((&told["lines"], &told["name"]), (&json!(all.len()), &review.body["name"]));
    app.stop().await;
}

#[actix_web::test]
async fn what_nobody_should_hold_together_is_marked() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let person = hotel.somebody_who_may(&["grant.create", "purchase_order.issue", "supplier.view"]).await;

    let review = starts(&hotel.owner().await).await;

    let held = lines(&hotel.owner().await, &review.id(), Some(person.id)).await;
    let toxic: Vec<_> = held.iter().map(|line| &line["toxic"]).collect();
    let pair = json!(["grant.create + purchase_order.issue"]);
    assert_eq!(toxic, [&pair, &pair, &json!([])]);
    app.stop().await;
}

#[actix_web::test]
async fn one_is_open_at_a_time_and_due_within_another_quarter() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let late = chrono::Utc::now().date_naive() + chrono::Days::new(93);
    owner.posts(PATH, json!({ "due_on": late })).await.is_invalid("due_on", "out_of_range");
    starts(&owner).await;

    owner.posts(PATH, json!({})).await.is_refused(409, "review_running");

    starts(&app.clinic().await.owner().await).await;
    lacks(&hotel.auditor().await, "access_review.start", "POST", PATH, Some(json!({}))).await;
    app.stop().await;
}

#[actix_web::test]
async fn more_lines_than_a_review_holds_are_refused() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    // Round the door: five thousand people of one role.
    let mut connection = hotel.administrator().await;
    let mut tx = sqlx::Connection::begin(&mut connection).await.unwrap();
    sqlx::query("select door.begin_system($1, 'test')").bind(hotel.org_id).execute(&mut *tx).await.unwrap();
    let join = "
        with joined as (
            insert into tenant.person (org_id, id, name, email, created_at)
            select $1, gen_random_uuid(), 'Somebody', 'p' || n || '@harbour-house.example', now() from generate_series(1, 5000) n
            returning id
        )
        insert into tenant.person_role (org_id, person_id, role, given_at) select $1, id, 'requester', now() from joined";
    sqlx::query(join).bind(hotel.org_id).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();

    let refused = hotel.owner().await.posts(PATH, json!({})).await.is_refused(409, "review_too_large");

    assert!(refused.body["detail"].as_str().unwrap().contains("50"), "{refused:?}");
    assert_eq!(hotel.owner().await.gets(PATH).await.is(200).body["items"], json!([]));
    app.stop().await;
}

#[actix_web::test]
async fn the_database_starts_nothing_in_anothers_name_or_with_other_lines() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (owner, admin) = (hotel.owner().await, hotel.people.admin);
    let review = |by: String, at: &str, state: &str| {
        format!(
            "insert into tenant.access_review (org_id, id, name, due_on, state, started_by, started_at)
            select door.org_id(), gen_random_uuid(), 'Q', current_date, '{state}', '{by}', {at}"
        )
    };
    let own = owner.id.to_string();
    let attempts = [
        (review(admin.to_string(), "door.now()", "open"), "access_review_in_own_name"),
        (review(own.clone(), "door.now() - interval '1 day'", "open"), "access_review_in_own_name"),
        (review(own, "door.now()", "signed_off"), "access_review_begins"),
    ];

    for (statement, refusal) in attempts {
        assert_eq!(owner.comes_to("access_review.start", &statement).await.as_deref(), Some(refusal), "{statement}");
    }
    let head = hotel.head().await;
    let by_head = head.comes_to("session.view", &review(head.id.to_string(), "door.now()", "open")).await;
    assert_eq!(by_head.as_deref(), Some("access_review_permission"));
    let (review_id, own) = (uuid::Uuid::new_v4(), owner.id);
    let untrue = format!(
        "insert into tenant.access_review (org_id, id, name, due_on, state, started_by, started_at)
        select door.org_id(), '{review_id}', 'Q', current_date, 'open', '{own}', door.now();
        insert into tenant.access_review_line (org_id, review_id, number, person_id, source, permissions, guarded, toxic, granted_at)
        select door.org_id(), '{review_id}', 1, '{admin}', 'admin', '{{person.view}}', '{{}}', '{{}}', door.now() - interval '9 years'"
    );
    assert_eq!(owner.comes_to("access_review.start", &untrue).await.as_deref(), Some("access_review_line_as_held"));
    let decided = untrue
        .replace("toxic, granted_at)", "toxic, granted_at, state)")
        .replace("interval '9 years'", "interval '9 years', 'gone'");
    assert_eq!(owner.comes_to("access_review.start", &decided).await.as_deref(), Some("access_review_line_begins"));
    let id = starts(&owner).await.id();
    let late = format!(
        "insert into tenant.access_review_line (org_id, review_id, number, person_id, source, permissions, guarded, toxic, granted_at)
        select door.org_id(), '{id}', 999, '{admin}', 'admin', '{{}}', '{{}}', '{{}}', now()"
    );
    assert_eq!(owner.comes_to("access_review.start", &late).await.as_deref(), Some("access_review_line_late"));
    let fewer = format!("update tenant.access_review set lines = 0, guarded = 0 where id = '{id}'");
    assert_eq!(owner.comes_to("access_review.start", &fewer).await.as_deref(), Some("access_review_lines"));
    app.stop().await;
}
