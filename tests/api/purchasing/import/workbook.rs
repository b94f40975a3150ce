//! A workbook instead of a text: which sheet is read, and as what its cells.
use std::io::{Cursor, Write};

use serde_json::{Value, json};
use uuid::Uuid;
use zip::{ZipWriter, write::SimpleFileOptions};

use super::{IMPORTS, acts, both_suppliers, confirms, counts, found, rows, uploads};
use crate::support::{Answer, App, Organisation, Person};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

// Written by another program: a sheet of orders, one of notes with merged cells, and a hidden one with a hidden row.
const ORDERS: &[u8] = include_bytes!("orders.xlsx");

async fn sends(person: &Person<'_>, kind: &str, sheet: Option<&str>, file: &[u8]) -> Answer {
    let key = Uuid::new_v4().to_string();
    let headers = [("idempotency-key", key.as_str()), ("content-type", XLSX)];
    let sheet = sheet.map(|name| format!("&sheet={name}")).unwrap_or_default();
    let path = format!("{IMPORTS}?kind={kind}&file_name=file.xlsx{sheet}");
    person.sends_bytes("POST", &path, Some(file.to_vec()), &headers).await
}

/// Refuses a workbook by a rule of its body, and says why.
async fn refuses(hotel: &Organisation<'_>, file: &[u8], rule: &str) -> String {
    let answer = sends(&hotel.accounts().await, "suppliers", None, file).await.is_invalid("body", rule);
    answer.body["errors"][0]["message"].as_str().unwrap().to_owned()
}

