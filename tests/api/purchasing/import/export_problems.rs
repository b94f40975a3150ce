//! The rows with problems as a file, corrected and uploaded again.
use serde_json::{Value, json};

use super::{IMPORTS, ORDERS, SUPPLIERS, acts, both_suppliers, confirms, counts, found, rows, uploads};
use crate::support::{Answer, App, Person};

const MARK: &str = "\u{feff}";

async fn exported(person: &Person<'_>, import: &Answer) -> String {
    let answer = person.gets(&format!("{IMPORTS}/{}/error-file", import.id())).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.header("content-type"), Some("text/csv; charset=utf-8"));
    let disposition = format!("attachment; filename=\"import-{}-problems.csv\"", import.id());
    assert_eq!(answer.header("content-disposition"), Some(disposition.as_str()));
    String::from_utf8(answer.bytes).unwrap()
}

#[actix_web::test]
async fn it_holds_the_rows_with_problems_alone_each_with_its_line_and_what_is_wrong() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let file = "Name;Country;Currency;Notes\nQuay Fish;IE;EUR;\nSpa Oils;Narnia;EUR;\"two\nlines; \"\"quoted\"\"\"\nBread;;EUR;\n";
    let import = uploads(&accounts, "suppliers", file).await.is(201);

    let text = exported(&accounts, &import).await;

    assert_eq!(
        text,
        format!(
            "{MARK}\"Import row\";\"Import problems\";\"Name\";\"Country\";\"Currency\";\"Notes\"\r\n\
             \"3\";\"Country: `Narnia` is no country of ISO 3166-1 such as GB.\";\"Spa Oils\";\"Narnia\";\"EUR\";\"two\nlines; \"\"quoted\"\"\"\r\n\
             \"5\";\"Country: Must not be empty.\";\"Bread\";\"\";\"EUR\";\"\"\r\n"
        )
    );
    app.stop().await;
}

#[actix_web::test]
async fn corrected_it_is_uploaded_as_it_stands() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let file = format!("{SUPPLIERS}Spa Oils,Narnia,EUR,,\n");
    let import = uploads(&accounts, "suppliers", file).await.is(201);
    confirms(&accounts, &import, true).await.is(200);

    let corrected = exported(&accounts, &import).await.replace("\"Narnia\"", "\"IE\"");
    let again = uploads(&accounts, "suppliers", corrected).await.is(201);

    assert_eq!(counts(&again), [1, 0, 0, 0, 1]);
    let names = |import: &Value| -> Vec<Value> {
        import["header"].as_array().unwrap().iter().map(|column| column["name"].clone()).collect()
    };
    assert_eq!(names(&again.body), names(&import.body));
    assert_eq!(rows(&accounts, &again.id()).await[0]["cells"], json!(["Spa Oils", "IE", "EUR", "", ""]));
    confirms(&accounts, &again, false).await.is(200);
    assert_eq!(accounts.gets("/v1/suppliers").await.is(200).body["items"].as_array().unwrap().len(), 3);
    app.stop().await;
}

#[actix_web::test]
async fn uncorrected_it_is_read_back_cell_by_cell_and_written_again_the_same() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let file = "Name,Country,Currency,Phone,Notes,=Extra\n\
        \"=HYPERLINK(\"\"http://x\"\")\",Narnia,EUR,+353 1,-5,@a\n\
        \"\t=1\",Narnia,EUR,'=1,''+2,\"\r\n-3\"\n\
        Short,Narnia\n\
        Long,Narnia,EUR,1,2,3,=4,5\n\
        's-Hertogenbosch, =1 ,EUR,,,\n";
    let import = uploads(&accounts, "suppliers", file).await.is(201);
    assert_eq!(import.body["counts"]["problems"], 5);

    let text = exported(&accounts, &import).await;
    let again = uploads(&accounts, "suppliers", &text).await.is(201);

    // No cell of the file begins what a spreadsheet runs.
    for cell in csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(text.as_bytes()).records() {
        for cell in &cell.unwrap() {
            assert!(
                !cell.trim_start().starts_with(['=', '+', '-', '@']) && !cell.starts_with(['\t', '\r']),
                "{cell:?}"
            );
        }
    }
    let cells = |rows: Vec<Value>| -> Vec<Value> { rows.into_iter().map(|row| row["cells"].clone()).collect() };
    assert_eq!(cells(rows(&accounts, &again.id()).await), cells(rows(&accounts, &import.id()).await));
    assert_eq!(again.body["header"], import.body["header"]);
    let lines = |text: &str| text.matches("Narnia").count();
    assert_eq!(lines(&exported(&accounts, &again).await), lines(&text));
    app.stop().await;
}

#[actix_web::test]
async fn an_order_with_one_bad_row_is_there_with_all_its_rows() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    both_suppliers(&hotel).await;
    let file = ORDERS.replace("50,C62,2.50", "50,dozen-ish,2.50");
    let import = uploads(&accounts, "purchase_orders", file).await.is(201);
    confirms(&accounts, &import, true).await.is(200);

    let text = exported(&accounts, &import).await;
    let again = uploads(&accounts, "purchase_orders", text.replace("dozen-ish\",\"2.50", "C62\",\"2.50")).await.is(201);

    assert!(text.contains("Another row of its order has a problem.") && !text.contains("A-2"), "{text}");
    assert_eq!(counts(&again), [2, 0, 0, 0, 1]);
    app.stop().await;
}

#[actix_web::test]
async fn a_row_that_is_emptied_but_for_its_line_is_left_out() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let file = "Import row,Import problems,Name,Country,Currency\n2,Wrong,Quay Fish,IE,EUR\n3,Wrong,,,\n";

    let import = uploads(&accounts, "suppliers", file).await.is(201);

    assert_eq!(counts(&import), [1, 0, 0, 0, 1]);
    let line = rows(&accounts, &import.id()).await;
    assert_eq!((line.len(), found(&line[0], "problems")), (1, vec![]));
    app.stop().await;
}

#[actix_web::test]
async fn rows_of_every_part_are_in_it() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let lines: String = (0..1000).map(|at| format!("Stall {at},Narnia,EUR\n")).collect();
    let import = uploads(&accounts, "suppliers", format!("Name,Country,Currency\n{lines}")).await.is(201);

    let text = exported(&accounts, &import).await;

    let numbers: Vec<&str> = text.lines().skip(1).map(|line| line.split(',').next().unwrap()).collect();
    let expected: Vec<String> = (2..1002).map(|line| format!("\"{line}\"")).collect();
    assert_eq!(numbers, expected);
    app.stop().await;
}

#[actix_web::test]
async fn where_nothing_is_wrong_or_nothing_is_left_there_is_no_file() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let accounts = hotel.accounts().await;
    let good = uploads(&accounts, "suppliers", SUPPLIERS).await.is(201);
    let bad = uploads(&accounts, "suppliers", "Name\nQuay Fish\n").await.is(201);
    let path = |import: &Answer| format!("{IMPORTS}/{}/error-file", import.id());

    accounts.gets(&path(&good)).await.is_refused(409, "no_problem_rows");
    for stranger in [hotel.second_accounts().await, clinic.accounts().await] {
        stranger.gets(&path(&bad)).await.is_refused(404, "not_found");
    }
    hotel.requester().await.gets(&path(&bad)).await.is_refused(403, "forbidden");
    acts(&accounts, &bad.id(), "discard", 1, Value::Null).await.is(200);
    accounts.gets(&path(&bad)).await.is_refused(409, "no_problem_rows");
    app.stop().await;
}
