//! The two real files, where they are present: `COUNTERSIGN_SAMPLE_DATA`, else `../shared/data` beside the project.
use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::{Path, PathBuf},
    time::Instant,
};

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::{acts, confirms, counts, found, rows, settled, uploads};
use crate::support::App;

const LINES: &str = "po-lines-paraguay-ccby4/contract_lines.csv";
const SPEND: &str = "uk-cabinet-office-spend-ogl/cabinet_office_spend_2021-06_2022-07.csv";

/// A file of the sample data; none, said aloud, where there is none.
fn sample(name: &str) -> Option<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = root.ancestors().map(|folder| folder.join("shared/data"));
    let found = env::var("COUNTERSIGN_SAMPLE_DATA").ok().map(PathBuf::from).into_iter().chain(folders);
    let file = found.map(|folder| folder.join(name)).find(|file| file.is_file());
    if file.is_none() {
        println!("skipped: {name} is in no `shared/data` above {}; set COUNTERSIGN_SAMPLE_DATA", root.display());
    }
    file.map(|file| fs::read(file).unwrap())
}

/// The records of a file, by a reader of its own: quotes, doubled quotes and line breaks within them.
fn records(text: &str) -> Vec<Vec<String>> {
    let (mut records, mut record, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '"' if quoted && signs.peek() == Some(&'"') => {
                signs.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                record.push(std::mem::take(&mut cell).trim_end_matches('\r').to_owned());
                records.push(std::mem::take(&mut record));
            }
            sign => cell.push(sign),
        }
    }
    assert!(cell.is_empty() && record.is_empty(), "the file ends with a line break");
    records
}

/// Its rows by the names of its columns.
fn table(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut records = records(text).into_iter();
    let header = records.next().unwrap();
    records.map(|record| header.iter().cloned().zip(record).collect()).collect()
}

fn columns(import: &Value, named: &[(&str, &str)]) -> Value {
    let header = import["header"].as_array().unwrap();
    let column = |name: &str| header.iter().find(|column| column["name"] == name).unwrap()["column"].clone();
    named.iter().map(|(field, name)| json!({ "field": field, "column": column(name) })).collect()
}

fn constants(said: &[(&str, &str)]) -> Value {
    said.iter().map(|(field, value)| json!({ "field": field, "value": value })).collect()
}

fn values(said: &[(&str, &str, &str)]) -> Value {
    said.iter().map(|(field, from, to)| json!({ "field": field, "from": from, "to": to })).collect()
}

