use access::Posted;
use futures_util::future::join_all;
use serde_json::json;
use sqlx::Row;

use super::{REQUESTER, asks, readdresses, standing};
use crate::support::App;

async fn is_sealed(app: &App) -> bool {
    let sealed = "select bool_or(sealed is not null) from door.mail";
    sqlx::query_scalar(sealed).fetch_one(&mut app.administrator().await).await.unwrap()
}

#[actix_web::test]
async fn a_mail_says_what_it_is_in_text_and_in_html_and_that_a_machine_wrote_it() {
    let app = App::start().await;
    app.hotel().await;
    asks(&app, REQUESTER).await;

    app.delivers().await;

    let mails = app.mail_to(REQUESTER);
    let [mail] = &mails[..] else { panic!("{mails:?}") };
    assert_eq!(mail.subject, "A new password for Harbour House");
    assert!(mail.text.starts_with("Hello Rosa Requester,"), "{}", mail.text);
    let link = format!("http://localhost:8080/new-password#{}", mail.secret());
    assert!(mail.text.contains(&link) && mail.html.contains(&format!("href=\"{link}\"")));
    let has = |line: &str| mail.whole.lines().any(|one| one == line);
    assert!(
        has("Auto-Submitted: auto-generated") && has("To: \"Rosa Requester\" <requester@harbour-house.example>"),
        "{}",
        mail.whole
    );
    app.stop().await;
}

#[actix_web::test]
async fn what_a_mail_says_is_sealed_until_it_is_sent_and_forgotten_then() {
    let app = App::start().await;
    app.hotel().await;
    asks(&app, REQUESTER).await;
    assert!(is_sealed(&app).await);

    app.delivers().await;

    assert!(!is_sealed(&app).await);
    let secret = app.mail_to(REQUESTER)[0].secret();
    let rows =
        "select (select jsonb_agg(m) from door.mail m)::text || (select jsonb_agg(l) from door.one_time_link l)::text";
    let rows: String = sqlx::query_scalar(rows).fetch_one(&mut app.administrator().await).await.unwrap();
    assert!(!rows.contains(&secret));
    let facts = sqlx::query_scalar("select facts from door.mail").fetch_one(&mut app.administrator().await).await;
    assert_eq!(facts.ok(), Some(json!({})), "and what it told beside its kind");
    app.stop().await;
}

#[actix_web::test]
async fn what_somebody_waits_for_to_confirm_goes_before_what_was_asked_for_earlier() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    asks(&app, REQUESTER).await;
    let change = Some(json!({ "failures_max": 20 }));
    let asked = hotel.owner().await.sends_once("PATCH", "/v1/security-policy", change, &[("if-match", "\"1\"")]).await;
    asked.is_refused(403, "confirmation_required");

    let claimed = "select kind from door.claim_mail(sha256('ticket'), '1 minute')";
    let first: String =
        sqlx::query_scalar(claimed).fetch_one(&mut app.as_role("countersign_worker").await).await.unwrap();

    assert_eq!(first, "confirmation");
    app.stop().await;
}

#[actix_web::test]
async fn a_server_that_says_later_is_asked_again_at_growing_distances_until_the_link_is_of_no_use() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    asks(&app, REQUESTER).await;
    readdresses(&app, "later").await;
    let mut tried = Vec::new();

    for minute in 0..=31 {
        app.delivers().await;
        let attempts = "select attempts from door.mail";
        let attempts: i32 = sqlx::query_scalar(attempts).fetch_one(&mut app.administrator().await).await.unwrap();
        if attempts > i32::try_from(tried.len()).unwrap() {
            tried.push(minute);
        }
        app.moves_clock("1 minute").await;
    }

    assert_eq!(tried, [0, 1, 3, 7, 15]);
    let listed = hotel.owner().await.gets("/v1/mails").await.is(200);
    assert_eq!(standing(&listed.body)[0][2..], ["failed", "5"]);
    assert_eq!(listed.body["items"][0]["reply"], "451 4.2.1 mailbox busy, try again later");
    let id = listed.body["items"][0]["id"].as_str().unwrap();
    assert_eq!(hotel.actions_on(id).await, ["mail.failed"]);
    app.stop().await;
}

