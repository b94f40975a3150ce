use uuid::Uuid;

use super::*;

fn euros(minor: i64) -> Money {
    Money { minor, currency: Currency::parse("EUR").unwrap() }
}

fn priced(adjustments: &str) -> Result<PricedLine, Vec<String>> {
    let text = format!(
        r#"{{"description":"Towels","quantity":"10","unit":"C62","unit_price":"9.995","adjustments":{adjustments}}}"#
    );
    let line: NewLine = serde_json::from_str(&text).unwrap();
    price_line(line, Currency::parse("EUR").unwrap(), (&[], &[]))
        .map_err(|errors| errors.into_iter().map(|error| format!("{} {}", error.field, error.rule)).collect())
}

fn vat(rate: u32) -> Tax {
    let (code, name) = (format!("VAT{rate}"), format!("VAT {rate} %"));
    Tax { id: TaxCodeId(Uuid::from_u128(rate.into())), code, name, treatment: "S".into(), rate_percent: rate.into() }
}

fn adjusted(asked: serde_json::Value, taxes: &[Tax]) -> Result<Adjusted, String> {
    let lines = [Taxed { amount: euros(10_000), tax: taxes.first() }];
    on_document(euros(0).currency, lines.into_iter(), serde_json::from_value(asked).unwrap(), taxes).map_err(|wrong| {
        let errors = match wrong {
            Wrong::Fields(errors) => errors,
            Wrong::BelowZero(error) => vec![error],
            Wrong::TooLarge => vec![FieldError::new("", "total_too_large", "")],
        };
        errors.into_iter().map(|error| format!("{} {}", error.field, error.rule)).collect::<Vec<_>>().join(", ")
    })
}

#[test]
fn each_percentage_of_a_line_is_of_quantity_by_price() {
    let line = priced(
        r#"[{"kind":"discount","percent":"10","reason":"Volume"},
            {"kind":"discount","percent":"10","reason":"Season"},
            {"kind":"charge","amount":"1.50","reason":"Engraving"}]"#,
    )
    .unwrap();

    assert_eq!(line.gross, euros(9_995));
    let amounts: Vec<_> =
        line.adjustments.iter().map(|one| (one.amount.minor, one.base.map(|base| base.minor))).collect();
    assert_eq!(amounts, [(1_000, Some(9_995)), (1_000, Some(9_995)), (150, None)]);
    assert_eq!(line.net, euros(8_145));
}

#[test]
fn a_line_comes_to_nothing_and_not_to_less() {
    assert_eq!(priced(r#"[{"kind":"discount","percent":"100","reason":"Gift"}]"#).unwrap().net, euros(0));
    let more = r#"[{"kind":"discount","amount":"99.96","reason":"Gift"}]"#;
    assert_eq!(priced(more).unwrap_err(), ["adjustments below_zero"]);
    let made_up =
        r#"[{"kind":"discount","amount":"99.96","reason":"Gift"},{"kind":"charge","amount":"0.01","reason":"Box"}]"#;
    assert_eq!(priced(made_up).unwrap().net, euros(0));
}

#[test]
fn each_wrong_discount_is_named_by_its_place() {
    let wrong = r#"[{"kind":"discount","percent":"1","reason":"R"},{"kind":"discount","reason":"R"},
        {"kind":"charge","amount":"0.001","reason":"R"},{"kind":"charge","percent":"1","reason":"R","reason_code":"95"}]"#;

    let expected = [
        "adjustments[1].amount required",
        "adjustments[2].amount too_precise",
        "adjustments[3].reason_code unknown_reason_code",
    ];
    assert_eq!(priced(wrong).unwrap_err(), expected);
}

#[test]
fn a_documents_percentage_is_of_the_sum_of_its_lines() {
    let vat = vat(20);
    let asked = serde_json::json!([
        { "kind": "discount", "percent": "2.5", "reason": "Annual agreement", "tax_code_id": vat.id },
        { "kind": "charge", "percent": "2.5", "reason": "Freight" },
    ]);

    let whole = adjusted(asked, &[vat]).unwrap();

    assert_eq!(whole.adjustments.iter().map(|one| one.adjustment.amount.minor).collect::<Vec<_>>(), [250, 250]);
    assert_eq!((whole.totals.net, whole.totals.tax), (euros(10_000), euros(1_950)));
}

#[test]
fn a_document_comes_to_nothing_and_not_to_less_nor_does_its_tax() {
    let (full, half) = (vat(20), vat(10));
    let off = |amount: &str, tax: &Tax| serde_json::json!([{ "kind": "discount", "amount": amount, "reason": "Gift", "tax_code_id": tax.id }]);
    let taxes = [half.clone(), full.clone()];

    assert_eq!(adjusted(off("100", &half), &taxes).unwrap().totals.gross, euros(0));
    assert_eq!(adjusted(off("100.01", &half), &taxes), Err("adjustments below_zero".into()));
    assert_eq!(
        adjusted(off("60", &full), &taxes),
        Err("adjustments below_zero".into()),
        "20 % of 60 is above 10 % of 100"
    );
}

#[test]
fn what_a_discount_names_must_be_there() {
    let asked = serde_json::json!([
        { "kind": "discount", "percent": "1", "reason": "R" },
        { "kind": "discount", "percent": "1", "reason": "R", "tax_code_id": Uuid::nil() },
    ]);

    assert_eq!(adjusted(asked, &[vat(20)]), Err("adjustments[1].tax_code_id unknown".into()));
}

#[test]
fn lines_discounts_and_charges_are_counted() {
    let one = r#"{"kind":"discount","percent":"1","reason":"R"}"#;
    let line = |count: usize| -> NewLine {
        let many = vec![one; count].join(",");
        let text =
            format!(r#"{{"description":"T","quantity":"1","unit":"C62","unit_price":"1","adjustments":[{many}]}}"#);
        serde_json::from_str(&text).unwrap()
    };
    let on_document = |count: usize| -> Vec<NewDocumentAdjustment> { vec![serde_json::from_str(one).unwrap(); count] };

    assert!(must_be_few(&vec![line(0); LINES_MAX]).is_ok() && must_be_few(&[line(LINE_ADJUSTMENTS_MAX)]).is_ok());
    assert!(must_be_few(&vec![line(0); LINES_MAX + 1]).is_err_and(|error| error.refusal().code == "invalid"));
    assert!(must_be_few(&[line(LINE_ADJUSTMENTS_MAX + 1)]).is_err_and(|error| error.refusal().code == "invalid"));
    assert!(must_be_few_on_document(&on_document(DOCUMENT_ADJUSTMENTS_MAX)).is_ok());
    assert!(must_be_few_on_document(&on_document(DOCUMENT_ADJUSTMENTS_MAX + 1)).is_err());
}
