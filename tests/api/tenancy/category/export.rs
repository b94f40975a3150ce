//! Exporting the categories, and what no cell of any export may do.
use calamine::Data;
use serde_json::json;
use sqlx::Connection;

use super::adds;
use crate::support::{App, Organisation, exported::holds_what_the_list_shows};

const PATH: &str = "/v1/categories";
const COLUMNS: &[(&str, &str)] = &[("Name", "/name"), ("Code", "/code"), ("Active", "/is_active"), ("Id", "/id")];

#[actix_web::test]
async fn the_file_holds_the_categories_of_the_filter_and_of_nobody_else() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let accounts = hotel.accounts().await;
    for (name, code) in [("Linen", "LIN"), ("Food", "FOO"), ("Repairs", "REP")] {
        adds(&accounts, name, code).await;
    }
    let retired = adds(&accounts, "Coal", "COA").await.id();
    accounts.patches(&format!("{PATH}/{retired}"), json!({ "is_active": false }), 1).await.is(200);
    adds(&clinic.accounts().await, "Gloves", "GLO").await;

    let all = holds_what_the_list_shows(&accounts, (PATH, "category.export"), "", COLUMNS).await;
    let used = holds_what_the_list_shows(&accounts, (PATH, "category.export"), "is_active=true", COLUMNS).await;

    assert_eq!(all.column("Name"), ["Coal", "Food", "Linen", "Repairs"]);
    assert_eq!(used.column("Name"), ["Food", "Linen", "Repairs"]);
    app.stop().await;
}

/// Round the front door, which trims a name and refuses what is no sign.
async fn has_names(hotel: &Organisation<'_>, names: &[&str]) {
    let mut connection = hotel.app.administrator().await;
    let mut tx = connection.begin().await.unwrap();
    sqlx::query("select door.begin_system($1, 'test')").bind(hotel.org_id).execute(&mut *tx).await.unwrap();
    sqlx::query(
        "insert into tenant.category (org_id, id, name, code, created_at)
        select $1, uuidv7(), name, 'C' || place, now() from unnest($2::text[]) with ordinality as listed (name, place)",
    )
    .bind(hotel.org_id)
    .bind(names)
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

#[actix_web::test]
async fn no_cell_is_a_formula() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let names = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "a\"b,c\r\nd", "Linen;=1+1"];
    has_names(&hotel, &names).await;
    let accounts = hotel.accounts().await;

    let file = accounts.gets(&format!("{PATH}/export")).await.is(200);
    let book = accounts.gets(&format!("{PATH}/export?format=xlsx")).await.is(200).xlsx();

    let sheet = file.csv();
    let mut found = sheet.column("Name");
    found.sort_unstable();
    let mut safe = ["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\t'=1", "'\r'=1", "'＝1", "a\"b,c\r\nd", "Linen;'=1+1"];
    safe.sort_unstable();
    assert_eq!(found, safe);
    // In a workbook a text is a text by its type, and stands as it is.
    let mut texts: Vec<_> = book[1..].iter().map(|row| row[0].clone()).collect();
    texts.sort_by_key(ToString::to_string);
    let mut expected: Vec<_> = names.iter().map(|name| Data::String((*name).to_owned())).collect();
    expected.sort_by_key(ToString::to_string);
    assert_eq!(texts, expected);
    app.stop().await;
}

#[actix_web::test]
async fn the_file_is_csv_to_the_letter() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let id = adds(&hotel.accounts().await, "Linen \"fine\", white", "LIN").await.id();

    let file = hotel.accounts().await.gets(&format!("{PATH}/export?format=csv")).await.is(200);

    let expected = format!(
        "\u{FEFF}\"Name\",\"Code\",\"Active\",\"Id\"\r\n\"Linen \"\"fine\"\", white\",\"LIN\",\"true\",\"{id}\"\r\n"
    );
    assert_eq!(String::from_utf8(file.bytes.clone()).unwrap(), expected);
    let day = file.header("content-disposition").unwrap().rsplit('_').next().unwrap().trim_end_matches(".csv\"");
    assert!(chrono::NaiveDate::parse_from_str(day, "%Y-%m-%d").is_ok(), "{day}");
    assert!(file.header("content-disposition").unwrap().contains("categories_harbour-house_"));
    assert_eq!(file.header("x-content-type-options"), Some("nosniff"));
    app.stop().await;
}

#[actix_web::test]
async fn an_empty_list_is_a_file_of_headings() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    let file = hotel.accounts().await.gets(&format!("{PATH}/export")).await.is(200);
    let book = hotel.accounts().await.gets(&format!("{PATH}/export?format=xlsx")).await.is(200).xlsx();

    assert_eq!((file.header("export-rows"), file.csv().rows.len(), book.len()), (Some("0"), 0, 1));
    app.stop().await;
}

#[actix_web::test]
async fn what_an_export_does_not_know_is_named() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let asks = async |query: &str| accounts.gets(&format!("{PATH}/export?{query}")).await;

    asks("format=pdf").await.is_invalid("format", "unknown_value");
    asks("limit=10").await.is_invalid("limit", "unknown_field");
    asks("cursor=abc").await.is_invalid("cursor", "unknown_field");
    asks("colour=red").await.is_invalid("colour", "unknown_field");
    assert_eq!(asks("is_active=perhaps").await.status, 422);
    app.stop().await;
}
