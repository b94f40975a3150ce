//! Confirming by a passkey: what its device signs is of this intent, and nothing else that was signed confirms it.
use serde_json::json;
use sqlx::Connection;

use super::{Act, By, acts, confirmer::Confirmer, confirms_nothing, is_done};
use crate::{
    identity::browser::{Browser, PASSWORD},
    support::{Answer, App, Caught, Device, Organisation, shown_for},
};

const OWNER: &str = "owner@harbour-house.example";

/// The policy, and an owner who has been asked to confirm it by their passkey.
async fn asked<'a>(hotel: &'a Organisation<'_>) -> (Act, Confirmer<'a>, Answer) {
    let act =
        acts(hotel).await.into_iter().find(|act| act.entry.code == "security_policy.update").expect("in the catalogue");
    let owner = By::Passkey.owner(hotel).await;
    let asked = act.asks(&owner).await.is_refused(403, "confirmation_required");
    (act, owner, asked)
}

fn shows(owner: &mut Confirmer<'_>, asked: &Answer, lie: impl FnOnce(&mut Device)) -> String {
    let device = owner.device.as_mut().unwrap();
    lie(device);
    let shown = device.shows(&asked.body["confirmation"]["passkey"]);
    shown_for(asked, &shown)
}

async fn mailed(app: &App, subject: &str) -> Option<Caught> {
    app.delivers().await;
    app.mail_to(OWNER).into_iter().find(|mail| mail.subject.starts_with(subject))
}

#[actix_web::test]
async fn whoever_has_a_passkey_is_asked_for_it_and_mailed_every_word_without_a_code() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut owner = By::Passkey.owner(&hotel).await;
    for act in acts(&hotel).await {
        let name = act.entry.code;

        let asked = act.asks(&owner).await.is_refused(403, "confirmation_required");

        let shown = &asked.body["confirmation"];
        assert_eq!(
            (&shown["sent_to"], &shown["channels"]),
            (&json!("o***@harbour-house.example"), &json!(["passkey", "mail"]))
        );
        let options = &shown["passkey"];
        assert_eq!(
            (&options["rpId"], &options["userVerification"]),
            (&json!("localhost"), &json!("required")),
            "{options}"
        );
        assert_eq!(options["allowCredentials"].as_array().map(Vec::len), Some(1));
        let title = shown["title"].as_str().unwrap();
        let subject = format!("To be confirmed by your passkey: {title} (Harbour House)");
        let mail = mailed(&app, &subject).await.expect(&subject);
        for line in shown["lines"].as_array().unwrap() {
            assert!(mail.text.contains(line.as_str().unwrap()), "{name}: {line} in {}", mail.text);
        }
        assert!(!mail.text.contains("minutes: ") && mail.text.contains("deny-confirmation#"), "{}", mail.text);
        assert_eq!(act.done(&hotel).await, 0, "{name}");
        let proof = owner.learns(&asked).await;
        is_done(&act.confirms(&owner, &proof).await, name);
        assert_eq!(act.done(&hotel).await, 1, "{name}");
        let intent = shown["id"].as_str().unwrap();
        assert_eq!(hotel.actions_on(intent).await, ["confirmation.asked", "confirmation.given"], "{name}");
    }
    app.stop().await;
}

#[actix_web::test]
async fn the_trail_says_which_passkey_confirmed_it_and_that_it_was_used() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (act, mut owner, asked) = asked(&hotel).await;
    let proof = owner.learns(&asked).await;

    is_done(&act.confirms(&owner, &proof).await, "confirmed");

    let mut administrator = hotel.administrator().await;
    let told = "select e.detail ->> 'by', e.detail ->> 'passkey_id' = k.id::text, k.counter, k.last_used_at is not null
        from tenant.audit_event e, door.passkey k where e.action = 'confirmation.given'";
    let told: (String, bool, i64, bool) = sqlx::query_as(told).fetch_one(&mut administrator).await.unwrap();
    let signed = i64::from(owner.device.as_ref().unwrap().counter);
    assert_eq!(told, ("passkey".into(), true, signed, true));
    app.stop().await;
}

#[actix_web::test]
async fn whoever_asks_for_a_code_is_mailed_one_and_the_passkey_confirms_that_no_more() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (act, mut owner, first) = asked(&hotel).await;
    let signed = shows(&mut owner, &first, |_| ());

    let second = act.confirms(&owner, "mail").await.is_refused(403, "confirmation_required");

    let shown = &second.body["confirmation"];
    assert_eq!((&shown["channels"], shown.get("passkey")), (&json!(["passkey", "mail"]), None));
    confirms_nothing(&act.confirms(&owner, &signed).await, "replaced");
    let signed = signed.replacen(first.body["confirmation"]["id"].as_str().unwrap(), shown["id"].as_str().unwrap(), 1);
    confirms_nothing(&act.confirms(&owner, &signed).await, "asked for by mail");
    let mail = mailed(&app, "Confirm: ").await.expect("a code");
    let digits: String = mail.text.split_once("minutes: ").unwrap().1.chars().take(9).filter(|c| *c != ' ').collect();
    is_done(&act.confirms(&owner, &format!("{}:{digits}", shown["id"].as_str().unwrap())).await, "by mail");
    app.stop().await;
}

