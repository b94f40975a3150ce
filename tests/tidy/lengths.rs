//! If you scroll, you have two things in one.
use crate::{
    allowed::Rule,
    judge::{Breach, judge},
    rust_text::{functions, parts},
    tree::files,
};

const FILE_LINES_MAX: usize = 399;
const FUNCTION_LINES_MAX: usize = 69;

#[test]
fn every_file_ends_before_400_lines() {
    let long =
        files().into_iter().filter(|file| file.has_ending(&["rs", "ts", "tsx", "mjs", "sql"]) && !file.is_generated());

    let found: Vec<_> = long
        .map(|file| (file.text.lines().count(), file))
        .filter(|(lines, _)| *lines > FILE_LINES_MAX)
        .map(|(lines, file)| Breach::new(&file.path, format!("{lines} lines")))
        .collect();

    judge(Rule::FileLength, &found);
}

#[test]
fn every_function_ends_before_70_lines() {
    let mut count = 0;
    let mut found = Vec::new();
    for file in files().iter().filter(|file| file.has_ending(&["rs"])) {
        for function in functions(&parts(&file.text).code) {
            count += 1;
            if function.lines > FUNCTION_LINES_MAX {
                let what = format!("{} in line {} has {} lines", function.name, function.line, function.lines);
                found.push(Breach::new(&file.path, what));
            }
        }
    }

    assert!(count > 500, "only {count} functions were seen");
    judge(Rule::FunctionLength, &found);
}
