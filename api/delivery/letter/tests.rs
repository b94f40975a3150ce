mod sign_up;

use access::Enclosure;
use kernel::MailId;
use serde_json::{Value, json};
use uuid::Uuid;

use super::*;

const KINDS: [MailKind; 11] = [
    MailKind::PasswordReset,
    MailKind::PasswordChanged,
    MailKind::SecondFactorSetUp,
    MailKind::SecondFactorRemoved,
    MailKind::PasskeyAdded,
    MailKind::PasskeyRemoved,
    MailKind::PasskeySuspected,
    MailKind::RecoveryCodesRenewed,
    MailKind::RecoveryCodeUsed,
    MailKind::SessionReused,
    MailKind::SignInGuarded,
];
const ORIGIN: &str = "https://po.example";

fn due(kind: MailKind, facts: Value) -> DueMail {
    let Ok(Value::String(kind)) = serde_json::to_value(kind) else { panic!("a kind is text") };
    DueMail {
        id: MailId(Uuid::nil()),
        kind,
        facts,
        secret: Some("eu1_secret".into()),
        address: "rosa@harbour-house.example".into(),
        person_name: Some("Rosa Requester".into()),
        slug: "harbour-house".into(),
        organisation_name: "Harbour House".into(),
        time_zone: "Europe/Dublin".into(),
        asked_at: DateTime::UNIX_EPOCH,
        enclosure: None,
        own_server: None,
    }
}

fn order(facts: Value) -> DueMail {
    let enclosure = Enclosure {
        file_name: "PO-2026-00042.pdf".into(),
        bytes: b"%PDF-".to_vec(),
        sender_name: "Abel Accounts".into(),
        reply_to: "accounts2@harbour-house.example".into(),
    };
    DueMail {
        secret: None,
        address: "orders@linen.example".into(),
        person_name: None,
        enclosure: Some(enclosure),
        ..due(MailKind::PurchaseOrder, facts)
    }
}

fn ordered() -> Value {
    json!({
        "number": "PO-2026-00042",
        "issuer": "Ada Accounts",
        "issued_on": "4 December 2026",
        "need_by": "18 December 2026",
        "total": "EUR 1,234.50",
        "message": "Please confirm.\n\nThe <back> entrance is open & lit.",
    })
}

fn facts() -> Value {
    json!({ "at": "2026-07-01T12:30:00Z", "network": "203.0.113.7", "life_minutes": 30, "failures": 100 })
}

#[test]
fn a_reset_is_written_word_for_word() {
    let letter = Letter::write(&due(MailKind::PasswordReset, facts()), ORIGIN).expect("a letter");

    assert_eq!(letter.subject, "A new password for Harbour House");
    let text = "Hello Rosa Requester,

Somebody, probably you, asked for a new password for rosa@harbour-house.example at Harbour House, on 1 July 2026 at 13:30 (Europe/Dublin), from 203.0.113.7.

Choose a new password:
https://po.example/new-password#eu1_secret

The link opens once, within 30 minutes. Your second factor, if you have one, is asked for as always.

If it was not you, do nothing: your password stays as it is.

-- 
Harbour House (sign in as harbour-house), by Countersign
https://po.example";
    assert_eq!(letter.text.trim_end(), text);
    assert!(letter.html.contains("href=\"https://po.example/new-password#eu1_secret\""));
}

#[test]
fn every_kind_says_when_from_where_and_what_to_do() {
    for kind in KINDS {
        let letter = Letter::write(&due(kind, facts()), ORIGIN).expect("a letter");
        for told in ["rosa@harbour-house.example", "1 July 2026 at 13:30 (Europe/Dublin)", "203.0.113.7", ORIGIN] {
            assert!(letter.text.contains(told) && letter.html.contains(told), "{kind:?}: {told}");
        }
        assert_eq!(letter.text.contains("eu1_secret"), kind.holds_link(), "{kind:?}");
        assert!(letter.text.contains("not you"), "{kind:?}");
    }
}