#[actix_web::test]
async fn without_a_passkey_a_code_is_mailed_whether_it_is_asked_for_or_not() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let acts = acts(&hotel).await;

    for asked in [acts[0].asks(&owner).await, acts[0].confirms(&owner, "mail").await] {
        let shown = asked.is_refused(403, "confirmation_required").body["confirmation"].clone();
        assert_eq!((&shown["channels"], shown.get("passkey")), (&json!(["mail"]), None));
    }
    app.stop().await;
}

#[actix_web::test]
async fn a_code_confirms_nothing_that_a_passkey_is_asked_for() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (act, mut owner, asked) = asked(&hotel).await;
    let id = asked.body["confirmation"]["id"].as_str().unwrap();

    let answer = act.confirms(&owner, &format!("{id}:31415926")).await;

    confirms_nothing(&answer, "a code");
    assert_eq!(answer.body["tries_left"], 4, "{answer:?}");
    let proof = owner.learns(&asked).await;
    is_done(&act.confirms(&owner, &proof).await, "the passkey");
    app.stop().await;
}

#[actix_web::test]
async fn what_was_signed_for_something_else_confirms_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (act, mut owner, asked) = asked(&hotel).await;
    let mut desk = Browser::new(&app);
    desk.signs_in_with(owner.device.as_mut().unwrap()).await.is(200);
    let sign_in = desk.is_shown(owner.device.as_mut().unwrap()).await["credential"].clone();
    let step_up = desk.is_asked_again().await.is(200).body["options"].clone();
    let step_up = owner.device.as_mut().unwrap().shows(&step_up);
    let made_up =
        owner.device.as_mut().unwrap().shows(&json!({ "challenge": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" }));

    for (what, shown, left) in [("a sign-in", sign_in, 4), ("saying who one is", step_up, 3), ("nothing", made_up, 2)] {
        let answer = act.confirms(&owner, &shown_for(&asked, &shown)).await;
        confirms_nothing(&answer, what);
        assert_eq!(answer.body["tries_left"], left, "{what}: {answer:?}");
    }

    let signed = owner.device.as_mut().unwrap().shows(&asked.body["confirmation"]["passkey"]);
    desk.answers(&signed).await.is_refused(403, "passkey_refused");
    is_done(&act.confirms(&owner, &shown_for(&asked, &signed)).await, "what it was signed for");
    app.stop().await;
}

/// What a device does otherwise than it should.
type Lie = (&'static str, fn(&mut Device));

#[actix_web::test]
async fn a_device_at_another_address_or_in_other_hands_confirms_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (act, mut owner, asked) = asked(&hotel).await;
    let lies: [Lie; 3] = [
        ("another page", |device| device.origin = "https://evil.example".into()),
        ("another domain", |device| device.domain = "evil.example".into()),
        ("nobody it knows", |device| device.knows_holder = false),
    ];

    for (what, lie) in lies {
        let lied = shows(&mut owner, &asked, lie);
        let answer = act.confirms(&owner, &lied).await;
        confirms_nothing(&answer, what);
        assert!(answer.body["tries_left"].is_u64(), "{what}: {answer:?}");
        let device = owner.device.as_mut().unwrap();
        (device.origin, device.domain, device.knows_holder) = (crate::support::ORIGIN.into(), "localhost".into(), true);
    }

    assert_eq!(act.done(&hotel).await, 0);
    let proof = owner.learns(&asked).await;
    is_done(&act.confirms(&owner, &proof).await, "itself");
    app.stop().await;
}

#[actix_web::test]
async fn a_colleagues_passkey_and_a_stranger_to_the_service_confirm_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (act, mut owner, asked) = asked(&hotel).await;
    hotel.gives_password(hotel.people.admin).await;
    let (mut desk, mut colleague) = (Browser::new(&app), Device::default());
    desk.signs_in("harbour-house", "admin@harbour-house.example", PASSWORD).await.is(200);
    desk.adds_a_passkey(&mut colleague).await;
    let mut unknown = Device::default();
    unknown.makes(&json!({ "user": { "id": "AAAA" } }));

    for (what, device) in [("a colleague's", &mut colleague), ("nobody's", &mut unknown)] {
        let shown = device.shows(&asked.body["confirmation"]["passkey"]);
        let answer = act.confirms(&owner, &shown_for(&asked, &shown)).await;
        confirms_nothing(&answer, what);
        assert!(answer.body["detail"].as_str().is_some_and(|detail| detail.contains("none of yours")), "{answer:?}");
    }

    assert_eq!(act.done(&hotel).await, 0);
    let proof = owner.learns(&asked).await;
    is_done(&act.confirms(&owner, &proof).await, "their own");
    app.stop().await;
}

#[actix_web::test]
async fn a_passkey_that_was_removed_meanwhile_confirms_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (act, mut owner, asked) = asked(&hotel).await;
    let proof = owner.learns(&asked).await;
    let mut administrator = hotel.administrator().await;
    sqlx::raw_sql("delete from door.passkey").execute(&mut administrator).await.unwrap();
    administrator.close().await.unwrap();

    confirms_nothing(&act.confirms(&owner, &proof).await, "removed");

    assert_eq!(act.done(&hotel).await, 0);
    let again = act.asks(&owner).await.is_refused(403, "confirmation_required");
    assert_eq!(again.body["confirmation"]["channels"], json!(["mail"]));
    app.stop().await;
}