#[actix_web::test]
async fn a_server_that_is_away_is_asked_again() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    asks(&app, REQUESTER).await;

    app.delivers_by(&app.mailer(Some("smtp://127.0.0.1:9"))).await;

    let listed = hotel.owner().await.gets("/v1/mails").await.is(200);
    assert_eq!(standing(&listed.body)[0][2..], ["waiting", "1"]);
    assert_eq!(listed.body["items"][0]["reply"], "The mail server could not be reached.");
    app.moves_clock("1 minute").await;
    app.delivers().await;
    assert_eq!(app.mail_to(REQUESTER).len(), 1);
    app.stop().await;
}

#[actix_web::test]
async fn many_workers_send_a_mail_once() {
    let app = App::start().await;
    app.hotel().await;
    asks(&app, REQUESTER).await;
    let (mailer, home) = (app.mailer(None), app.home(app.first()));

    for done in join_all((0..8).map(|_| server::worker::deliver(home, Some(&mailer)))).await {
        done.unwrap();
    }

    assert_eq!(app.mail_to(REQUESTER).len(), 1);
    app.stop().await;
}

#[actix_web::test]
async fn the_mail_of_a_worker_that_died_is_sent_by_another_under_the_same_id() {
    let app = App::start().await;
    app.hotel().await;
    asks(&app, REQUESTER).await;
    let home = app.home(app.first());
    let mailer = app.mailer(None);
    // It dies after the server has taken the mail and before it has said so.
    let dies = home.post_next_mail(async |mail| {
        let letter = delivery::Letter::write(mail, mailer.origin()).unwrap();
        assert_eq!(mailer.send(mail, letter).await, Posted::Sent);
        std::future::pending().await
    });
    let deadline = std::time::Duration::from_secs(5);
    assert!(tokio::time::timeout(deadline, dies).await.is_err());
    app.delivers().await;
    assert_eq!(app.mail_to(REQUESTER).len(), 1, "it is still the dead worker's");

    app.moves_clock("2 minutes 1 second").await;
    app.delivers().await;

    let mails = app.mail_to(REQUESTER);
    let id =
        |place: usize| mails[place].whole.lines().find(|line| line.starts_with("Message-ID: ")).unwrap().to_owned();
    assert_eq!(mails.len(), 2);
    assert_eq!((id(0), &mails[0].text), (id(1), &mails[1].text));
    app.stop().await;
}

#[actix_web::test]
async fn one_organisations_mail_does_not_wait_behind_anothers() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    for _ in 0..3 {
        asks(&app, REQUESTER).await;
    }
    let body = json!({ "organisation": "alder-clinic", "email": "requester@alder-clinic.example" });
    crate::identity::browser::Browser::new(&app).posts("/v1/password/ask-reset", body).await.is(202);
    let home = app.home(app.first());
    server::worker::deliver(home, None).await.unwrap();

    // The first of the hotel's is in hand while the next is asked for.
    let mut second = None;
    home.post_next_mail(async |first| {
        assert_eq!(first.slug, hotel.slug);
        home.post_next_mail(async |next| {
            second = Some(next.slug.clone());
            Posted::Sent
        })
        .await
        .unwrap();
        Posted::Sent
    })
    .await
    .unwrap();

    assert_eq!(second.as_deref(), Some(clinic.slug));
    app.stop().await;
}

#[actix_web::test]
async fn mail_and_links_are_cleared_when_they_have_outlived_their_use() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    super::refused(&app, &hotel).await;
    asks(&app, REQUESTER).await;
    app.delivers().await;
    let home = app.home(app.first());
    let counted = async || {
        let count =
            "select (select count(*) from door.mail), (select count(*) from door.mail where sealed is not null),
            (select count(*) from door.one_time_link), (select count(*) from door.reset_request)";
        let row = sqlx::query(count).fetch_one(&mut app.administrator().await).await.unwrap();
        [0, 1, 2, 3].map(|place| row.get::<i64, _>(place))
    };
    assert_eq!(counted().await, [2, 1, 2, 2]);

    for (later, left) in
        [("31 minutes", [2, 0, 2, 2]), ("3 days", [2, 0, 2, 0]), ("5 days", [2, 0, 0, 0]), ("83 days", [0, 0, 0, 0])]
    {
        app.moves_clock(later).await;
        home.database.clear_expired().await.unwrap();
        assert_eq!(counted().await, left, "{later}");
    }
    app.stop().await;
}