fn zipped<'a>(parts: impl IntoIterator<Item = (&'a str, Vec<u8>)>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The parts of a workbook with one sheet of these rows, as XML.
fn parts(data: &str) -> Vec<(&'static str, Vec<u8>)> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    vec![
        (
            "[Content_Types].xml",
            br#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#.to_vec(),
        ),
        (
            "_rels/.rels",
            format!(r#"<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#)
                .into_bytes(),
        ),
        (
            "xl/workbook.xml",
            format!(r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="Firms" sheetId="1" r:id="r1"/></sheets></workbook>"#)
                .into_bytes(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(r#"<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#)
                .into_bytes(),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData></worksheet>"#).into_bytes(),
        ),
    ]
}

fn workbook(data: &str) -> Vec<u8> {
    zipped(parts(data))
}

/// Rows of texts from a line on, each cell where it stands; an empty text is no cell at all.
fn texts(first: usize, table: &[&[&str]]) -> String {
    let row = |(cells, line): (&&[&str], usize)| {
        let cells: String = cells
            .iter()
            .zip('A'..)
            .filter(|(text, _)| !text.is_empty())
            .map(|(text, column)| format!(r#"<c r="{column}{line}" t="inlineStr"><is><t>{text}</t></is></c>"#))
            .collect();
        format!(r#"<row r="{line}">{cells}</row>"#)
    };
    table.iter().zip(first..).map(row).collect()
}

const HEADER: &[&str] = &["Name", "Country", "Currency"];

fn cells(rows: &[Value]) -> Vec<Value> {
    rows.iter().map(|row| row["cells"].clone()).collect()
}

#[actix_web::test]
async fn the_first_sheet_is_read_and_its_cells_are_what_a_csv_file_of_it_would_hold() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    both_suppliers(&hotel).await;

    let import = sends(&accounts, "purchase_orders", None, ORDERS).await.is(201);

    let file = &import.body;
    assert_eq!((&file["format"], &file["encoding"], &file["delimiter"]), (&json!("xlsx"), &Value::Null, &Value::Null));
    assert_eq!(file["sheet"], "Orders");
    let rows = rows(&accounts, &import.id()).await;
    assert_eq!(
        cells(&rows),
        [
            json!(["A-1", "Towels", "Harbour Linen", "EUR", "Bath towels", "100", "C62", "4.25", "2026-12-15", "TRUE"]),
            json!([
                "A-1",
                "Towels",
                "Harbour Linen",
                "EUR",
                "Hand towels",
                "50",
                "C62",
                "2.5",
                "2026-12-15T09:30:00",
                "TRUE"
            ]),
            json!(["A-2", "Fish", "Quay Fish", "EUR", "Cod\nfilleted", "12.5", "KGM", "9.9", "", "FALSE"]),
            // A formula whose value nobody kept is an empty cell.
            json!(["A-3", "Ice", "Quay Fish", "EUR", "Ice", "", "KGM", "0.3", "2026-12-16", ""]),
        ]
    );
    let lines: Vec<_> = rows.iter().map(|row| row["row"].as_i64().unwrap()).collect();
    assert_eq!((lines, counts(&import)), (vec![2, 3, 4, 5], [2, 0, 2, 0, 1]));
    assert_eq!(found(&rows[2], "problems"), ["description: forbidden_character"]);
    assert_eq!(found(&rows[3], "problems"), ["quantity: required"]);
    confirms(&accounts, &import, true).await.is(200);
    app.stop().await;
}

#[actix_web::test]
async fn what_the_rows_do_not_show_is_told() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let notes = |import: &Answer| -> Vec<(String, String)> {
        let notes = import.body["notes"].as_array().unwrap().iter();
        let said = |note: &Value, what: &str| note[what].as_str().unwrap().to_owned();
        notes.map(|note| (said(note, "code"), said(note, "text"))).collect()
    };

    let first = sends(&accounts, "purchase_orders", None, ORDERS).await.is(201);
    let hidden = sends(&accounts, "suppliers", Some("Old"), ORDERS).await.is(201);
    let text = uploads(&accounts, "suppliers", "Name\nQuay Fish\n").await.is(201);

    let told = notes(&first);
    assert_eq!(told[0], ("other_sheets".into(), "The sheet `Orders` was read; not read: `Notes`, `Old`.".into()));
    assert_eq!((told[1].0.as_str(), told.len()), ("hidden_cells", 2));
    let codes: Vec<_> = notes(&hidden).into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, ["other_sheets", "hidden_sheet", "hidden_cells"]);
    assert_eq!((counts(&hidden), &text.body["notes"]), ([1, 0, 0, 0, 1], &json!([])));
    let sheet = texts(1, &[HEADER, &["Quay Fish", "IE", "EUR"]]);
    let mut merged = parts(&sheet);
    merged[4].1 = String::from_utf8(merged[4].1.clone())
        .unwrap()
        .replace(
            "</sheetData>",
            r#"</sheetData><mergeCells count="2"><mergeCell ref="B2:C2"/><mergeCell ref="A2:A3"/></mergeCells>"#,
        )
        .into_bytes();
    let merged = sends(&accounts, "suppliers", None, &zipped(merged)).await.is(201);
    let (code, said) = notes(&merged).remove(0);
    assert_eq!(code, "merged_cells");
    assert!(said.contains("2 groups") && said.contains("B2"), "{said}");
    app.stop().await;
}

#[actix_web::test]
async fn a_sheet_that_is_not_there_is_refused_and_those_that_are_named() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;

    let refused = sends(&accounts, "suppliers", Some("Suppliers"), ORDERS).await.is_invalid("sheet", "unknown");

    let message = "The workbook has no such sheet; it has `Orders`, `Notes`, `Old`.";
    assert_eq!(refused.body["errors"][0]["message"], message);
    app.stop().await;
}

#[actix_web::test]
async fn rows_keep_their_place_and_their_shape() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    // Two empty rows, a short one, one beyond the header, and empty cells that are only painted.
    let sheet = texts(3, &[HEADER, &["Quay Fish", "IE", "EUR"], &[], &["", "IE"], &["Spa", "IE", "EUR", "more"]])
        + r#"<row r="8"><c r="A8" s="1"/></row><row r="9"><c t="inlineStr"><is><t>Bread</t></is></c><c t="str"><f>A1</f><v>IE</v></c><c t="e"><v>#N/A</v></c></row>"#;

    let import = sends(&accounts, "suppliers", None, &workbook(&sheet)).await.is(201);

    let rows = rows(&accounts, &import.id()).await;
    let seen: Vec<_> = rows.iter().map(|row| (row["row"].as_i64().unwrap(), row["cells"].clone())).collect();
    assert_eq!(
        seen,
        [
            (4, json!(["Quay Fish", "IE", "EUR"])),
            (6, json!(["", "IE", ""])),
            (7, json!(["Spa", "IE", "EUR", "more"])),
            (9, json!(["Bread", "IE", "#N/A"])),
        ]
    );
    assert_eq!(found(&rows[2], "problems"), ["row: cell_count"]);
    assert_eq!(found(&rows[3], "problems"), ["currency: unknown"]);
    app.stop().await;
}

#[actix_web::test]
async fn a_stray_title_above_the_header_and_a_sheet_without_rows_are_refused() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let table: &[&[&str]] = &[
        &["Suppliers of 2026"],
        &[],
        HEADER,
        &["Quay Fish", "IE", "EUR"],
        &["Spa Oils", "IE"],
        &["Bread", "IE", "EUR"],
    ];

    let said = refuses(&hotel, &workbook(&texts(1, table)), "no_header").await;

    assert!(said.contains("1 cell"), "{said}");
    refuses(&hotel, &workbook(""), "empty").await;
    refuses(&hotel, &workbook(&texts(1, &[HEADER])), "no_rows").await;
    refuses(
        &hotel,
        &workbook(r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>"#),
        "no_header",
    )
    .await;
    app.stop().await;
}

#[actix_web::test]
async fn what_is_no_workbook_is_refused_with_the_reason() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let whole = workbook(&texts(1, &[HEADER, &["Quay Fish", "IE", "EUR"]]));

    refuses(&hotel, b"", "empty").await;
    refuses(&hotel, b"Name,Country,Currency\nQuay Fish,IE,EUR\n", "not_a_workbook").await;
    refuses(&hotel, &whole[..whole.len() / 2], "not_a_workbook").await;
    refuses(&hotel, &zipped([("readme.txt", b"nothing".to_vec())]), "not_a_workbook").await;
    let old = [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &[0; 512]].concat();
    assert!(refuses(&hotel, &old, "not_a_workbook").await.contains("password"));
    let mut broken = parts("");
    broken[4].1 = b"<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>".to_vec();
    refuses(&hotel, &zipped(broken), "not_a_workbook").await;
    refuses(&hotel, &workbook(&(texts(5, &[HEADER]) + &texts(1, &[HEADER]))), "not_a_workbook").await;
    // And a workbook that claims to be a text is none.
    uploads(&hotel.accounts().await, "suppliers", &whole).await.is_invalid("body", "not_text");
    assert_eq!(hotel.actions().await.iter().filter(|action| *action == "import.created").count(), 0);
    app.stop().await;
}