#[test]
fn whoever_is_guessed_at_is_told_how_often_and_how_to_get_in() {
    let letter = Letter::write(&due(MailKind::SignInGuarded, facts()), ORIGIN).expect("a letter");

    assert_eq!(letter.subject, "Somebody tries to guess your password: Harbour House");
    for told in [
        "100 tries in a row to sign in as rosa@harbour-house.example have failed, the last on 1 July 2026",
        "In a browser that you have signed in with before, you still sign in as always",
        "https://po.example/forgotten-password",
    ] {
        assert!(letter.text.contains(told), "{told}: {}", letter.text);
    }
}

#[test]
fn an_invitation_says_who_invites_whom_and_until_when() {
    let facts = json!({ "at": "2026-07-01T12:30:00Z", "inviter": "Alan Admin", "expires_at": "2026-07-08T12:30:00Z" });
    let letter = Letter::write(&due(MailKind::Invitation, facts), ORIGIN).expect("a letter");

    assert_eq!(letter.subject, "Alan Admin invites you to Harbour House");
    for told in [
        "sign in as rosa@harbour-house.example",
        "https://po.example/first-sign-in#eu1_secret",
        "once, until 8 July 2026 at 13:30 (Europe/Dublin).",
    ] {
        assert!(letter.text.contains(told) && letter.html.contains(told), "{told}: {}", letter.text);
    }
}

#[test]
fn an_order_is_sent_word_for_word_to_somebody_outside() {
    let letter = Letter::write(&order(ordered()), ORIGIN).expect("a letter");

    assert_eq!(letter.subject, "Purchase order PO-2026-00042 from Harbour House");
    let text = "Hello,

Harbour House sends you purchase order PO-2026-00042, issued by Ada Accounts on 4 December 2026. It is needed by 18 December 2026. It comes to EUR 1,234.50.

The order is attached as PO-2026-00042.pdf.

Abel Accounts writes:

Please confirm.

The <back> entrance is open & lit.

-- 
Sent for Harbour House by Countersign.
Reply to this mail to reach Abel Accounts.";
    assert_eq!(letter.text.trim_end(), text);
    for told in ["The &#60;back&#62; entrance is open &#38; lit.", "<br>Reply to this mail to reach Abel Accounts."] {
        assert!(letter.html.contains(told), "{}", letter.html);
    }
    for opened in ["href", "http", "sign in"] {
        assert!(!letter.text.contains(opened) && !letter.html.contains(opened), "{opened}: {}", letter.html);
    }
}

#[test]
fn an_order_says_no_more_than_it_knows() {
    let mut facts = ordered();
    (facts["need_by"], facts["message"]) = (Value::Null, Value::Null);

    let letter = Letter::write(&order(facts), ORIGIN).expect("a letter");

    assert!(letter.text.contains("on 4 December 2026. It comes to EUR 1,234.50."), "{}", letter.text);
    assert!(!letter.text.contains("needed by") && !letter.text.contains("writes:"));
    assert!(!MailKind::PurchaseOrder.holds_link());
}

#[test]
fn what_people_typed_stays_text() {
    let typed = DueMail {
        organisation_name: "<b>Fish & Chips</b>".into(),
        person_name: None,
        ..due(MailKind::PasswordChanged, json!({ "at": "2026-07-01T12:30:00Z", "network": null }))
    };

    let letter = Letter::write(&typed, ORIGIN).expect("a letter");

    assert!(letter.text.starts_with("Hello,\n") && letter.text.contains("<b>Fish & Chips</b>"));
    assert!(!letter.html.contains("<b>") && letter.html.contains("Fish &#38; Chips"), "{}", letter.html);
}

