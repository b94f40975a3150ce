//! Who was brought back, and how it ended.
use serde_json::json;
use sqlx::{AssertSqlSafe, Connection};

use super::{PATH, stops};
use crate::support::App;

#[actix_web::test]
async fn whoever_may_sees_the_newest_first_with_who_why_and_from_when_on() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let lapsed = hotel.is_recovering_its_owner("11 days").await;
    assert_eq!(stops(&hotel.admin().await, &lapsed.id, 1).await.status, 409);
    clinic.is_recovering_its_owner("1 hour").await;

    let seen = hotel.auditor().await.gets(PATH).await.is(200);

    let [only] = &seen.body["items"].as_array().unwrap()[..] else { panic!("{seen:?}") };
    assert_eq!(
        (&only["id"], &only["state"], &only["person_name"], &only["operator_name"], &only["ended_at"]),
        (&json!(lapsed.id), &json!("lapsed"), &json!("Olga Owner"), &json!("Oda Finch"), &only["lapses_at"])
    );
    let waiting = hotel.auditor().await.gets(&format!("{PATH}?state=waiting")).await.is(200);
    assert_eq!(waiting.body["items"], json!([]));
    app.stop().await;
}

#[actix_web::test]
async fn whoever_may_not_sees_nothing_of_it() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    let answer = hotel.requester().await.gets(PATH).await.is_refused(403, "forbidden");

    assert_eq!(answer.body["detail"], "owner_recovery.view");
    app.stop().await;
}

/// What gives the two permissions to those whose role has them since.
const MIGRATION: &str = include_str!("../../../../migrations/20261126100000_recovery_notice.sql");

#[actix_web::test]
async fn those_of_before_there_was_such_a_thing_see_and_stop_it_and_nobody_else_does() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let (begins, ends) = (MIGRATION.find("do $$").unwrap(), MIGRATION.find("end $$;").unwrap());
    let gives = format!("set local role countersign_owner; {}", &MIGRATION[begins..ends + "end $$;".len()]);
    let mut administrator = app.administrator().await;
    let listed = "select person_id::text || ' ' || permission from tenant.permission_grant
        where permission like 'owner_recovery.%' order by 1";
    let as_given: Vec<String> = sqlx::query_scalar(listed).fetch_all(&mut administrator).await.unwrap();
    let mut before = administrator.begin().await.unwrap();
    for org in [hotel.org_id, clinic.org_id] {
        sqlx::query("select door.begin_system($1, 'test')").bind(org).execute(&mut *before).await.unwrap();
        let takes = "delete from tenant.permission_grant where org_id = $1 and permission like 'owner_recovery.%'";
        sqlx::query(takes).bind(org).execute(&mut *before).await.unwrap();
    }
    before.commit().await.unwrap();
    hotel.auditor().await.gets(PATH).await.is_refused(403, "forbidden");

    for _ in 0..2 {
        let mut migrates = administrator.begin().await.unwrap();
        sqlx::raw_sql(AssertSqlSafe(gives.clone())).execute(&mut *migrates).await.unwrap();
        migrates.commit().await.unwrap();

        let given: Vec<String> = sqlx::query_scalar(listed).fetch_all(&mut administrator).await.unwrap();
        assert_eq!(given, as_given);
        assert!(given.len() >= 10, "{given:?}");
    }
    hotel.auditor().await.gets(PATH).await.is(200);
    clinic.auditor().await.gets(PATH).await.is(200);
    app.stop().await;
}
