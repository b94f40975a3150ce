//! If a thing has no name, it has no meaning yet.
use crate::{
    allowed::Rule,
    judge::{Breach, judge},
    tree::files,
};

const NO_NAMES: [&str; 11] =
    ["utils", "util", "utilities", "helpers", "helper", "common", "manager", "service", "services", "base", "misc"];

fn nameless(path: &str) -> Option<&'static str> {
    let mut words = path.split(['/', '.', '-', '_']);
    words.find_map(|word| NO_NAMES.iter().find(|name| word.eq_ignore_ascii_case(name))).copied()
}

#[test]
fn no_file_and_no_folder_is_called_nothing() {
    let found: Vec<_> =
        files().iter().filter_map(|file| nameless(&file.path).map(|name| Breach::new(&file.path, name))).collect();

    judge(Rule::FileName, &found);
}

#[test]
fn a_nameless_word_is_seen_wherever_it_stands() {
    assert_eq!(nameless("web/src/ui/string-utils.ts"), Some("utils"));
    assert_eq!(nameless("api/common/order.rs"), Some("common"));
    assert_eq!(nameless("api/server/embedded_postgres.rs"), None);
}
