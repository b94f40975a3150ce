//! The rules of rows that become lines of orders.
use serde_json::{Value, json};

use super::{both_suppliers, confirms, counts, found, problems, rows, supplier, uploads};
use crate::support::{App, Organisation};

const HEADER: &str = "PO number,Supplier,Currency,Description,Quantity,Unit,Unit price";

/// The order that a file's only one becomes.
async fn made(hotel: &Organisation<'_>, file: &str) -> Value {
    let accounts = hotel.accounts().await;
    let import = uploads(&accounts, "purchase_orders", file).await.is(201);
    confirms(&accounts, &import, false).await.is(200);
    let rows = rows(&accounts, &import.id()).await;
    let id = rows[0]["created"]["id"].as_str().unwrap();
    accounts.gets(&format!("/v1/purchase-orders/{id}")).await.is(200).body
}

#[actix_web::test]
async fn each_bad_field_is_named_with_its_rule() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    supplier(&hotel, "Quay Fish").await;
    let header = format!("{HEADER},Need by,Department,Tax code,Category,Price base");
    let file = format!(
        "{header}\n\
        1,Nobody,EUR,Cod,1,C62,1,,,,,\n2,Quay Fish,XXX,Cod,1,C62,1,,,,,\n3,Quay Fish,EUR,,1,C62,1,,,,,\n\
        4,Quay Fish,EUR,Cod,0,C62,1,,,,,\n5,Quay Fish,EUR,Cod,1,box of ten,1,,,,,\n6,Quay Fish,EUR,Cod,1,C62,-1,,,,,\n\
        7,Quay Fish,EUR,Cod,1,C62,1.2345678,,,,,\n8,Quay Fish,EUR,Cod,many,C62,1,,,,,\n9,Quay Fish,EUR,Cod,1,C62,1,soon,,,,\n\
        10,Quay Fish,EUR,Cod,1,C62,1,,Moon,,,\n11,Quay Fish,EUR,Cod,1,C62,1,,,VAT99,,\n12,Quay Fish,EUR,Cod,1,C62,1,,,,Moon,\n\
        13,Quay Fish,EUR,Cod,999999999999,C62,999999999999,,,,,\n,Quay Fish,EUR,Cod,1,C62,1,,,,,\n15,Quay Fish,EUR,Cod,1,C62,1,,,,,0\n"
    );

    let found = problems(&hotel.accounts().await, "purchase_orders", &file).await;

    let expected = [
        "supplier: unknown",
        "currency: unknown",
        "description: required",
        "quantity: too_small",
        "unit: unknown",
        "unit_price: too_small",
        "unit_price: too_precise",
        "quantity: not_a_number",
        "need_by: not_a_date",
        "department: unknown",
        "tax_code: unknown",
        "category: unknown",
        "quantity: too_large",
        "external_number: required",
        "price_base: too_small",
    ];
    assert_eq!(found, expected.map(|one| vec![one.to_owned()]));
    app.stop().await;
}

#[actix_web::test]
async fn everything_a_row_may_say_stands_in_the_draft() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    both_suppliers(&hotel).await;
    let tax = json!({ "name": "VAT 23 %", "code": "VAT23", "treatment": "S", "rate_percent": "23" });
    hotel.accounts().await.posts("/v1/tax-codes", tax).await.is(201);
    hotel.category("Food and beverage", "FOOD").await;
    let file = format!(
        "{HEADER},Title,Department,Price base,Tax code,Category,Need by,Supplier reference,Order total\n\
        A-1,Quay Fish,eur,Cod,250,kgm,\"1.234,50\",Fish,kit,100,vat23,food and beverage,2026-12-04,SKU-1,3796.09\n"
    );

    let order = made(&hotel, &file).await;

    assert_eq!((&order["title"], &order["department"]["name"]), (&json!("Fish"), &json!("Kitchen")));
    assert_eq!(order["need_by"], "2026-12-04");
    assert_eq!(order["totals"]["net"]["amount"], "3086.25");
    assert_eq!(order["totals"]["gross"]["amount"], "3796.09");
    let line = &order["lines"][0];
    for (field, value) in [
        ("quantity", json!("250")),
        ("unit", json!("KGM")),
        ("unit_price", json!("1234.5")),
        ("price_base", json!("100")),
        ("supplier_reference", json!("SKU-1")),
        ("need_by", Value::Null),
    ] {
        assert_eq!(line[field], value, "{field}");
    }
    assert_eq!((&line["tax_code"]["code"], &line["category"]["code"]), (&json!("VAT23"), &json!("FOOD")));
    app.stop().await;
}

