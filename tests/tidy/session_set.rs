//! A setting that outlives its transaction would be the next caller's: none is set for a session.
use crate::{
    allowed::Rule,
    judge::{Breach, judge},
    rust_text::parts,
    tree::files,
};

/// The first statement of this SQL that sets something for the session.
fn session_set(sql: &str) -> Option<String> {
    let text: String =
        sql.lines().map(|line| line.split("--").next().unwrap_or_default()).collect::<Vec<_>>().join("\n");
    let text = text.to_lowercase();
    if let Some(call) = text.split("set_config(").skip(1).find(|call| is_for_session(call)) {
        return Some(format!("set_config({}", call.chars().take(40).collect::<String>()));
    }
    // A statement stands at the beginning, after a semicolon, or after a word that opens a block.
    let words: Vec<_> = text.split_whitespace().collect();
    let begins = |place: usize| {
        let before = place.checked_sub(1).and_then(|before| words.get(before)).copied();
        before.is_none_or(|word| word.ends_with(';') || ["begin", "then", "else", "loop", "$$"].contains(&word))
    };
    let next = |place: usize| words.get(place + 1).copied().unwrap_or_default();
    let place = (0..words.len()).find(|place| {
        let is_assignment = matches!(words.get(place + 2), Some(&("=" | "to")));
        words[*place] == "set" && begins(*place) && (is_assignment || ["role", "session"].contains(&next(*place)))
    })?;
    Some(words[place..].iter().take(4).copied().collect::<Vec<_>>().join(" "))
}

// The third argument says whether it ends with the transaction.
fn is_for_session(call: &str) -> bool {
    let mut depth = 1_usize;
    let end = call.char_indices().find_map(|(place, c)| {
        depth = match c {
            '(' => depth + 1,
            ')' => depth - 1,
            _ => depth,
        };
        (depth == 0).then_some(place)
    });
    let arguments = &call[..end.unwrap_or(call.len())];
    arguments.rsplit(',').next().is_some_and(|last| last.trim() != "true")
}

// A test may set what it likes on a connection of its own.
fn is_served(path: &str) -> bool {
    path.starts_with("api/") && !path.contains("/tests/")
}

#[test]
fn nothing_is_set_for_a_session() {
    let mut found = Vec::new();
    let mut count = 0;
    for file in files() {
        let texts = if file.has_ending(&["sql"]) {
            vec![file.text.clone()]
        } else if is_served(&file.path) && file.has_ending(&["rs"]) {
            parts(&file.text).strings
        } else {
            continue;
        };
        count += texts.len();
        found.extend(texts.iter().filter_map(|text| session_set(text)).map(|what| Breach::new(&file.path, what)));
    }

    assert!(count > 500, "only {count} texts were seen");
    judge(Rule::SessionSet, &found);
}

#[test]
fn what_ends_with_the_transaction_is_told_from_what_does_not() {
    for local in [
        "set local role countersign_door;",
        "select set_config('door.context', f(a, b), true)",
        "update a set b = 1; select 1",
        "insert into a values (1) on conflict (b) do update set c = 2",
        "create function f() returns int language sql set search_path = pg_catalog as $$ select 1 $$",
        "-- set a = 1",
        "Set the logo of printed orders",
    ] {
        assert_eq!(session_set(local), None, "{local}");
    }
    for session in [
        "SET ROLE postgres",
        "begin; set a.b = 'c'",
        "set search_path to tenant",
        "select set_config('a', 'b', false)",
        "do $$ begin set role x; end $$",
    ] {
        assert!(session_set(session).is_some(), "{session}");
    }
}
