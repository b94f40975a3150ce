//! The law of the same path: learn one, find all.
use std::collections::BTreeSet;

use crate::{
    allowed::Rule,
    judge::{Breach, judge},
    rust_text::parts,
    tree::files,
};

/// The `noun/verb` of each operation in a `routes.rs`.
fn verbs(code: &str) -> Vec<String> {
    let mut verbs = Vec::new();
    for list in code.split("operations!").skip(1) {
        let (mut noun, mut word, mut depth) = (String::new(), String::new(), 0_usize);
        for c in list.chars() {
            match c {
                '{' => {
                    depth += 1;
                    noun = std::mem::take(&mut word);
                }
                '}' if depth <= 1 => break,
                '}' => depth -= 1,
                ':' => verbs.push(format!("{noun}/{}", std::mem::take(&mut word).trim_start_matches("r#"))),
                ',' | ';' => word.clear(),
                c if c.is_whitespace() => {}
                c => word.push(c),
            }
        }
    }
    verbs
}

#[test]
fn every_verb_has_its_file_and_its_test_at_the_same_path() {
    let files = files();
    let paths: BTreeSet<_> = files.iter().map(|file| file.path.as_str()).collect();
    let mut found = Vec::new();
    let mut listed = BTreeSet::new();
    for routes in files.iter().filter(|file| file.path.starts_with("api/") && file.name() == "routes.rs") {
        let room = routes.path.split('/').nth(1).unwrap_or_default();
        for verb in verbs(&parts(&routes.text).code) {
            let (code, test) = (format!("api/{room}/{verb}.rs"), format!("tests/api/{room}/{verb}.rs"));
            assert!(paths.contains(code.as_str()), "{} lists {verb}, and {code} is not there", routes.path);
            if !paths.contains(test.as_str()) {
                found.push(Breach::new(&code, format!("{test} is not there")));
            }
            listed.insert(code);
        }
    }

    assert!(!listed.is_empty());
    judge(Rule::SamePath, &found);
    let documented =
        files.iter().filter(|file| file.path.starts_with("api/") && parts(&file.text).code.contains("#[utoipa::path("));
    let unlisted: Vec<_> = documented.map(|file| &file.path).filter(|path| !listed.contains(*path)).collect();
    assert!(unlisted.is_empty(), "no routes.rs lists {unlisted:?}");
}

#[test]
fn routes_are_read_noun_by_noun() {
    let code = "access::operations! { api; order { approve: approve_purchase_order, get: get_order, } link { r#use: use_link, } }";

    assert_eq!(verbs(code), ["order/approve", "order/get", "link/use"]);
}
