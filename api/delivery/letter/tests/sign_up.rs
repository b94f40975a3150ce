//! The mail to whoever is to found an organisation.
use serde_json::{Value, json};

use super::{DueMail, Letter, MailKind, ORIGIN, due};

#[test]
fn a_sign_up_says_nothing_that_a_stranger_typed_and_where_one_is_known() {
    let asked = json!({ "at": "2026-12-04T09:00:00Z", "network": "192.0.2.7", "life_hours": 24, "known": [] });
    let known = json!([{ "slug": "alder-clinic", "name": "Alder Clinic" }, { "slug": "elm-inn", "name": "Elm Inn" }]);
    let mail = |known: Value| {
        let mut facts = asked.clone();
        facts["known"] = known;
        let mail = DueMail { person_name: None, ..due(MailKind::SignUp, facts) };
        Letter::write(&mail, ORIGIN).expect("a letter").text
    };

    let (stranger, somebody) = (mail(json!([])), mail(known));

    assert!(stranger.contains("https://po.example/sign-up/confirm#eu1_secret"), "{stranger}");
    assert!(stranger.contains("It will sign in as harbour-house") && !stranger.contains("You have an account"));
    assert!(somebody.contains("Alder Clinic (sign in as alder-clinic), Elm Inn (sign in as elm-inn)"), "{somebody}");
}

#[test]
fn whoever_is_invited_to_begin_an_organisation_reads_by_whom_and_for_how_long() {
    let facts =
        json!({ "at": "2026-12-04T09:00:00Z", "network": null, "life_hours": 168, "known": [], "is_invited": true });
    let mail = DueMail { person_name: None, ..due(MailKind::SignUp, facts) };
    let letter = Letter::write(&mail, ORIGIN).expect("a letter");

    assert_eq!(letter.subject, "Begin with Countersign");
    for told in [
        "Whoever runs po.example invited rosa@harbour-house.example to begin an organisation there",
        "It will sign in as harbour-house; nothing is there before you confirm it.",
        "https://po.example/sign-up/confirm#eu1_secret",
        "The link opens once, within 7 days.",
    ] {
        assert!(letter.text.contains(told), "{told}: {}", letter.text);
    }
    assert!(!letter.text.contains("Somebody, probably you"), "{}", letter.text);
}