#[test]
fn what_cannot_be_written_is_no_letter() {
    let without_link = DueMail { secret: None, ..due(MailKind::PasswordReset, facts()) };
    let unknown = DueMail { kind: "carrier_pigeon".into(), ..due(MailKind::PasswordChanged, facts()) };

    assert!(Letter::write(&without_link, ORIGIN).is_err());
    let told = json!({ "at": "2026-07-01T12:30:00Z", "inviter": "Alan Admin", "expires_at": "2026-07-08T12:30:00Z" });
    let invitation = due(MailKind::Invitation, told);
    assert!(Letter::write(&invitation, ORIGIN).is_ok());
    assert!(Letter::write(&DueMail { secret: None, ..invitation }, ORIGIN).is_err());
    let without_life = json!({ "at": "2026-07-01T12:30:00Z", "network": null });
    assert!(Letter::write(&due(MailKind::PasswordReset, without_life), ORIGIN).is_err());
    assert!(Letter::write(&unknown, ORIGIN).is_err());
    assert!(Letter::write(&DueMail { enclosure: None, ..order(ordered()) }, ORIGIN).is_err());
    assert!(Letter::write(&due(MailKind::PasswordChanged, json!({})), ORIGIN).is_err());
}

#[test]
fn whose_second_factor_is_reset_is_told_before_and_after() {
    let facts = json!({
        "at": "2026-07-01T12:30:00Z",
        "by": "Alan Admin",
        "person": "Rosa Requester",
        "reason": "Lost her phone",
        "until": "2026-07-02T12:30:00Z",
    });
    let asked = Letter::write(&due(MailKind::FactorResetAsked, facts.clone()), ORIGIN).expect("a letter");
    let waiting = Letter::write(&due(MailKind::FactorResetWaiting, facts), ORIGIN).expect("a letter");
    let facts = json!({ "at": "2026-07-01T13:30:00Z", "by": "Olga Owner", "asked_by": "Alan Admin" });
    let done = Letter::write(&due(MailKind::FactorResetDone, facts), ORIGIN).expect("a letter");

    assert_eq!(asked.subject, "Alan Admin asks to reset your second factor: Harbour House");
    assert!(
        asked.text.contains("If you did not ask for this, tell an owner of Harbour House at once"),
        "{}",
        asked.text
    );
    for told in ["Reason: Lost her phone", "/people/factor-resets?state=waiting", "until 2 July 2026 at 13:30"] {
        assert!(waiting.text.contains(told) && waiting.html.contains(told), "{told}: {}", waiting.text);
    }
    for told in ["Alan Admin asked for it, and Olga Owner agreed", "1 July 2026 at 14:30", "/forgotten-password"] {
        assert!(done.text.contains(told) && done.html.contains(told), "{told}: {}", done.text);
    }
}

