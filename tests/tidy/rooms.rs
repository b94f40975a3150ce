//! Which room may know which, and who may name the database and the web server.
use std::collections::{BTreeMap, BTreeSet};

use crate::{
    allowed::Rule,
    judge::{Breach, judge},
    rust_text::{parts, without_attributes},
    tree::{File, files},
};

/// The arrows of docs/architecture.md: a room, and the rooms it stands on; what those stand on is open to it too.
const ARROWS: &[(&str, &[&str])] = &[
    ("kernel", &[]),
    ("proof", &[]),
    ("access", &["kernel"]),
    ("exports", &["access"]),
    ("tenancy", &["access", "exports"]),
    ("identity", &["tenancy"]),
    ("platform", &["identity"]),
    ("approval", &["tenancy"]),
    ("budget", &["tenancy"]),
    ("suppliers", &["tenancy"]),
    ("files", &["access"]),
    ("imports", &["access"]),
    ("delivery", &["access"]),
    ("conversation", &["access"]),
    ("audit", &["access", "exports", "proof"]),
    ("purchasing", &["approval", "budget", "suppliers", "tenancy", "files", "imports", "conversation"]),
    ("receiving", &["purchasing"]),
    ("invoicing", &["receiving"]),
];

/// The room that knows all the others.
const SERVER: &str = "server";

fn open_to(room: &str) -> BTreeSet<&'static str> {
    if room == SERVER {
        return ARROWS.iter().map(|(room, _)| *room).collect();
    }
    let (_, direct) =
        ARROWS.iter().find(|(name, _)| *name == room).unwrap_or_else(|| panic!("{room} is not in the house"));
    direct.iter().flat_map(|room| open_to(room).into_iter().chain([*room])).collect()
}

/// The names in each table of a manifest.
fn tables(manifest: &str) -> BTreeMap<String, Vec<String>> {
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut table = String::new();
    for line in manifest.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix('[') {
            name.trim_matches(['[', ']']).clone_into(&mut table);
        } else if let Some((name, _)) = line.split_once('=') {
            let name = name.split('.').next().unwrap_or_default().trim();
            tables.entry(table.clone()).or_default().push(name.to_owned());
        }
    }
    tables
}

fn manifests() -> Vec<(String, File)> {
    let room = |file: File| {
        let room = file.path.strip_prefix("api/")?.strip_suffix("/Cargo.toml")?.to_owned();
        (!room.contains('/')).then_some((room, file))
    };
    files().into_iter().filter_map(room).collect()
}

#[test]
fn a_room_knows_only_the_rooms_it_stands_on() {
    let manifests = manifests();
    let rooms: BTreeSet<_> = manifests.iter().map(|(room, _)| room.clone()).collect();
    assert!(rooms.len() > 4, "{rooms:?}");

    for (room, file) in &manifests {
        let open = open_to(room);
        for (table, names) in tables(&file.text).iter().filter(|(table, _)| table.contains("dependencies")) {
            let known = names.iter().filter(|name| ARROWS.iter().any(|(room, _)| room == name) || *name == SERVER);
            let closed: Vec<_> = known.filter(|name| !open.contains(name.as_str())).collect();
            assert!(closed.is_empty(), "{room} knows {closed:?} in its [{table}]: a new arrow needs a decision record");
        }
        let by_path = file.text.lines().filter(|line| line.contains('{') && line.contains("path ="));
        assert_eq!(by_path.count(), 0, "{room}: rooms are named in the workspace, not by path");
    }
}

#[test]
fn a_manifest_is_read_table_by_table() {
    let tables =
        tables("[package]\nname = \"a\"\n[dependencies]\nkernel.workspace = true\nawc = { version = \"3\" }\n");

    assert_eq!(tables["dependencies"], ["kernel", "awc"]);
    assert!(open_to("purchasing").contains("kernel") && !open_to("suppliers").contains("purchasing"));
}

fn sources() -> impl Iterator<Item = (File, String)> {
    let rust = files().into_iter().filter(|file| file.path.starts_with("api/") && file.has_ending(&["rs"]));
    rust.map(|file| {
        let code = parts(&file.text).code;
        (file, code)
    })
}

fn line_of(code: &str, word: &str) -> Option<String> {
    let line = code.lines().position(|line| {
        line.match_indices(word).any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
    });
    line.map(|line| format!("names {word} in line {}", line + 1))
}

// A derive says how a value looks to the database; it sends nothing.
#[test]
fn only_stores_and_the_door_name_sqlx() {
    let is_open = |path: &str| {
        path.starts_with("api/access/")
            || path.ends_with("/store.rs")
            || path.contains("/store/")
            || path.starts_with("api/server/tests/")
    };

    let found: Vec<_> = sources()
        .filter(|(file, _)| !is_open(&file.path))
        .filter_map(|(file, code)| {
            line_of(&without_attributes(&code), "sqlx").map(|what| Breach::new(&file.path, what))
        })
        .collect();

    judge(Rule::NamesSqlx, &found);
}

#[test]
fn only_verbs_routes_and_the_edge_name_actix() {
    let is_open = |path: &str| {
        let parts: Vec<_> = path.split('/').collect();
        // api/<room>/<noun>/<verb>.rs
        let is_verb = parts.len() == 4 && parts[3] != "store.rs";
        let edge = ["api/access/permit.rs", "api/kernel/error.rs"];
        path.starts_with("api/server/") || path.ends_with("/routes.rs") || is_verb || edge.contains(&path)
    };

    let found: Vec<_> = sources()
        .filter(|(file, _)| !is_open(&file.path))
        .filter_map(|(file, code)| line_of(&code, "actix").map(|what| Breach::new(&file.path, what)))
        .collect();

    judge(Rule::NamesActix, &found);
}
