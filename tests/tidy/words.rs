//! Words that never stand in a file of ours.
use crate::{
    allowed::Rule,
    judge::{Breach, judge},
    rust_text::parts,
    tree::{File, files},
};

// Put together here, so that this file does not break its own rule.
const UNFINISHED: [&str; 2] = [concat!("TO", "DO"), concat!("FIX", "ME")];
const UNFINISHED_MACROS: [&str; 2] = [concat!("to", "do!"), concat!("unimplemented", "!")];
const MACHINE: [&str; 5] = [
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("/wo", "rk/"),
    concat!("/Us", "ers/"),
    concat!("/var/", "tmp"),
];
const REGISTRIES: [&str; 8] = [
    concat!("registry.", "npmjs"),
    concat!("registry.", "yarnpkg"),
    concat!("index.", "crates.io"),
    concat!("static.", "crates.io"),
    concat!("pypi", ".org"),
    concat!("python", "hosted"),
    concat!("proxy.", "golang.org"),
    concat!("deb.", "debian.org"),
];
const CANONICAL_INDEX: &str = "registry+https://github.com/rust-lang/crates.io-index";

fn breaches(file: &File, words: &[&str], is_whole: bool) -> Vec<Breach> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let stands = |line: &str, word: &str| {
        line.match_indices(word).any(|(at, _)| {
            let (before, after) = (&line[..at], &line[at + word.len()..]);
            !is_whole || !(before.ends_with(is_word) || after.starts_with(is_word))
        })
    };
    let lines = file.text.lines().enumerate();
    let found =
        lines.flat_map(|(at, line)| words.iter().filter(move |word| stands(line, word)).map(move |word| (at, word)));
    found.map(|(at, word)| Breach::new(&file.path, format!("{word} in line {}", at + 1))).collect()
}

#[test]
fn nothing_is_left_for_later() {
    let mut found = Vec::new();
    for file in files().iter().filter(|file| !file.is_generated()) {
        found.extend(breaches(file, &UNFINISHED, true));
        if file.has_ending(&["rs"]) {
            let code = File { path: file.path.clone(), text: parts(&file.text).code };
            found.extend(breaches(&code, &UNFINISHED_MACROS, false));
        }
    }

    judge(Rule::UnfinishedWord, &found);
}

#[test]
fn no_file_names_the_machine_it_was_written_on_or_where_its_packages_came_from() {
    let words: Vec<_> = MACHINE.into_iter().chain(REGISTRIES).collect();
    let ours: Vec<_> = files().into_iter().filter(|file| file.name() != "Cargo.lock").collect();

    let found: Vec<_> = ours.iter().flat_map(|file| breaches(file, &words, false)).collect();

    judge(Rule::MachinePath, &found);
}

#[test]
fn lock_files_name_no_mirror() {
    let files = files();
    let locks: Vec<_> =
        files.iter().filter(|file| ["Cargo.lock", "package-lock.json"].contains(&file.name())).collect();
    assert!(locks.len() >= 3);

    for lock in locks {
        let lines = lock.text.lines().map(str::trim);
        let sources = lines.filter(|line| line.starts_with("source = ") || line.starts_with("\"resolved\": \"http"));
        let mirrors: Vec<_> = sources.filter(|line| !line.contains(CANONICAL_INDEX)).take(3).collect();
        assert!(mirrors.is_empty(), "{}: {mirrors:?}", lock.path);
    }
}

#[test]
fn every_test_that_is_skipped_says_why_and_none_runs_alone() {
    let bare = concat!("#[ig", "nore]");
    for file in files() {
        if file.has_ending(&["rs"]) {
            assert!(!parts(&file.text).code.contains(bare), "{}: {bare} without a reason", file.path);
        }
        if !file.name().contains(".test.") && !file.name().contains(".spec.") {
            continue;
        }
        let mut before = "";
        for (at, line) in file.text.lines().enumerate() {
            let says_why = before.trim_start().starts_with("// ");
            let skips = [".skip(", ".fixme(", ".todo("].iter().any(|word| line.contains(word));
            assert!(!skips || says_why, "{} line {}: a skipped test says why in the line above", file.path, at + 1);
            assert!(!line.contains(".only("), "{} line {}: .only(", file.path, at + 1);
            before = line;
        }
    }
}

#[test]
fn a_word_within_another_is_another() {
    let file = |text: &str| File { path: "a.rs".into(), text: text.into() };

    assert_eq!(breaches(&file("fine\n// laters"), &["later"], true), []);
    assert_eq!(breaches(&file("fine\n// a later:"), &["later"], true), [Breach::new("a.rs", "later in line 2")]);
}
