//! What an export holds, and whether that is what its list shows.
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use serde_json::{Value, json};
use sqlx::Row;

use super::{Answer, Person};

/// A sheet, as text.
#[derive(Debug, PartialEq, Eq)]
pub struct Sheet {
    pub headings: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    /// What stands below a heading.
    #[track_caller]
    pub fn column(&self, heading: &str) -> Vec<&str> {
        let place = self.headings.iter().position(|known| known == heading);
        let place = place.unwrap_or_else(|| panic!("no {heading} in {:?}", self.headings));
        self.rows.iter().map(|row| row[place].as_str()).collect()
    }
}

impl Answer {
    /// As CSV: UTF-8 with a byte-order mark, each line as long as the first.
    #[track_caller]
    pub fn csv(&self) -> Sheet {
        assert_eq!(self.header("content-type"), Some("text/csv; charset=utf-8; header=present"), "{self:?}");
        let text = std::str::from_utf8(&self.bytes).unwrap().strip_prefix('\u{FEFF}').expect("a byte-order mark");
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let headings = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect());
        Sheet { headings, rows: rows.collect() }
    }

    /// The cells of the one sheet of a workbook, headings first; none of them a formula.
    #[track_caller]
    pub fn xlsx(&self) -> Vec<Vec<Data>> {
        let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        assert_eq!(self.header("content-type"), Some(kind), "{self:?}");
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(self.bytes.as_slice())).unwrap();
        let sheets = book.sheet_names();
        assert_eq!(sheets.len(), 1);
        assert_eq!(book.worksheet_formula(&sheets[0]).unwrap().used_cells().count(), 0);
        book.worksheet_range(&sheets[0]).unwrap().rows().map(<[Data]>::to_vec).collect()
    }
}

/// Takes a list away in both forms: each row is what the list shows, and the trail says so each time.
/// `columns` are headings, each with where the value stands in an item of the list.
pub async fn holds_what_the_list_shows(
    person: &Person<'_>,
    (path, permission): (&str, &str),
    filters: &str,
    columns: &[(&str, &str)],
) -> Sheet {
    let listed = listed(person, path, filters).await;
    let sheet = person.gets(&format!("{path}/export?{filters}")).await.is(200);
    let name = sheet.header("content-disposition").unwrap().to_owned();
    assert!(name.starts_with("attachment; filename=\"") && name.ends_with(".csv\""), "{name}");
    assert_eq!(sheet.header("export-rows"), Some(&*listed.len().to_string()));
    assert_told(person, permission, "csv", listed.len()).await;
    let sheet = sheet.csv();
    for (heading, pointer) in columns {
        let expected: Vec<_> = listed.iter().map(|item| text(item.pointer(pointer).unwrap_or(&Value::Null))).collect();
        assert_eq!(sheet.column(heading), expected, "{heading}");
    }
    let book = person.gets(&format!("{path}/export?format=xlsx&{filters}")).await.is(200);
    assert_told(person, permission, "xlsx", listed.len()).await;
    are_alike(&sheet, &book.xlsx());
    sheet
}

async fn listed(person: &Person<'_>, path: &str, filters: &str) -> Vec<Value> {
    let (mut items, mut cursor) = (Vec::new(), String::new());
    loop {
        // What has no pages takes no limit.
        let page = if path == "/v1/permissions" { String::new() } else { format!("?limit=2{cursor}&{filters}") };
        let page = person.gets(&format!("{path}{page}")).await.is(200).body;
        items.extend(page["items"].as_array().unwrap().iter().cloned());
        let Some(next) = page["next_cursor"].as_str() else { return items };
        cursor = format!("&cursor={next}");
    }
}

// The newest event is that of the export, with how many rows of what.
async fn assert_told(person: &Person<'_>, permission: &str, format: &str, rows: usize) {
    let event = newest_event(person).await;
    let expected = json!([permission.replace(".export", ".exported"), permission, format, rows]);
    let (action, under, detail) = event;
    assert_eq!(json!([action, under, detail["format"], detail["rows"]]), expected);
}

/// Action, permission and detail of the newest event of somebody.
pub async fn newest_event(person: &Person<'_>) -> (String, String, Value) {
    let mut connection = person.app.administrator().await;
    let newest =
        "select action, permission, detail from tenant.audit_event where person_id = $1 order by id desc limit 1";
    let row = sqlx::query(newest).bind(person.id).fetch_one(&mut connection).await.unwrap();
    (row.get(0), row.get(1), row.get(2))
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

/// The same cells, however each form writes them: numbers as numbers, days as days, all else as text.
#[track_caller]
pub fn are_alike(sheet: &Sheet, book: &[Vec<Data>]) {
    assert_eq!(book.len(), sheet.rows.len() + 1);
    let headings: Vec<_> = book[0].iter().map(ToString::to_string).collect();
    assert_eq!(headings, sheet.headings);
    for (row, cells) in sheet.rows.iter().zip(&book[1..]) {
        for (text, cell) in row.iter().zip(cells) {
            let is_same = match cell {
                Data::Empty => text.is_empty(),
                Data::String(cell) => text.trim_start_matches('\'') == cell.trim_start_matches('\''),
                Data::Float(number) => text.parse() == Ok(*number),
                Data::Int(number) => text.parse() == Ok(*number),
                Data::Bool(truth) => text.parse() == Ok(*truth),
                Data::DateTime(moment) => {
                    let moment = moment.as_datetime().unwrap();
                    [moment.format("%Y-%m-%d").to_string(), moment.format("%Y-%m-%dT%H:%M:%SZ").to_string()]
                        .contains(text)
                }
                _ => false,
            };
            assert!(is_same, "{text:?} in the CSV is {cell:?} in the workbook");
        }
    }
}
