//! A decision is short, and says when to look at it again.
use crate::tree::files;

const LINES_MAX: usize = 40;
const HEADINGS: [&str; 4] = ["Context", "Decision", "Consequences", "Revisit when"];

// A heading of its own, or in bold at the head of its part.
fn place_of(text: &str, heading: &str) -> Option<usize> {
    ["\n## ", "\n**"].iter().find_map(|mark| text.find(&format!("{mark}{heading}")))
}

#[test]
fn every_decision_has_four_parts_on_one_page() {
    let files = files();
    let decisions: Vec<_> = files.iter().filter(|file| file.path.starts_with("docs/decisions/")).collect();
    assert!(decisions.len() >= 5);

    for (place, file) in decisions.iter().enumerate() {
        let number = place + 1;
        assert!(file.name().starts_with(&format!("{number:04}-")), "{} should be number {number}", file.path);
        assert!(file.text.starts_with(&format!("# {number}. ")), "{} begins with its number and name", file.path);
        let lines = file.text.lines().count();
        assert!(lines <= LINES_MAX, "{} has {lines} lines", file.path);
        let places: Vec<_> = HEADINGS.iter().map(|heading| place_of(&file.text, heading)).collect();
        assert!(places.iter().all(Option::is_some), "{} lacks one of {HEADINGS:?}", file.path);
        assert!(places.is_sorted(), "{} has its parts in another order", file.path);
    }
}