#[actix_web::test]
async fn the_spend_lines_of_fourteen_months_become_their_distinct_suppliers() {
    let Some(file) = sample(SPEND) else { return };
    let app = App::start().await;
    app.does_jobs();
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let lines = table(std::str::from_utf8(&file).unwrap());
    assert_eq!(lines.len(), 6625);

    let began = Instant::now();
    let import = uploads(&accounts, "suppliers", &file).await.is(201);
    let import = settled(&accounts, &import.id()).await;
    let constants = constants(&[("country", "GB"), ("currency", "GBP")]);
    let (uploaded, began) = (began.elapsed(), Instant::now());
    let mut body = json!({ "columns": columns(&import.body, &[("name", "Supplier")]), "constants": constants });
    acts(&accounts, &import.id(), "map", 1, body.clone()).await.is(202);
    let mapped = settled(&accounts, &import.id()).await;
    let tried = began.elapsed();
    println!("uploaded in {uploaded:?}, mapped in {tried:?}");

    // Independently: a name with control characters is none; else it is what is left without case, signs and legal form.
    let all: Vec<&String> = lines.iter().map(|line| &line["Supplier"]).collect();
    let (broken, good): (Vec<_>, Vec<_>) = all.into_iter().partition(|name| name.contains(char::is_control));
    let keys: BTreeSet<_> = good.iter().map(|name| key(name)).collect();
    let number = |count: usize| i64::try_from(count).unwrap();
    let [ready, warnings, problems, repeated, documents] = counts(&mapped);
    assert!(!broken.is_empty());
    assert_eq!((problems, documents), (number(broken.len()), number(keys.len())));
    assert_eq!((ready + warnings, repeated), (documents, 6625 - problems - documents));
    assert_eq!(mapped.body["problems"][0]["code"], "forbidden_character");
    confirms(&accounts, &mapped, false).await.is_refused(409, "import_has_problems");

    // What the file broke, somebody mends knowingly: each broken name is translated.
    let dash = |name: &str| name.replace(char::is_control, "-");
    let broken: BTreeSet<_> = broken.into_iter().collect();
    let mended = broken.iter().map(|name| json!({ "field": "name", "from": name, "to": dash(name) }));
    body["values"] = mended.collect();
    acts(&accounts, &import.id(), "map", 2, body).await.is(202);
    let mapped = settled(&accounts, &import.id()).await;
    let keys: BTreeSet<_> = lines.iter().map(|line| key(&dash(&line["Supplier"]))).collect();
    let [ready, warnings, problems, repeated, documents] = counts(&mapped);
    assert_eq!((problems, documents, keys.len()), (0, number(keys.len()), 558));
    assert_eq!(ready + warnings + repeated, 6625);
    let began = Instant::now();
    confirms(&accounts, &mapped, false).await.is(202);
    assert_eq!(settled(&accounts, &import.id()).await.body["state"], "confirmed");
    println!("confirmed in {:?}", began.elapsed());

    let mut names = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = accounts.gets(&format!("/v1/suppliers?limit=100{cursor}")).await.is(200);
        names.extend(page.body["items"].as_array().unwrap().iter().map(|one| key(one["name"].as_str().unwrap())));
        let Some(next) = page.body["next_cursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(names.len(), keys.len());
    assert_eq!(names.into_iter().collect::<BTreeSet<_>>(), keys);
    let created = hotel.actions().await.iter().filter(|action| *action == "supplier.created").count();
    assert_eq!(created, keys.len());
    app.stop().await;
}

/// Letters and digits in words, the legal forms that this file has at the end gone.
fn key(name: &str) -> String {
    let joined = name.to_lowercase().replace(['.', '\''], "");
    let mut words: Vec<&str> = joined.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let forms = [
        "limited",
        "ltd",
        "plc",
        "llp",
        "inc",
        "llc",
        "bv",
        "sarl",
        "company",
        "co",
        "corporation",
        "gmbh",
        "ag",
        "as",
        "sa",
        "nv",
        "pty",
        "ab",
    ];
    while words.len() > 1 && forms.contains(words.last().unwrap()) {
        words.pop();
    }
    words.join(" ")
}

const UNITS: [(&str, &str, &str); 7] = [
    ("unit", "Unidad", "C62"),
    ("unit", "Unidad Medida Global", "LS"),
    ("unit", "_NO_APLICA_", "LS"),
    ("unit", "Metros", "MTR"),
    ("unit", "Kilogramos", "KGM"),
    // Twenty-five lines of one contract have neither quantity nor price; their total is said to differ.
    ("quantity", "", "1"),
    ("unit_price", "", "0"),
];

#[actix_web::test]
async fn the_order_lines_of_fifteen_contracts_become_drafts_with_exact_amounts() {
    let Some(file) = sample(LINES) else { return };
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let lines = table(std::str::from_utf8(&file).unwrap());
    assert_eq!(lines.len(), 225);
    let suppliers = uploads(&accounts, "suppliers", &file).await.is(201);
    let named = [("name", "supplier"), ("tax_number", "supplier_id"), ("currency", "contract_currency")];
    let body = json!({ "columns": columns(&suppliers.body, &named), "constants": constants(&[("country", "PY")]) });
    let suppliers = acts(&accounts, &suppliers.id(), "map", 1, body).await.is(200);
    assert_eq!(suppliers.body["counts"]["documents"], 14);
    confirms(&accounts, &suppliers, false).await.is(200);

    let orders = uploads(&accounts, "purchase_orders", &file).await.is(201);
    let named = [
        ("external_number", "contract_id"),
        ("title", "contract_title"),
        ("supplier", "supplier"),
        ("currency", "contract_currency"),
        ("description", "description"),
        ("quantity", "quantity"),
        ("unit", "unit"),
        ("unit_price", "unit_price"),
        ("supplier_reference", "class_id"),
        ("stated_total", "contract_value"),
    ];
    let body = json!({ "columns": columns(&orders.body, &named), "values": values(&UNITS) });
    let tried = acts(&accounts, &orders.id(), "map", 1, body).await.is(200);
    assert_eq!((&tried.body["problems"], &tried.body["counts"]["rows"]), (&json!([]), &json!(225)));
    assert_eq!(tried.body["counts"]["documents"], 15);
    confirms(&accounts, &tried, false).await.is(200);

    let rows = rows(&accounts, &orders.id()).await;
    assert!(rows.iter().all(|row| row["created"]["kind"] == "purchase_order"));
    let mut currencies = BTreeMap::new();
    for (number, expected) in expected(&lines) {
        let row = rows.iter().find(|row| row["document"] == number).unwrap();
        let id = row["created"]["id"].as_str().unwrap();
        let order = accounts.gets(&format!("/v1/purchase-orders/{id}")).await.is(200).body;
        assert_eq!((&order["external_number"], &order["lifecycle"]), (&json!(number), &json!("draft")));
        assert_eq!(
            order["totals"]["gross"],
            json!({ "amount": expected.total, "currency": expected.currency }),
            "{number}"
        );
        assert_eq!(order["lines"].as_array().unwrap().len(), expected.lines, "{number}");
        assert_eq!(
            found(row, "warnings").contains(&"stated_total: total_differs".to_owned()),
            expected.differs,
            "{number}"
        );
        *currencies.entry(expected.currency).or_insert(0) += 1;
    }
    assert_eq!(currencies, BTreeMap::from([("PYG".to_owned(), 14), ("USD".to_owned(), 1)]));
    app.stop().await;
}

#[derive(Debug)]
struct Expected {
    currency: String,
    lines: usize,
    total: String,
    differs: bool,
}

/// What each contract comes to, summed exactly from the file's own text.
fn expected(lines: &[BTreeMap<String, String>]) -> BTreeMap<String, Expected> {
    let mut contracts: BTreeMap<String, Vec<&BTreeMap<String, String>>> = BTreeMap::new();
    for line in lines {
        contracts.entry(line["contract_id"].clone()).or_default().push(line);
    }
    let decimal = |text: &str| text.parse::<Decimal>().unwrap();
    let of_contract = |lines: Vec<&BTreeMap<String, String>>| {
        let first = lines[0];
        let stated = decimal(&first["contract_value"]);
        let is_lump = lines.len() == 1 && first["quantity"].is_empty();
        let priced = lines.iter().filter(|line| !line["quantity"].is_empty());
        let sum: Decimal = priced.map(|line| decimal(&line["quantity"]) * decimal(&line["unit_price"])).sum();
        let total = if is_lump { stated } else { sum };
        let digits = if first["contract_currency"] == "PYG" { 0 } else { 2 };
        assert!(total.normalize().scale() <= digits, "{total} is exact in its currency");
        Expected {
            currency: first["contract_currency"].clone(),
            lines: lines.len(),
            total: format!("{:.*}", usize::try_from(digits).unwrap(), total),
            differs: total != stated,
        }
    };
    contracts.into_iter().map(|(number, lines)| (number, of_contract(lines))).collect()
}
