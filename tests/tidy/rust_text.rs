//! Rust as text: its code without comments and strings, its strings, its functions. Enough to count, not a compiler.

/// A source taken apart; both keep the line breaks of the original.
#[derive(Debug, Default)]
pub struct Parts {
    /// Without comments, and with empty strings and character literals.
    pub code: String,
    /// Each string's inside.
    pub strings: Vec<String>,
}

/// Takes a source apart.
pub fn parts(source: &str) -> Parts {
    let mut parts = Parts::default();
    let mut rest = source;
    let mut previous = ' ';
    while let Some(first) = rest.chars().next() {
        let taken = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(marks) = raw_string(rest).filter(|_| !is_word(previous)) {
            let begin = rest.find('"').unwrap() + 1;
            let close = format!("\"{}", "#".repeat(marks));
            let end = rest[begin..].find(&close).map_or(rest.len(), |end| begin + end);
            parts.strings.push(rest[begin..end].to_owned());
            (end + close.len()).min(rest.len())
        } else if first == '"' {
            let end = closing(&rest[1..], '"').map_or(rest.len(), |end| end + 1);
            parts.strings.push(rest[1..end].to_owned());
            (end + 1).min(rest.len())
        } else if let Some(length) = character(rest).filter(|_| first == '\'') {
            length
        } else {
            parts.code.push(first);
            previous = first;
            rest = &rest[first.len_utf8()..];
            continue;
        };
        parts.code.extend(rest[..taken].chars().filter(|c| *c == '\n'));
        previous = ' ';
        rest = &rest[taken..];
    }
    parts
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

// `r"` or `br##"`: how many marks.
fn raw_string(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r'))?;
    let marks = after.chars().take_while(|c| *c == '#').count();
    after[marks..].starts_with('"').then_some(marks)
}

// Where the mark stands that is not escaped.
fn closing(rest: &str, mark: char) -> Option<usize> {
    let mut is_escaped = false;
    rest.char_indices().find_map(|(place, c)| {
        let found = c == mark && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        found.then_some(place)
    })
}

// The length of a character literal; a lifetime is none.
fn character(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix('\'')?;
    let first = inside.chars().next()?;
    if first == '\\' {
        return closing(inside, '\'').map(|end| end + 2);
    }
    inside[first.len_utf8()..].starts_with('\'').then_some(first.len_utf8() + 2)
}

/// Code without its attributes.
pub fn without_attributes(code: &str) -> String {
    let mut kept = String::new();
    let mut rest = code;
    while let Some(start) = rest.find("#[").into_iter().chain(rest.find("#![")).min() {
        kept.push_str(&rest[..start]);
        let mut depth = 0_usize;
        let end = rest[start..].char_indices().find_map(|(place, c)| {
            match c {
                '[' => depth += 1,
                ']' => depth -= 1,
                _ => {}
            }
            (c == ']' && depth == 0).then_some(start + place + 1)
        });
        rest = &rest[end.unwrap_or(rest.len())..];
    }
    kept.push_str(rest);
    kept
}

/// A function: its name, its first line, and how many lines it has.
#[derive(Debug, PartialEq, Eq)]
pub struct Function {
    pub name: String,
    pub line: usize,
    pub lines: usize,
}

/// The functions of code, those within others too.
pub fn functions(code: &str) -> Vec<Function> {
    let mut functions = Vec::new();
    let is_start = |place: usize| code[..place].chars().next_back().is_none_or(|c| !is_word(c));
    for (place, _) in code.match_indices("fn ").filter(|(place, _)| is_start(*place)) {
        let name: String = code[place + 3..].chars().take_while(|c| is_word(*c)).collect();
        // A type such as `fn (A) -> B` has no name, a declaration no body.
        let Some(length) = (!name.is_empty()).then(|| body_end(&code[place..])).flatten() else { continue };
        let line = code[..place].matches('\n').count() + 1;
        functions.push(Function { name, line, lines: code[place..place + length].matches('\n').count() + 1 });
    }
    functions
}

fn body_end(code: &str) -> Option<usize> {
    let (mut braces, mut others) = (0_usize, 0_usize);
    for (place, c) in code.char_indices() {
        match c {
            '(' | '[' => others += 1,
            ')' | ']' => others = others.saturating_sub(1),
            ';' if braces == 0 && others == 0 => return None,
            '{' => braces += 1,
            '}' if braces == 1 => return Some(place),
            '}' => braces = braces.saturating_sub(1),
            _ => {}
        }
    }
    None
}

#[test]
fn strings_and_comments_are_no_code() {
    let parts =
        parts("let a = \"b \\\" {\"; // sqlx {\nlet c = r#\"d \" }\"#; /* e\n*/ let f: &'a str = g('{', '\\'');");

    assert_eq!(parts.code, "let a = ; \nlet c = ; \n let f: &'a str = g(, );");
    assert_eq!(parts.strings, ["b \\\" {", "d \" }"]);
}

#[test]
fn an_attribute_is_no_code_either() {
    assert_eq!(without_attributes("#![a]\n#[derive(Debug, sqlx::Type)]\nstruct A([u8; 2]);"), "\n\nstruct A([u8; 2]);");
}

#[test]
fn a_function_is_counted_to_its_closing_brace() {
    let code = "pub fn a(b: [u8; 2]) -> C\nwhere\n    D: E,\n{\n    f(|| { 1 })\n}\ntrait G { fn h(&self); }\ntype I = fn (J);";

    assert_eq!(functions(code), [Function { name: "a".into(), line: 1, lines: 6 }]);
}
