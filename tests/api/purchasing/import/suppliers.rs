//! The rules of rows that become suppliers.
use serde_json::json;

use super::{counts, found, problems, rows, supplier, uploads};
use crate::support::App;

const HEADER: &str = "Name,Country,Currency,Tax number,Number,Email,Phone";

#[actix_web::test]
async fn rows_of_one_name_are_one_supplier_whatever_its_case_and_legal_form() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let file = "Name,Country,Currency\nAtkins Limited,GB,GBP\nATKINS LTD,GB,GBP\natkins,GB,GBP\nAtkinson,GB,GBP\n";

    let import = uploads(&accounts, "suppliers", file).await.is(201);

    assert_eq!(counts(&import), [2, 0, 0, 2, 2]);
    app.stop().await;
}

#[actix_web::test]
async fn a_row_with_a_problem_does_not_speak_for_its_name_and_a_good_one_does() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let file = "Name,Country,Currency\nAtkins,Narnia,GBP\nAtkins,GB,GBP\nAtkins,GB,GBP\n";

    let import = uploads(&accounts, "suppliers", file).await.is(201);

    assert_eq!(counts(&import), [1, 0, 1, 1, 1]);
    app.stop().await;
}

#[actix_web::test]
async fn each_bad_field_is_named_with_its_rule() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let long = "x".repeat(121);
    let file = format!(
        "{HEADER}\nA,GBR,EUR,,,,\nB,GB,ZZZ,,,,\nC,GB,EUR,-,,,\nD,GB,EUR,,,no mail,\n{long},GB,EUR,,,,\nM \u{96} E,GB,EUR,,,,\nE,GB,EUR,,,,{long}\n"
    );

    let found = problems(&hotel.accounts().await, "suppliers", &file).await;

    assert_eq!(
        found,
        [
            ["country: unknown"],
            ["currency: unknown"],
            ["tax_number: tax_number"],
            ["email: email"],
            ["name: too_long"],
            ["name: forbidden_character"],
            ["phone: too_long"],
        ]
    );
    app.stop().await;
}

#[actix_web::test]
async fn the_same_name_or_tax_number_exists_already_and_nearly_the_same_name_is_only_said() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    supplier(&hotel, "Data Lab SA").await;
    let taxed =
        json!({ "name": "Quay Fish", "country": "IE", "currency": "EUR", "tax_number": "IE1", "number": "S-1" });
    accounts.posts("/v1/suppliers", taxed).await.is(201);
    let file = format!(
        "{HEADER}\nDATA LAB S.A.,IE,EUR,,,,\nPier Fish,IE,EUR,I.E.1,,,\nDatalab,IE,EUR,,,,\nCliff,IE,EUR,,S-1,,\n"
    );

    let import = uploads(&accounts, "suppliers", file).await.is(201);

    let rows = rows(&accounts, &import.id()).await;
    assert_eq!(found(&rows[0], "problems"), ["name: exists_already"]);
    assert_eq!(rows[0]["problems"][0]["text"], "There is a supplier Data Lab SA already.");
    assert_eq!(found(&rows[1], "problems"), ["tax_number: exists_already"]);
    assert_eq!(
        (found(&rows[2], "problems"), found(&rows[2], "warnings")),
        (vec![], vec!["name: resembles".to_owned()])
    );
    assert_eq!(found(&rows[3], "problems"), ["number: taken"]);
    assert_eq!(counts(&import), [0, 1, 3, 0, 1]);
    app.stop().await;
}

#[actix_web::test]
async fn what_two_suppliers_of_a_file_share_is_said_and_a_number_of_two_is_a_problem() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let file = format!(
        "{HEADER}\nData Lab,IE,EUR,,,,\nDatalab,IE,EUR,,,,\nNorth Branch,IE,EUR,IE7,,,\nSouth Branch,IE,EUR,IE7,,,\nOne,IE,EUR,,S-1,,\nTwo,IE,EUR,,S-1,,\n"
    );

    let import = uploads(&accounts, "suppliers", file).await.is(201);

    let rows = rows(&accounts, &import.id()).await;
    let warned: Vec<_> = rows.iter().map(|row| found(row, "warnings")).collect();
    assert_eq!(
        (&warned[1], &warned[3]),
        (&vec!["name: resembles".to_owned()], &vec!["tax_number: resembles".to_owned()])
    );
    assert_eq!(found(&rows[5], "problems"), ["number: taken"]);
    assert_eq!(counts(&import), [3, 2, 1, 0, 5]);
    app.stop().await;
}

#[actix_web::test]
async fn another_organisations_suppliers_are_not_compared_with() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    supplier(&clinic, "Quay Fish").await;

    let import =
        uploads(&hotel.accounts().await, "suppliers", "Name,Country,Currency\nQuay Fish,IE,EUR\n").await.is(201);

    assert_eq!(counts(&import), [1, 0, 0, 0, 1]);
    app.stop().await;
}