#[actix_web::test]
async fn a_workbook_that_swells_is_refused_before_it_is_read() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let sheet = texts(1, &[HEADER, &["Quay Fish", "IE", "EUR"]]);
    let with = |name: &'static str, bytes: Vec<u8>| zipped(parts(&sheet).into_iter().chain([(name, bytes)]));

    for (name, bytes) in [("xl/media/bomb.bin", 270_000_000), ("xl/other/sharedStrings.xml", 70_000_000)] {
        let bomb = with(name, vec![b' '; bytes]);
        assert!(bomb.len() < 1_000_000);
        refuses(&hotel, &bomb, "too_large_unpacked").await;
    }
    let names: Vec<String> = (0..1000).map(|at| format!("xl/media/{at}")).collect();
    let many = zipped(parts(&sheet).into_iter().chain(names.iter().map(|name| (name.as_str(), Vec::new()))));
    refuses(&hotel, &many, "too_large_unpacked").await;
    // A cell in the last corner of a sheet costs no more than one.
    let corner = |place: &str, line: &str| {
        workbook(&format!(r#"{sheet}<row r="{line}"><c r="{place}" t="inlineStr"><is><t>x</t></is></c></row>"#))
    };
    let said = refuses(&hotel, &corner("XFD1048576", "1048576"), "too_many_columns").await;
    assert!(said.contains("XFD") && said.contains("1048576"), "{said}");
    let accounts = hotel.accounts().await;
    let far = sends(&accounts, "suppliers", None, &corner("A1048576", "1048576")).await.is(201);
    assert_eq!(rows(&accounts, &far.id()).await[1]["row"], 1_048_576);
    app.stop().await;
}

#[actix_web::test]
async fn macros_are_never_looked_at() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let sheet = parts(&texts(1, &[HEADER, &["Quay Fish", "IE", "EUR"]]));
    let file = zipped(sheet.into_iter().chain([("xl/vbaProject.bin", b"no project at all".to_vec())]));
    let key = Uuid::new_v4().to_string();
    let kind = "application/vnd.ms-excel.sheet.macroEnabled.12";
    let headers = [("idempotency-key", key.as_str()), ("content-type", kind)];
    let path = format!("{IMPORTS}?kind=suppliers&file_name=file.xlsm");

    let import = accounts.sends_bytes("POST", &path, Some(file), &headers).await.is(201);

    assert_eq!(counts(&import), [1, 0, 0, 0, 1]);
    app.stop().await;
}

