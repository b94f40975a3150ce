//! A database made from empty has run exactly the files that are here, as they are here.
use std::{collections::BTreeMap, fs, path::PathBuf};

use sqlx::Row;

use crate::support::App;

/// Version and text of each file.
fn files() -> BTreeMap<i64, String> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../migrations");
    let mut files = BTreeMap::new();
    for folder in [root.clone(), root.join("audit")] {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let name = entry.file_name().into_string().unwrap();
            if let Some((version, _)) = name.strip_suffix(".sql").and_then(|name| name.split_once('_')) {
                let twin = files.insert(version.parse().unwrap(), fs::read_to_string(entry.path()).unwrap());
                assert_eq!(twin, None, "two files of version {version}");
            }
        }
    }
    files
}

#[actix_web::test]
async fn every_file_ran_once_with_the_text_it_has() {
    let app = App::start().await;
    let mut connection = app.administrator().await;

    // The hash is the runner's own; that of another text would differ.
    let ran =
        sqlx::query("select version, encode(checksum, 'hex'), success from public._sqlx_migrations order by version")
            .fetch_all(&mut connection)
            .await
            .unwrap();

    let mut expected = Vec::new();
    for (version, text) in files() {
        let hash: String = sqlx::query_scalar("select encode(sha384(convert_to($1, 'utf8')), 'hex')")
            .bind(text)
            .fetch_one(&mut connection)
            .await
            .unwrap();
        expected.push((version, hash, true));
    }
    let ran: Vec<(i64, String, bool)> = ran.iter().map(|row| (row.get(0), row.get(1), row.get(2))).collect();
    assert_eq!(ran, expected);
    app.stop().await;
}

#[actix_web::test]
async fn running_them_again_does_nothing() {
    let app = App::start().await;

    let count = app.migrates_again().await;

    assert_eq!(count, 0);
    app.stop().await;
}

#[test]
fn the_build_needs_exactly_the_files() {
    assert_eq!(access::migrations::versions_needed(), files().into_keys().collect::<Vec<_>>());
}

#[test]
fn each_file_first_says_why() {
    for (version, text) in files() {
        let first = text.lines().next().unwrap_or_default();
        assert!(first.starts_with("-- ") && first.len() > 20, "{version}: {first}");
    }
}
