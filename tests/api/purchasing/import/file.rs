//! What a file may be, and what each known defect of one does.
use serde_json::json;

use super::{counts, found, rows, uploads};
use crate::support::{App, Organisation};

const HEADER: &str = "Name,Country,Currency";

/// Refuses a file by a rule of its body, and keeps nothing of it.
async fn refuses(hotel: &Organisation<'_>, file: impl AsRef<[u8]>, rule: &str) -> String {
    let answer = uploads(&hotel.accounts().await, "suppliers", file).await.is_invalid("body", rule);
    answer.body["errors"][0]["message"].as_str().unwrap().to_owned()
}

#[actix_web::test]
async fn a_file_that_is_none_is_refused_with_the_reason() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    refuses(&hotel, "", "empty").await;
    refuses(&hotel, " \r\n\r\n", "empty").await;
    refuses(&hotel, format!("{HEADER}\n"), "no_rows").await;
    refuses(&hotel, "1,2,3\n4,5,6\n", "no_header").await;
    let said =
        refuses(&hotel, format!("{HEADER}\nQuay Fish,IE,EUR\nBread,IE,\"EUR\nIce,IE,EUR\n"), "unclosed_quote").await;
    assert!(said.contains("line 3 "), "{said}");
    refuses(&hotel, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not_text").await;
    refuses(&hotel, b"\xff\xfeN\0a\0m\0e\0", "not_text").await;
    assert_eq!(hotel.actions().await.iter().filter(|action| *action == "import.created").count(), 0);
    app.stop().await;
}

#[actix_web::test]
async fn a_stray_statement_above_the_header_is_refused_and_said() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let file = format!("select * from spend where amount > 25000\n{HEADER}\nQuay Fish,IE,EUR\nHarbour Linen,IE,EUR\n");

    let said = refuses(&hotel, file, "no_header").await;

    assert!(said.contains("1 cell") && said.contains('3'), "{said}");
    app.stop().await;
}

#[actix_web::test]
async fn each_limit_holds_and_its_edge_is_open() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let wide = |columns: usize| {
        let header: Vec<_> = (0..columns).map(|column| format!("c{column}")).collect();
        format!("{}\n{}\n", header.join(","), vec!["x"; columns].join(","))
    };
    let long = |chars: usize| format!("{HEADER}\n{},IE,EUR\n", "é".repeat(chars));

    uploads(&accounts, "suppliers", wide(64)).await.is(201);
    refuses(&hotel, wide(65), "too_many_columns").await;
    uploads(&accounts, "suppliers", long(4000)).await.is(201);
    refuses(&hotel, long(4001), "cell_too_long").await;
    refuses(&hotel, format!("{HEADER}\n{}", "a,IE,EUR\n".repeat(100_001)), "too_many_rows").await;
    let large = vec![b'a'; 52_428_801];
    uploads(&accounts, "suppliers", large).await.is_refused(413, "too_large");
    app.stop().await;
}

#[actix_web::test]
async fn a_byte_order_mark_once_or_twice_encoded_is_no_part_of_the_header() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let text = format!("{HEADER}\nQuay Fish,IE,EUR\n");

    for marks in ["\u{feff}", "\u{ef}\u{bb}\u{bf}", "\u{feff}\u{ef}\u{bb}\u{bf}"] {
        let import = uploads(&accounts, "suppliers", format!("{marks}{text}")).await.is(201);
        assert_eq!((&import.body["header"][0]["name"], counts(&import)), (&json!("Name"), [1, 0, 0, 0, 1]));
    }
    app.stop().await;
}

#[actix_web::test]
async fn what_is_not_utf_8_is_read_as_windows_1252_and_said_so() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;

    let import =
        uploads(&accounts, "suppliers", b"Name,Country,Currency\nCaf\xe9 \x93Zo\xeb\x94,IE,EUR\n").await.is(201);

    assert_eq!(import.body["encoding"], "windows-1252");
    assert_eq!(import.body["header"][0]["examples"][0], "Café “Zoë”");
    assert_eq!(counts(&import), [1, 0, 0, 0, 1]);
    app.stop().await;
}

#[actix_web::test]
async fn the_delimiter_is_found_by_what_stands_alike_in_most_lines() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;

    for (delimiter, file) in [
        (",", "Name,Country,Currency\n\"Fish; fresh; daily\",IE,EUR\n"),
        (";", "Name;Country;Currency\nFish, fresh, daily;IE;EUR\n"),
        ("\t", "Name\tCountry\tCurrency\nFish, fresh\tIE\tEUR\n"),
        ("|", "Name|Country|Currency\nFish|IE|EUR\n"),
        (",", "Name\nFish\n"),
    ] {
        let import = uploads(&accounts, "suppliers", file).await.is(201);
        assert_eq!(import.body["delimiter"], delimiter, "{file}");
    }
    app.stop().await;
}

#[actix_web::test]
async fn a_row_with_too_many_or_too_few_cells_is_a_problem_that_names_both_counts() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let file = format!("{HEADER}\nQuay Fish,IE,EUR\nHarbour, Linen,IE,EUR\nSpa\n\n,,\nLast,IE,EUR\n");

    let import = uploads(&accounts, "suppliers", file).await.is(201);

    let rows = rows(&accounts, &import.id()).await;
    let seen: Vec<_> = rows.iter().map(|row| (row["row"].as_i64().unwrap(), found(row, "problems"))).collect();
    assert_eq!(
        seen,
        [
            (2, vec![]),
            (3, vec!["row: cell_count".to_owned(), "country: unknown".into(), "currency: unknown".into()]),
            (4, vec!["row: cell_count".to_owned(), "country: required".into(), "currency: required".into()]),
            (7, vec![]),
        ]
    );
    assert_eq!(rows[1]["problems"][0]["text"], "The row has 4 cells, the header 3.");
    assert_eq!(rows[1]["cells"], json!(["Harbour", " Linen", "IE", "EUR"]));
    assert_eq!(counts(&import), [2, 0, 2, 0, 2]);
    app.stop().await;
}

#[actix_web::test]
async fn a_cell_may_hold_line_breaks_and_quotes_and_the_row_is_the_line_on_which_it_begins() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let file = "Name,Country,Currency,Notes\r\n\"Quay \"\"Fish\"\"\",IE,EUR,\"first\r\nsecond\"\r\nLinen,IE,EUR,\r\n";

    let import = uploads(&accounts, "suppliers", file).await.is(201);

    let rows = rows(&accounts, &import.id()).await;
    assert_eq!((&rows[0]["row"], &rows[1]["row"]), (&json!(2), &json!(4)));
    assert_eq!(rows[0]["cells"], json!(["Quay \"Fish\"", "IE", "EUR", "first\r\nsecond"]));
    app.stop().await;
}

#[actix_web::test]
async fn what_looks_like_a_formula_stays_text() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;

    let import = uploads(&accounts, "suppliers", format!("{HEADER}\n\"=1+1\",IE,EUR\n")).await.is(201);

    let rows = rows(&accounts, &import.id()).await;
    assert_eq!((&rows[0]["cells"][0], &rows[0]["outcome"]), (&json!("=1+1"), &json!("ready")));
    app.stop().await;
}