#[test]
fn who_sees_to_keys_is_told_what_is_asked_and_what_was_given_up() {
    let facts = json!({ "at": "2026-07-01T12:30:00Z", "by": "Alan Admin", "key": "Stock <1>", "reason": "Orders",
        "scopes": ["purchase_order.create", "supplier.view"], "networks": ["203.0.113.0/24"], "until": "2027-07-01T12:30:00Z" });
    let waiting = Letter::write(&due(MailKind::ApiKeyWaiting, facts), ORIGIN).expect("a letter");
    let facts =
        json!({ "at": "2026-07-01T12:30:00Z", "key": "Stock", "prefix": "eu1_csk_x7Qa", "network": "203.0.113.7" });
    let given_up = Letter::write(&due(MailKind::ApiKeyGivenUp, facts), ORIGIN).expect("a letter");
    let rotated = |old_until: Option<&str>| {
        let facts = json!({ "at": "2026-07-01T12:30:00Z", "by": "Alan Admin", "key": "Stock", "prefix": "eu1_csk_x7Qa", "old_until": old_until });
        Letter::write(&due(MailKind::ApiKeyRotated, facts), ORIGIN).expect("a letter").text
    };

    let facts = json!({ "at": "2026-07-01T12:30:00Z", "by": "Alan Admin", "keys": ["Stock", "Till <1>"] });
    let left = Letter::write(&due(MailKind::ApiKeysLeft, facts), ORIGIN).expect("a letter");

    assert!(left.text.contains("Stock, Till <1>") && !left.html.contains("Till <1>"), "{}", left.text);
    let overlapping = rotated(Some("2026-07-02T12:30:00Z"));
    for told in ["another secret (eu1_csk_x7Qa", "of before opens until 2 July 2026 at 13:30", "revoke the key"] {
        assert!(overlapping.contains(told), "{told}: {overlapping}");
    }
    assert!(rotated(None).contains("opens nothing any more"), "{}", rotated(None));
    assert_eq!(waiting.subject, "Alan Admin asks for an API key, which needs your agreement: Harbour House");
    assert!(waiting.html.contains("Stock &#60;1&#62;") || waiting.html.contains("Stock &lt;1&gt;"), "{}", waiting.html);
    for told in [
        "Reason: Orders",
        "purchase_order.create, supplier.view",
        "From 203.0.113.0/24, until 1 July 2027 at 13:30",
        "/settings/api-keys?state=waiting",
    ] {
        assert!(waiting.text.contains(told) && waiting.html.contains(told), "{told}: {}", waiting.text);
    }
    for told in ["eu1_csk_x7Qa", "1 July 2026 at 13:30", "from 203.0.113.7", "/settings/api-keys"] {
        assert!(given_up.text.contains(told) && given_up.html.contains(told), "{told}: {}", given_up.text);
    }
}

#[test]
fn each_mailbox_is_told_which_address_takes_the_place_of_which() {
    let facts = json!({
        "at": "2026-07-01T12:30:00Z", "network": "203.0.113.7", "life_minutes": 60,
        "old": "rosa@harbour-house.example", "new": "rosa@inns.example",
    });
    let written = |kind: MailKind| Letter::write(&due(kind, facts.clone()), ORIGIN).expect("a letter");
    let (old, new, changed) =
        (written(MailKind::EmailOld), written(MailKind::EmailNew), written(MailKind::EmailChanged));

    for letter in [&old, &new, &changed] {
        for told in ["rosa@harbour-house.example", "rosa@inns.example", "1 July 2026 at 13:30", "203.0.113.7"] {
            assert!(letter.text.contains(told) && letter.html.contains(told), "{told}: {}", letter.text);
        }
    }
    for letter in [&old, &new] {
        assert!(letter.text.contains("https://po.example/confirm-email#eu1_secret"), "{}", letter.text);
        assert!(letter.text.contains("once, within 60 minutes") && letter.text.contains("nothing changes"));
    }
    assert!(old.text.contains("open the link and refuse") && !new.text.contains("refuse"));
    assert!(changed.text.contains("you sign in as rosa@inns.example") && !changed.text.contains("eu1_secret"));
}

fn to_confirm() -> Value {
    json!({
        "at": "2026-07-01T12:30:00Z", "network": "203.0.113.7", "device": "Firefox/141.0 (X11) https://evil.example", "life_minutes": 5,
        "title": "Change the security policy",
        "lines": ["Failures that make an account wait: 10 → 5", "Organisation: Harbour House", "Asked by: Rosa Requester"],
    })
}

#[test]
fn what_is_to_be_confirmed_is_mailed_word_for_word_with_its_code_and_a_way_to_say_no() {
    let mail = DueMail { secret: Some("01234567 eu1_secret".into()), ..due(MailKind::Confirmation, to_confirm()) };
    let letter = Letter::write(&mail, ORIGIN).expect("a letter");

    assert_eq!(letter.subject, "Confirm: Change the security policy (Harbour House)");
    for told in [
        "Change the security policy",
        "Failures that make an account wait: 10 → 5",
        "Organisation: Harbour House",
        "Asked by: Rosa Requester",
        "on 1 July 2026 at 13:30 (Europe/Dublin), from 203.0.113.7, by Firefox/141.0 (X11) https //evil example.",
        "within 5 minutes: 0123 4567",
        "https://po.example/deny-confirmation#eu1_secret",
    ] {
        assert!(letter.text.contains(told) && letter.html.contains(told), "{told}: {}", letter.text);
    }
    assert!(MailKind::Confirmation.holds_link());
    assert!(Letter::write(&DueMail { secret: Some("01234567".into()), ..mail }, ORIGIN).is_err());
}