#[actix_web::test]
async fn a_device_that_has_counted_back_confirms_nothing_and_its_person_is_told() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (act, mut owner, asked) = asked(&hotel).await;
    let mut desk = Browser::new(&app);
    desk.signs_in_with(owner.device.as_mut().unwrap()).await.is(200);
    let copied = shows(&mut owner, &asked, |device| device.counter = 0);

    let answer = act.confirms(&owner, &copied).await;

    confirms_nothing(&answer, "counted back");
    assert_eq!(answer.body["tries_left"], 0, "{answer:?}");
    confirms_nothing(&act.confirms(&owner, &copied).await, "once more");
    let told: Vec<_> = hotel.actions().await.into_iter().filter(|action| action == "passkey.suspected").collect();
    assert_eq!(told.len(), 1);
    assert!(mailed(&app, "A passkey may have been copied").await.is_some(), "{:?}", app.mail_to(OWNER));
    assert_eq!(act.done(&hotel).await, 0);
    app.stop().await;
}

#[actix_web::test]
async fn what_was_signed_for_one_asking_confirms_no_later_one_of_the_same_words() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (act, mut owner, first) = asked(&hotel).await;
    let signed = owner.learns(&first).await;
    let asked = act.asks(&owner).await.is_refused(403, "confirmation_required");

    // The same request in the same session, word for word: only chance tells the two apart.
    let shown = &asked.body["confirmation"];
    assert_ne!(shown["passkey"]["challenge"], first.body["confirmation"]["passkey"]["challenge"]);
    let replayed =
        signed.replacen(first.body["confirmation"]["id"].as_str().unwrap(), shown["id"].as_str().unwrap(), 1);
    let answer = act.confirms(&owner, &replayed).await;

    confirms_nothing(&answer, "replayed");
    assert_eq!(answer.body["tries_left"], 4, "{answer:?}");
    app.stop().await;
}

#[actix_web::test]
async fn what_is_no_assertion_is_a_wrong_one_or_none_at_all() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let (act, mut owner, asked) = asked(&hotel).await;
    let proof = owner.learns(&asked).await;
    let (id, parts) = proof.split_once(':').unwrap();
    let [credential, data, client, signature] = parts.split('.').collect::<Vec<_>>().try_into().unwrap();

    for garbage in
        ["AQ.AQ.AQ.AQ".into(), format!("{credential}.AQ.AQ.AQ"), format!("{credential}.{data}.e30.{signature}")]
    {
        let answer = act.confirms(&owner, &format!("{id}:{garbage}")).await;
        confirms_nothing(&answer, &garbage);
        assert!(answer.body["tries_left"].is_u64(), "{garbage}: {answer:?}");
    }
    for shapeless in [format!("{credential}.{data}.{client}"), format!("{parts}.{signature}"), format!("{parts}=")] {
        let answer = act.confirms(&owner, &format!("{id}:{shapeless}")).await;
        confirms_nothing(&answer, &shapeless);
        assert!(answer.body["tries_left"].is_null(), "{shapeless}: {answer:?}");
    }
    is_done(&act.confirms(&owner, &proof).await, "itself");
    app.stop().await;
}

#[actix_web::test]
async fn whoever_reads_the_mail_of_it_stops_it_and_is_told_where_it_was_done() {
    for is_done in [false, true] {
        let app = App::start().await;
        let hotel = app.hotel().await;
        let (act, mut owner, asked) = asked(&hotel).await;
        let mail = mailed(&app, "To be confirmed by your passkey: ").await.expect("a mail");
        let proof = shows(&mut owner, &asked, |_| ());
        if is_done {
            super::is_done(&act.confirms(&owner, &proof).await, "confirmed");
        }

        let denied =
            Browser::new(&app).posts("/v1/confirmation-link/deny", json!({ "link": mail.secret() })).await.is(200);

        assert_eq!(denied.body["is_done"], is_done);
        act.confirms(&owner, &proof).await.is_refused(401, "unauthenticated");
        assert_eq!(act.done(&hotel).await, usize::from(is_done));
        app.stop().await;
    }
}

#[actix_web::test]
async fn where_the_address_has_no_passkeys_a_code_is_mailed() {
    let app = App::start_as(|state| {
        let none = identity::Sessions::new(
            identity::SessionPolicy::default(),
            identity::RelyingParty::of("https://192.0.2.7"),
        );
        state.sessions = actix_web::web::Data::new(none);
    })
    .await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let acts = acts(&hotel).await;
    let asked = acts[0].asks(&owner).await.is_refused(403, "confirmation_required");

    assert_eq!(asked.body["confirmation"]["channels"], json!(["mail"]));
    let code = owner.learns_code(&asked).await;
    is_done(&acts[0].confirms(&owner, &code).await, "by mail");
    app.stop().await;
}