#[actix_web::test]
async fn each_limit_of_rows_columns_and_cells_holds_for_a_workbook_too() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let line = r#"<row><c t="inlineStr"><is><t>a</t></is></c><c t="inlineStr"><is><t>b</t></is></c></row>"#;

    refuses(&hotel, &workbook(&line.repeat(100_002)), "too_many_rows").await;
    let long = "x".repeat(4001);
    refuses(&hotel, &workbook(&texts(1, &[HEADER, &[&long, "IE", "EUR"]])), "cell_too_long").await;
    let cell = r#"<c t="inlineStr"><is><t>a</t></is></c>"#;
    refuses(&hotel, &workbook(&format!("<row>{}</row>{line}", cell.repeat(65))), "too_many_columns").await;
    app.stop().await;
}

#[actix_web::test]
async fn its_rows_with_problems_come_out_as_csv_and_go_in_again() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let sheet = texts(1, &[HEADER, &["Quay Fish", "Narnia", "EUR"], &["Spa Oils", "IE", "EUR"]]);
    let import = sends(&accounts, "suppliers", None, &workbook(&sheet)).await.is(201);
    confirms(&accounts, &import, true).await.is(200);

    let file = accounts.gets(&format!("{IMPORTS}/{}/error-file", import.id())).await.bytes;
    let corrected = String::from_utf8(file).unwrap().replace("\"Narnia\"", "\"IE\"");
    let again = uploads(&accounts, "suppliers", corrected).await.is(201);

    assert_eq!((counts(&again), &again.body["remembered"]["saved_by"]["id"]), ([1, 0, 0, 0, 1], &json!(accounts.id)));
    // The same in a workbook.
    let header = ["Import row", "Import problems", "Name", "Country", "Currency"];
    let sheet = texts(1, &[&header, &["2", "Country", "'=Bread", "IE", "EUR"], &["3", "Country"]]);
    let again = sends(&accounts, "suppliers", None, &workbook(&sheet)).await.is(201);
    assert_eq!(cells(&rows(&accounts, &again.id()).await), [json!(["=Bread", "IE", "EUR"])]);
    acts(&accounts, &again.id(), "discard", 1, Value::Null).await.is(200);
    app.stop().await;
}
