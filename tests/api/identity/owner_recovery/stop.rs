//! Stopping it, by the organisation.
use serde_json::json;
use uuid::Uuid;

use super::{PATH, stops};
use crate::support::App;

#[actix_web::test]
async fn an_administrator_stops_it_and_everybody_is_told() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let recovery = hotel.is_recovering_its_owner("1 hour").await;
    let admin = hotel.admin().await;
    stops(&admin, &recovery.id, 2).await.is_refused(412, "stale");

    let stopped = stops(&admin, &recovery.id, 1).await.is(200);

    assert_eq!(
        (&stopped.body["state"], &stopped.body["ended_because"], &stopped.body["ended_by_name"]),
        (&json!("stopped"), &json!("by_organisation"), &json!("Alan Admin"))
    );
    assert_eq!(hotel.actions_on(&recovery.id).await, ["owner_recovery.stopped"]);
    app.delivers().await;
    let people = "select count(*) from tenant.person where org_id = $1 and is_active";
    let people: i64 =
        sqlx::query_scalar(people).bind(hotel.org_id).fetch_one(&mut hotel.administrator().await).await.unwrap();
    let told = app.mail().into_iter().filter(|mail| mail.text.contains("Alan Admin stopped it")).count();
    assert_eq!(i64::try_from(told).unwrap(), people);
    stops(&admin, &recovery.id, 2).await.is_refused(409, "owner_recovery_over");
    app.stop().await;
}

#[actix_web::test]
async fn who_may_not_stop_it_does_not_and_no_other_organisation_does() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let recovery = hotel.is_recovering_its_owner("1 hour").await;

    let answer = stops(&hotel.auditor().await, &recovery.id, 1).await.is_refused(403, "forbidden");

    assert_eq!(answer.body["detail"], "owner_recovery.stop");
    stops(&clinic.admin().await, &recovery.id, 1).await.is_refused(404, "not_found");
    let seen = hotel.admin().await.gets(&format!("{PATH}?state=waiting")).await.is(200);
    assert_eq!(seen.body["items"].as_array().map(Vec::len), Some(1));
    app.stop().await;
}

#[actix_web::test]
async fn the_database_lets_nobody_do_more_than_stop_it_in_their_own_name() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let recovery = hotel.is_recovering_its_owner("1 hour").await;
    let (admin, owner) = (hotel.admin().await, hotel.people.owner);
    let id = &recovery.id;
    let stop = |because: &str, by: Option<Uuid>| {
        let by = by.map_or("null".to_owned(), |by| format!("'{by}'"));
        format!(
            "update tenant.owner_recovery set state = 'stopped', ended_at = door.now(), ended_because = '{because}', ended_by = {by} where id = '{id}'"
        )
    };
    let own = Uuid::from(admin.id);
    for (statement, refusal) in [
        (
            format!("update tenant.owner_recovery set state = 'completed', ended_at = door.now() where id = '{id}'"),
            "owner_recovery_permission",
        ),
        (stop("by_organisation", Some(Uuid::from(owner))), "owner_recovery_permission"),
        (stop("owner_signed_in", None), "owner_recovery_permission"),
        (stop("by_operator", None), "owner_recovery_permission"),
        (stop("by_organisation", None), "owner_recovery_permission"),
        (
            format!("update tenant.owner_recovery set takes_effect_at = asked_at where id = '{id}'"),
            "permission denied for table owner_recovery",
        ),
        ("delete from tenant.owner_recovery".to_owned(), "permission denied for table owner_recovery"),
    ] {
        assert_eq!(admin.comes_to("owner_recovery.stop", &statement).await.as_deref(), Some(refusal), "{statement}");
    }
    assert_eq!(admin.comes_to("owner_recovery.stop", &stop("by_organisation", Some(own))).await, None);
    app.stop().await;
}
