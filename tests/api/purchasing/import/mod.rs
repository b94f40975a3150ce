//! An import, from the file to what its rows became.
use std::time::Duration;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{Answer, Organisation, Person};

mod cancel;
mod confirm;
mod create;
mod discard;
mod export;
mod export_problems;
mod file;
mod forget_mapping;
mod get;
mod job;
mod list;
mod list_rows;
mod map;
mod orders;
mod real;
mod suppliers;
mod undo;
mod workbook;

const IMPORTS: &str = "/v1/imports";

/// Sends a file under a key of its own.
async fn uploads(person: &Person<'_>, kind: &str, file: impl AsRef<[u8]>) -> Answer {
    let key = Uuid::new_v4().to_string();
    let headers = [("idempotency-key", key.as_str()), ("content-type", "text/csv")];
    let path = format!("{IMPORTS}?kind={kind}&file_name=file.csv");
    person.sends_bytes("POST", &path, Some(file.as_ref().to_vec()), &headers).await
}

/// An act on the revision that was seen.
async fn acts(person: &Person<'_>, id: &str, verb: &str, revision: i64, body: Value) -> Answer {
    let (key, tag) = (Uuid::new_v4().to_string(), format!("\"{revision}\""));
    let headers = [("idempotency-key", key.as_str()), ("if-match", tag.as_str())];
    let body = (!body.is_null()).then_some(body);
    person.sends("POST", &format!("{IMPORTS}/{id}/{verb}"), body, &headers).await
}

async fn confirms(person: &Person<'_>, import: &Answer, skip_problems: bool) -> Answer {
    acts(person, &import.id(), "confirm", import.revision(), json!({ "skip_problems": skip_problems })).await
}

/// The import when no job works on it any more.
async fn settled(person: &Person<'_>, id: &str) -> Answer {
    loop {
        let import = person.gets(&format!("{IMPORTS}/{id}")).await.is(200);
        if !matches!(import.body["job"]["state"].as_str(), Some("waiting" | "running" | "stopping")) {
            return import;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Every row of an import, page by page.
async fn rows(person: &Person<'_>, id: &str) -> Vec<Value> {
    let (mut rows, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = person.gets(&format!("{IMPORTS}/{id}/rows?limit=100{cursor}")).await.is(200);
        rows.extend(page.body["items"].as_array().unwrap().iter().cloned());
        match page.body["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return rows,
        }
    }
}

/// Ready, warnings, problems, repeated, documents.
fn counts(import: &Answer) -> [i64; 5] {
    ["ready", "warnings", "problems", "repeated", "documents"]
        .map(|count| import.body["counts"][count].as_i64().unwrap())
}

/// The `field: code` of what was found in a row.
fn found(row: &Value, list: &str) -> Vec<String> {
    let found = row[list].as_array().unwrap().iter();
    found.map(|one| format!("{}: {}", one["field"].as_str().unwrap(), one["code"].as_str().unwrap())).collect()
}

/// What is wrong with each row of a file, uploaded as it is.
async fn problems(person: &Person<'_>, kind: &str, file: &str) -> Vec<Vec<String>> {
    let import = uploads(person, kind, file).await.is(201);
    rows(person, &import.id()).await.iter().map(|row| found(row, "problems")).collect()
}

const SUPPLIERS: &str = "\
Supplier,Country,Currency,VAT number,E-mail
Harbour Linen Ltd,IE,EUR,IE1234567T,orders@linen.example
Quay Fish,ie,eur,,
";

const ORDERS: &str = "\
PO number,Title,Supplier,Currency,Description,Quantity,Unit,Unit price
A-1,Towels,Harbour Linen,EUR,Bath towels,100,C62,4.25
A-1,Towels,Harbour Linen,EUR,Hand towels,50,C62,2.50
A-2,Fish,Quay Fish,EUR,Cod,12.5,KGM,9.90
";

/// A supplier that orders may name.
async fn supplier(hotel: &Organisation<'_>, name: &str) -> String {
    let body = json!({ "name": name, "country": "IE", "currency": "EUR" });
    hotel.accounts().await.posts("/v1/suppliers", body).await.is(201).id()
}

/// Both suppliers that the orders name.
async fn both_suppliers(hotel: &Organisation<'_>) -> [String; 2] {
    [supplier(hotel, "Harbour Linen").await, supplier(hotel, "Quay Fish").await]
}
