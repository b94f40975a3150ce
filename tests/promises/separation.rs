//! That docs/separation-of-duties.md speaks of what there is: pairs of the service, constraints and triggers of the database, and tests.
use std::{collections::BTreeSet, fs, path::Path};

use crate::support::App;

const PAGE: &str = include_str!("../../docs/separation-of-duties.md");

/// A row of the page's first table: pair, what holds it, what tries it.
struct Row {
    pair: String,
    held_by: Vec<String>,
    tried_by: Vec<String>,
}

/// What stands in backticks.
fn named(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn rows() -> Vec<Row> {
    let lines = PAGE.lines().filter(|line| line.starts_with("| `"));
    lines
        .map(|line| {
            let cells: Vec<_> = line.trim_matches('|').split(" | ").collect();
            let [pair, _, held_by, tried_by] = cells[..] else { panic!("{line}") };
            Row { pair: named(pair).remove(0), held_by: named(held_by), tried_by: named(tried_by) }
        })
        .collect()
}

/// The text of every test.
fn tests(folder: &Path, found: &mut String) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() && !path.ends_with("node_modules") {
            tests(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}

#[actix_web::test]
async fn each_pair_of_the_page_is_one_of_the_service() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    let listed = hotel.owner().await.gets("/v1/duties").await.is(200);

    let items = listed.body["items"].as_array().unwrap();
    let known: BTreeSet<_> = items.iter().map(|duty| duty["pair"].as_str().unwrap().to_owned()).collect();
    assert_eq!(rows().into_iter().map(|row| row.pair).collect::<BTreeSet<_>>(), known);
    app.stop().await;
}

// A rule is a constraint, an index, a trigger, or what a function of a trigger raises, by its whole name or behind that of its table.
#[actix_web::test]
async fn what_holds_a_pair_stands_in_the_catalogue() {
    let app = App::start().await;
    let mut connection = app.administrator().await;
    let stands = "
        select exists (select from pg_constraint where conname = $1)
            or exists (select from pg_class where relname = $1 and relkind = 'i')
            or exists (select from pg_trigger where tgname = $1)
            or exists (
                select from pg_proc p, generate_series(1, length($1)) place
                where p.pronamespace = 'tenant'::regnamespace and (place = 1 or substr($1, place, 1) = '_')
                  and strpos(p.prosrc, '''' || substr($1, place) || '''') > 0)";

    for row in rows() {
        assert!(!row.held_by.is_empty(), "{}", row.pair);
        for rule in row.held_by {
            let found: bool = sqlx::query_scalar(stands).bind(&rule).fetch_one(&mut connection).await.unwrap();
            assert!(found, "{}: {rule}", row.pair);
        }
    }
    app.stop().await;
}

/// Triggers that refuse nothing: they note what `approval_decision_edited` refuses.
const NOTING: [&str; 4] = ["note_editor", "note_editor_inserted", "note_editor_updated", "note_editor_deleted"];

#[test]
fn what_holds_a_pair_refuses_in_a_test_and_what_tries_it_is_one() {
    let mut text = String::new();
    tests(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/api"), &mut text);

    for row in rows() {
        for rule in row.held_by.iter().filter(|rule| !NOTING.contains(&rule.as_str())) {
            assert!(text.contains(&format!("\"{rule}\"")), "{}: no test comes to {rule}", row.pair);
        }
        assert!(!row.tried_by.is_empty(), "{}", row.pair);
        for test in row.tried_by {
            assert!(text.contains(&format!("async fn {test}()")), "{}: {test}", row.pair);
        }
    }
}