#[actix_web::test]
async fn a_supplier_is_named_by_name_by_number_or_by_id_and_must_be_one() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let id = supplier(&hotel, "Quay Fish Ltd").await;
    let numbered = json!({ "name": "Harbour Linen", "country": "IE", "currency": "EUR", "number": "S-7" });
    accounts.posts("/v1/suppliers", numbered).await.is(201);
    for _ in 0..2 {
        supplier(&hotel, "Twins").await;
    }
    let row = |number: i32, supplier: &str| format!("{number},{supplier},EUR,Cod,1,C62,1\n");
    let names = ["quay fish", &id, "S-7", "Twins"];
    let lines: String = names.iter().zip(1..).map(|(name, number)| row(number, name)).collect();

    let found = problems(&accounts, "purchase_orders", &format!("{HEADER}\n{lines}")).await;

    assert_eq!(found, [vec![], vec![], vec![], vec!["supplier: unknown".to_owned()]]);
    app.stop().await;
}

#[actix_web::test]
async fn a_blocked_supplier_is_said() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let id = supplier(&hotel, "Quay Fish").await;
    accounts.posts(&format!("/v1/suppliers/{id}/block"), json!({ "reason": "Insolvent" })).await.is(200);

    let import =
        uploads(&accounts, "purchase_orders", format!("{HEADER}\n1,Quay Fish,EUR,Cod,1,C62,1\n")).await.is(201);

    assert_eq!(found(&rows(&accounts, &import.id()).await[0], "warnings"), ["supplier: supplier_blocked"]);
    assert_eq!(counts(&import), [0, 1, 0, 0, 1]);
    app.stop().await;
}

#[actix_web::test]
async fn the_rows_of_one_order_must_agree_and_one_bad_line_keeps_the_others_out() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    both_suppliers(&hotel).await;
    let accounts = hotel.accounts().await;
    let file = format!(
        "{HEADER}\n1,Quay Fish,EUR,Cod,1,C62,1\n1,Harbour Linen,USD,Hake,1,C62,1\n\
        2,Quay Fish,EUR,Cod,1,C62,1\n2,QUAY FISH,EUR,Hake,none,C62,1\n3,Quay Fish,EUR,Cod,1,C62,1\n"
    );

    let import = uploads(&accounts, "purchase_orders", file).await.is(201);

    let rows = rows(&accounts, &import.id()).await;
    let all: Vec<_> = rows.iter().map(|row| found(row, "problems")).collect();
    let texts = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        all,
        [
            texts(&["row: order_has_problems"]),
            texts(&["supplier: differs_within_order", "currency: differs_within_order"]),
            texts(&["row: order_has_problems"]),
            texts(&["quantity: not_a_number"]),
            vec![],
        ]
    );
    let text = "Line 2 says `Quay Fish` of the same order, this one `Harbour Linen`.";
    assert_eq!(rows[1]["problems"][0]["text"], text);
    assert_eq!(counts(&import), [1, 0, 4, 0, 1]);
    app.stop().await;
}

#[actix_web::test]
async fn an_order_has_at_most_five_hundred_lines() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    supplier(&hotel, "Quay Fish").await;
    let accounts = hotel.accounts().await;
    let file = |lines: usize| format!("{HEADER}\n{}", "1,Quay Fish,EUR,Cod,1,C62,1\n".repeat(lines));

    let edge = uploads(&accounts, "purchase_orders", file(500)).await.is(201);
    let above = uploads(&accounts, "purchase_orders", file(501)).await.is(201);

    assert_eq!((counts(&edge), counts(&above)), ([500, 0, 0, 0, 1], [0, 0, 501, 0, 0]));
    assert_eq!(above.body["problems"][0]["code"], "too_many_lines");
    confirms(&accounts, &edge, false).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn a_number_is_read_by_what_its_column_shows_else_it_is_ambiguous() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    supplier(&hotel, "Quay Fish").await;
    let accounts = hotel.accounts().await;
    let file = |prices: [&str; 2]| {
        let rows = prices.iter().zip(1..).map(|(price, number)| format!("{number};Quay Fish;EUR;Cod;1;C62;{price}\n"));
        format!("{}\n{}", HEADER.replace(',', ";"), rows.collect::<String>())
    };

    let silent = problems(&accounts, "purchase_orders", &file(["1.234", "7"])).await;
    let told = problems(&accounts, "purchase_orders", &file(["1.234", "7,50"])).await;

    assert_eq!(silent, [vec!["unit_price: ambiguous_number".to_owned()], vec![]]);
    assert_eq!(told, [Vec::<String>::new(), vec![]]);
    app.stop().await;
}

