//! Undoing a deletion: it is as it was.
use crate::{
    identity::{
        api_key::{active, wanted},
        browser::{Browser, PASSWORD},
    },
    platform::console::{both, delete, sign_in_again, two},
    support::App,
};

const OWNER: &str = "owner@harbour-house.example";

#[actix_web::test]
async fn one_operator_alone_restores_what_was_active_and_its_owners_are_told() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let key = active(&hotel, wanted(&["supplier.view"])).await;
    hotel.owner_signs_in().await;
    let mut consoles = two(&app).await;
    consoles[0].restores("harbour-house").await.is_refused(409, "deletion_not_begun");
    delete(&consoles, "harbour-house").await;
    app.with_token(&key.secret).gets("/v1/suppliers").await.is_refused(403, "organisation_suspended");
    app.moves_clock("6 days 23 hours").await;
    sign_in_again(&mut consoles).await;

    let restored = consoles[0].restores("harbour-house").await.is(200);

    assert_eq!(
        (&restored.body["act"], &restored.body["asked_by"]),
        (&"restore".into(), &restored.body["carried_out_by"])
    );
    consoles[1].restores("harbour-house").await.is_refused(409, "deletion_not_begun");
    let mut anew = Browser::new(&app);
    anew.signs_in("harbour-house", OWNER, PASSWORD).await.is(200);
    anew.views().await.is(200);
    app.with_token(&key.secret).gets("/v1/suppliers").await.is(200);
    let told = hotel.actions().await;
    let of_operators: Vec<_> = told.iter().filter(|action| action.starts_with("organisation.")).collect();
    assert!(
        of_operators.ends_with(&[&"organisation.deletion_begun".into(), &"organisation.restored".into()]),
        "{told:?}"
    );
    let seen = consoles[1].gets("/v1/operator/organisations").await.is(200);
    assert_eq!(seen.body["items"][0]["state"], "active");
    assert!(seen.body["items"][0]["deletes_at"].is_null());
    app.delivers().await;
    let mails = app.mail_to(OWNER);
    assert_eq!(mails.iter().filter(|mail| mail.subject == "Harbour House was restored").count(), 1, "{mails:?}");
    app.moves_clock("8 days").await;
    server::worker::purge(&app.state.homes, &app.state.platform).await;
    sign_in_again(&mut consoles).await;
    both(&consoles, "suspension", "harbour-house").await;
    app.stop().await;
}

#[actix_web::test]
async fn what_was_suspended_is_suspended_again() {
    let app = App::start().await;
    app.hotel().await.owner_signs_in().await;
    let consoles = two(&app).await;
    both(&consoles, "suspension", "harbour-house").await;
    let listed = async || consoles[0].gets("/v1/operator/organisations").await.is(200).body["items"][0].clone();
    let before = listed().await;
    delete(&consoles, "harbour-house").await;
    assert_eq!(listed().await["state"], "deleting");

    consoles[1].restores("harbour-house").await.is(200);

    assert_eq!(listed().await, before);
    Browser::new(&app).tries("harbour-house", OWNER, PASSWORD).await.is_refused(403, "organisation_suspended");
    both(&consoles, "resumption", "harbour-house").await;
    Browser::new(&app).signs_in("harbour-house", OWNER, PASSWORD).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn what_only_the_home_knows_of_is_restored_too() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let consoles = two(&app).await;
    delete(&consoles, "harbour-house").await;
    // As after a crash between the two commits: the directory still waits.
    let lost = "update platform.standing_change set carried_out_by = null, carried_out_at = null, delay_days = null where act = 'delete'";
    sqlx::raw_sql(lost).execute(&mut app.administrator().await).await.unwrap();
    let seen = consoles[0].gets("/v1/operator/organisations").await.is(200);
    assert_eq!(seen.body["items"][0]["state"], "deleting");

    consoles[0].restores("harbour-house").await.is(200);

    hotel.owner().await.gets("/v1/session").await.is(200);
    consoles[1].carries_out("deletion", "harbour-house").await.is_refused(409, "suspension_not_asked");
    consoles[0].restores("harbour-house").await.is_refused(409, "deletion_not_begun");
    both(&consoles, "suspension", "harbour-house").await;
    app.stop().await;
}

#[actix_web::test]
async fn what_is_half_gone_is_not_restored_although_its_time_seems_to_come() {
    let app = App::start().await;
    let _hotel = app.hotel().await;
    let consoles = two(&app).await;
    delete(&consoles, "harbour-house").await;
    let begun = "insert into door.tombstone (org_id, change_id, began_at)
        select org_id, gen_random_uuid(), now() from door.organisation where slug = 'harbour-house'";
    sqlx::raw_sql(begun).execute(&mut app.administrator().await).await.unwrap();

    consoles[0].restores("harbour-house").await.is_refused(409, "deletion_due");
    app.stop().await;
}

#[actix_web::test]
async fn what_is_due_is_not_restored() {
    let app = App::start().await;
    let _hotel = app.hotel().await;
    let mut consoles = two(&app).await;
    delete(&consoles, "harbour-house").await;

    app.moves_clock("7 days").await;

    sign_in_again(&mut consoles).await;
    consoles[0].restores("harbour-house").await.is_refused(409, "deletion_due");
    app.stop().await;
}
