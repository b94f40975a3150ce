//! A file of suppliers, from upload to what was made of it, and one that is put away.
use serde_json::json;

use super::{Cast, Teller};
use crate::telling::Telling;

pub async fn imports<'a>(teller: &mut impl Teller<'a>, cast: &Cast<'_>) {
    let (accounts, word) = (&cast.accounts, teller.word());
    let file = format!("Name,Country\n{word} Fish,IE\n{word} Bread,IE\n");
    let upload = Telling::default()
        .asking(&[("kind", "suppliers"), ("file_name", &format!("{word}.csv"))])
        .with_file("text/csv", file.as_bytes());
    let import = teller.tells(accounts, "create_import", upload.clone()).await;
    let of = Telling::of(&[&import.id()]);
    teller.tells(accounts, "export_import_problems", of.clone()).await;
    let columns = json!([{ "field": "name", "column": 0 }, { "field": "country", "column": 1 }]);
    let mapping = json!({ "columns": columns, "constants": [{ "field": "currency", "value": "EUR" }] });
    let mapped = teller.tells(accounts, "map_import", of.clone().with(mapping).on(import.revision())).await;
    teller.tells(accounts, "list_import_rows", of.clone()).await;
    let confirm = of.clone().with(json!({})).on(mapped.revision());
    let confirmed = teller.tells(accounts, "confirm_import", confirm).await;
    teller.tells(accounts, "get_import", of.clone()).await;
    teller.tells(accounts, "forget_import_mapping", of.clone()).await;
    teller.tells(accounts, "undo_import", of.on(confirmed.revision())).await;
    let other = teller.tells(accounts, "create_import", upload).await;
    // More rows than a request tries: a job waits, for nobody does jobs here, and is stopped.
    let lines: String = (0..1001).map(|at| format!("{word} {at},IE\n")).collect();
    let long = Telling::default()
        .asking(&[("kind", "suppliers"), ("file_name", &format!("{word}-long.csv"))])
        .with_file("text/csv", format!("Name,Country\n{lines}").as_bytes());
    let long = teller.tells(accounts, "create_import", long).await;
    teller.tells(accounts, "cancel_import", Telling::of(&[&long.id()])).await;
    teller.tells(accounts, "list_imports", Telling::default()).await;
    teller.tells(accounts, "export_imports", Telling::default()).await;
    teller.tells(accounts, "discard_import", Telling::of(&[&other.id()]).on(other.revision())).await;
}