#[actix_web::test]
async fn a_convention_said_as_a_constant_ends_the_ambiguity() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    supplier(&hotel, "Quay Fish").await;
    let accounts = hotel.accounts().await;
    let file = format!("{HEADER},Need by\n1,Quay Fish,EUR,Cod,1,C62,1.234,04/12/2026\n");
    let import = uploads(&accounts, "purchase_orders", file).await.is(201);
    let rows_before = rows(&accounts, &import.id()).await;
    assert_eq!(found(&rows_before[0], "problems"), ["unit_price: ambiguous_number", "need_by: ambiguous_date"]);

    let fields = import.body["fields"].as_array().unwrap().iter().filter(|field| !field["column"].is_null());
    let columns: Vec<_> = fields.map(|field| json!({ "field": field["field"], "column": field["column"] })).collect();
    let constants =
        json!([{ "field": "decimal_sign", "value": "," }, { "field": "date_format", "value": "dd/mm/yyyy" }]);
    let body = json!({ "columns": columns, "constants": constants });
    let mapped = super::acts(&accounts, &import.id(), "map", 1, body).await.is(200);
    confirms(&accounts, &mapped, false).await.is(200);

    let id = rows(&accounts, &import.id()).await[0]["created"]["id"].as_str().unwrap().to_owned();
    let order = accounts.gets(&format!("/v1/purchase-orders/{id}")).await.is(200);
    assert_eq!(
        (&order.body["totals"]["net"]["amount"], &order.body["need_by"]),
        (&json!("1234.00"), &json!("2026-12-04"))
    );
    app.stop().await;
}

#[actix_web::test]
async fn a_total_that_differs_and_an_amount_rounded_to_32_bits_are_said_with_their_figures() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    supplier(&hotel, "Quay Fish").await;
    let accounts = hotel.accounts().await;
    let file = format!(
        "{HEADER},Order total\n1,Quay Fish,PYG,Rack,1.0,C62,180941456.0,180941456.0\n2,Quay Fish,PYG,Rack,2.0,C62,5,11\n3,Quay Fish,PYG,Rack,1,C62,5,5.5\n"
    );

    let import = uploads(&accounts, "purchase_orders", file).await.is(201);

    let rows = rows(&accounts, &import.id()).await;
    assert_eq!(found(&rows[0], "warnings"), ["unit_price: rounded_by_32_bit", "stated_total: rounded_by_32_bit"]);
    let rounded = "180941456 looks rounded to a 32-bit float: the true amount lies between 180941448 and 180941464.";
    assert_eq!(rows[0]["warnings"][0]["text"], rounded);
    assert_eq!(found(&rows[1], "warnings"), ["stated_total: total_differs"]);
    assert_eq!(rows[1]["warnings"][0]["text"], "The file says 11 PYG, its lines come to 10 PYG.");
    assert_eq!(found(&rows[2], "problems"), ["stated_total: too_precise"]);
    app.stop().await;
}

#[actix_web::test]
async fn the_only_line_of_an_order_without_quantity_and_price_is_one_at_the_stated_total() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    supplier(&hotel, "Quay Fish").await;
    let accounts = hotel.accounts().await;
    let file = format!(
        "{HEADER},Order total\n1,Quay Fish,USD,Substation,,LS,,45233756.0\n2,Quay Fish,USD,One,,LS,,10\n2,Quay Fish,USD,Two,,LS,,10\n3,Quay Fish,USD,One,,LS,,\n"
    );

    let import = uploads(&accounts, "purchase_orders", file).await.is(201);

    let rows = rows(&accounts, &import.id()).await;
    assert_eq!(found(&rows[0], "warnings"), ["unit_price: priced_by_total"]);
    for row in &rows[1..] {
        assert_eq!(found(row, "problems"), ["quantity: required", "unit_price: required"]);
    }
    confirms(&accounts, &import, true).await.is(200);
    let made = super::rows(&accounts, &import.id()).await;
    let id = made[0]["created"]["id"].as_str().unwrap();
    let order = accounts.gets(&format!("/v1/purchase-orders/{id}")).await.is(200);
    assert_eq!(order.body["totals"]["net"], json!({ "amount": "45233756.00", "currency": "USD" }));
    app.stop().await;
}

#[actix_web::test]
async fn another_organisations_suppliers_departments_and_numbers_are_not_found() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let theirs = supplier(&clinic, "Quay Fish").await;
    let file = format!("{HEADER}\n1,Quay Fish,EUR,Cod,1,C62,1\n2,{theirs},EUR,Cod,1,C62,1\n");
    let import = uploads(&clinic.accounts().await, "purchase_orders", &file).await.is(201);
    confirms(&clinic.accounts().await, &import, false).await.is(200);

    let found = problems(&hotel.accounts().await, "purchase_orders", &file).await;

    assert_eq!(found, [["supplier: unknown"], ["supplier: unknown"]]);
    app.stop().await;
}