#[test]
fn what_a_passkey_is_to_confirm_is_mailed_without_a_code() {
    let letter = Letter::write(&due(MailKind::ConfirmationByPasskey, to_confirm()), ORIGIN).expect("a letter");

    assert_eq!(letter.subject, "To be confirmed by your passkey: Change the security policy (Harbour House)");
    for told in [
        "Failures that make an account wait: 10 → 5",
        "Asked by: Rosa Requester",
        "from 203.0.113.7, by Firefox/141.0",
        "there is nothing to do here",
        "https://po.example/deny-confirmation#eu1_secret",
    ] {
        assert!(letter.text.contains(told) && letter.html.contains(told), "{told}: {}", letter.text);
    }
    assert!(!letter.text.contains("code") && MailKind::ConfirmationByPasskey.holds_link());
}

#[test]
fn whoever_is_told_of_a_denial_reads_whether_it_was_done() {
    let written = |is_done: bool| {
        let facts = json!({ "at": "2026-07-01T12:30:00Z", "network": null, "by": "Olga Owner", "title": "Give rights to Rosa", "is_done": is_done });
        Letter::write(&due(MailKind::ConfirmationDenied, facts), ORIGIN).expect("a letter").text
    };

    assert!(written(false).contains("Give rights to Rosa") && written(false).contains("stopped before it was done"));
    assert!(written(true).contains("it is done: look at it") && written(true).contains("/forgotten-password"));
}

#[test]
fn whoever_comes_or_goes_is_told_and_so_is_who_goes_on() {
    let facts = json!({ "at": "2026-07-01T12:30:00Z", "by": "Alan Admin", "from": "Hugo Head", "departments": ["Kitchen"],
        "approvals": 1, "documents": 3, "expires_at": "2026-07-08T12:30:00Z" });
    let letter = |kind| Letter::write(&due(kind, facts.clone()), ORIGIN).expect("a letter");

    let (deactivated, activated) = (letter(MailKind::AccountDeactivated), letter(MailKind::AccountActivated));
    assert!(deactivated.text.contains("Alan Admin deactivated the account rosa@harbour-house.example"));
    assert!(activated.text.contains("https://po.example/first-sign-in#eu1_secret"), "{}", activated.text);
    let handed_over = letter(MailKind::WorkHandedOver).text;
    for told in ["You head Kitchen now.", "1 approval waits for you", "3 requisitions and orders are yours"] {
        assert!(handed_over.contains(told), "{told}: {handed_over}");
    }
    assert_eq!(letter(MailKind::PersonLeft).subject, "Alan Admin has left: Harbour House");
}

#[test]
fn an_organisation_that_changes_hands_is_told_of() {
    let facts = json!({ "at": "2026-07-01T12:30:00Z", "by": "Olga Owner", "person": "Gita Manager", "reason": "I retire",
        "until": "2026-07-08T12:30:00Z", "from": "Olga Owner", "to": "Gita Manager" });
    let letter = |kind| Letter::write(&due(kind, facts.clone()), ORIGIN).expect("a letter");

    let offered = letter(MailKind::OwnershipOffered);
    for told in ["Reason: I retire", "https://po.example/settings/ownership", "until 8 July 2026 at 13:30"] {
        assert!(offered.text.contains(told) && offered.html.contains(told), "{told}: {}", offered.text);
    }
    assert!(letter(MailKind::OwnershipAsked).text.contains("hand Harbour House over to Gita Manager"));
    assert!(letter(MailKind::OwnershipMoved).text.contains("Gita Manager took Harbour House over from Olga Owner"));
}
