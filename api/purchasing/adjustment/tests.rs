use kernel::Currency;

use super::*;

fn money(amount: &str, code: &str) -> Money {
    Money::parse(amount, Currency::parse(code).unwrap()).unwrap()
}

fn asked(text: &str) -> NewAdjustment {
    serde_json::from_str(text).unwrap()
}

fn worked_out(text: &str, base: Money) -> Result<String, String> {
    asked(text).on(base).map(|one| one.amount.to_string()).map_err(|error| format!("{} {}", error.field, error.rule))
}

#[test]
fn a_percentage_is_of_its_base_in_the_digits_of_the_currency() {
    let tenth = r#"{"kind":"discount","percent":"10","reason":"Volume"}"#;

    assert_eq!(worked_out(tenth, money("99.95", "EUR")), Ok("10.00 EUR".into()));
    assert_eq!(worked_out(tenth, money("995", "JPY")), Ok("100 JPY".into()));
    assert_eq!(worked_out(tenth, money("0.995", "KWD")), Ok("0.100 KWD".into()));
}

#[test]
fn an_amount_is_exact_in_its_currency() {
    let half = r#"{"kind":"charge","amount":"12.5","reason":"Freight"}"#;

    assert_eq!(worked_out(half, money("1", "EUR")), Ok("12.50 EUR".into()));
    assert_eq!(worked_out(half, money("1", "KWD")), Ok("12.500 KWD".into()));
    assert_eq!(worked_out(half, money("1", "JPY")), Err("amount too_precise".into()));
}

#[test]
fn it_is_an_amount_or_a_percentage_and_says_why() {
    let base = money("100", "EUR");

    assert_eq!(worked_out(r#"{"kind":"discount","reason":"R"}"#, base), Err("amount required".into()));
    let both = r#"{"kind":"discount","percent":"1","amount":"1","reason":"R"}"#;
    assert_eq!(worked_out(both, base), Err("amount not_both".into()));
    for wrong in [
        r#"{"kind":"discount","percent":"1"}"#,
        r#"{"kind":"discount","percent":"1","reason":" "}"#,
        r#"{"kind":"rebate","percent":"1","reason":"R"}"#,
        r#"{"kind":"discount","percent":"100.0001","reason":"R"}"#,
        r#"{"kind":"discount","amount":"-1","reason":"R"}"#,
        r#"{"kind":"discount","percent":"1","reason":"R","tax_code_id":"019f0000-0000-7000-8000-000000000000"}"#,
    ] {
        assert!(serde_json::from_str::<NewAdjustment>(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_reason_code_is_of_the_list_of_its_kind() {
    let with = |kind: &str, code: &str| {
        let text = format!(r#"{{"kind":"{kind}","percent":"1","reason":"R","reason_code":"{code}"}}"#);
        serde_json::from_str::<NewAdjustment>(&text).ok().map(|asked| asked.on(money("100", "EUR")).is_ok())
    };

    assert_eq!((with("discount", "95"), with("charge", "FC")), (Some(true), Some(true)));
    assert_eq!((with("discount", "FC"), with("charge", "95")), (Some(false), Some(false)));
    assert_eq!((with("discount", "999"), with("charge", "fc")), (None, None));
}

#[test]
fn what_is_kept_comes_back_with_its_base() {
    let gross = money("99.95", "EUR");
    let asked = [
        asked(r#"{"kind":"discount","percent":"10","reason":"Volume","reason_code":"95"}"#),
        asked(r#"{"kind":"charge","amount":"2.5","reason":"Engraving"}"#),
    ];
    let adjustments: Vec<_> = asked.iter().map(|one| one.clone().on(gross).unwrap()).collect();
    let net = adjustments.iter().try_fold(gross, |net, one| one.applied_to(net)).unwrap();

    let json = Kept::of_line(&adjustments).into_json().unwrap();
    let kept: Kept = serde_json::from_value(json.clone()).unwrap();

    assert_eq!(
        json[0],
        json!({ "kind": "discount", "percent": "10", "amount_minor": 1000, "reason": "Volume", "reason_code": "95" })
    );
    assert_eq!(json[1], json!({ "kind": "charge", "amount_minor": 250, "reason": "Engraving" }));
    assert_eq!(kept.on_line(net).unwrap(), (gross, adjustments.clone()));
    assert_eq!(adjustments.iter().map(Adjustment::as_asked).collect::<Vec<_>>(), asked);
}

#[test]
fn without_any_what_matters_is_as_it_was() {
    let before = json!({ "description": "Towels" });

    assert_eq!(with_adjustments(before.clone(), &Vec::<NewAdjustment>::new()), before);
    let one = asked(r#"{"kind":"charge","amount":"2.50","reason":"Engraving"}"#);
    let after = with_adjustments(before, &[one]);
    assert_eq!(after["adjustments"], json!([{ "kind": "charge", "amount": "2.5", "reason": "Engraving" }]));
}
