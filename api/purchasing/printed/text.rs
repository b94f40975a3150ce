//! Cleaning, measuring and breaking text.

use super::font::{Faces, Figures, Shaped, Weight};
use super::sheet::Ink;

/// Below this a number is no longer read but guessed; it is broken instead.
const NUMBER_SIZE_MIN: f32 = 5.0;

/// How a piece of text is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pen {
    pub(super) weight: Weight,
    pub(super) size: f32,
    pub(super) ink: Ink,
    pub(super) figures: Figures,
}

/// One line, ready to be drawn.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) shaped: Shaped,
    pub(super) pen: Pen,
}

impl Pen {
    pub(super) const fn new(weight: Weight, size: f32, ink: Ink) -> Self {
        Self { weight, size, ink, figures: Figures::Proportional }
    }

    pub(super) const fn tabular(self) -> Self {
        Self { figures: Figures::Tabular, ..self }
    }

    /// The whole text as one line, whatever its length.
    pub(super) fn line(self, faces: &Faces, text: &str) -> Line {
        let cleaned = clean(text).replace('\n', " ");
        Line { shaped: faces.of(self.weight).shape(cleaned.trim(), self.figures), pen: self }
    }

    /// One line, written smaller where it is too wide, since a number that is cut in two is misread.
    pub(super) fn fit(self, faces: &Faces, text: &str, width: f32) -> Vec<Line> {
        let natural = self.line(faces, text).width();
        let size = if natural > width { (self.size * width / natural * 0.995).max(NUMBER_SIZE_MIN) } else { self.size };
        Self { size, ..self }.wrap(faces, text, width)
    }

    /// The text as lines that are no wider than asked; its own line breaks are kept, blank lines at both ends are not.
    pub(super) fn wrap(self, faces: &Faces, text: &str, width: f32) -> Vec<Line> {
        let face = faces.of(self.weight);
        let room = width / self.size;
        let measure = |piece: &str| face.shape(piece, self.figures).width;
        clean(text)
            .trim()
            .lines()
            .flat_map(|paragraph| break_paragraph(paragraph.trim(), room, &measure))
            .map(|line| Line { shaped: face.shape(&line, self.figures), pen: self })
            .collect()
    }
}

impl Line {
    /// The width without the space that separates it from the next line.
    pub(super) fn width(&self) -> f32 {
        let trailing = self.shaped.text.len() - self.shaped.text.trim_end_matches(' ').len();
        let spaces: f32 = self.shaped.glyphs.iter().rev().take(trailing).map(|glyph| glyph.x_advance).sum();
        (self.shaped.width - spaces) * self.pen.size
    }
}

/// A part that is there and not blank.
pub(super) fn present(part: Option<&String>) -> Option<&str> {
    part.map(|text| text.trim()).filter(|text| !text.is_empty())
}

/// Leaves only what can be drawn: invisible and direction-changing characters go, private and non-characters become U+FFFD.
fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\u{2028}' | '\u{2029}' | '\u{0B}' | '\u{0C}' | '\u{85}' => cleaned.push('\n'),
            '\t' => cleaned.push(' '),
            // Two letters in one that no font is expected to have any more.
            '\u{149}' => cleaned.push_str("\u{2BC}n"),
            '\u{1C4}' => cleaned.push_str("D\u{17D}"),
            '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{180E}'
            | '\u{FEFF}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{E0000}'..='\u{E0FFF}'
            | '\u{FFF0}'..='\u{FFFB}' => {}
            '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' | '\u{FDD0}'..='\u{FDEF}' => cleaned.push('\u{FFFD}'),
            other if other.is_control() => {}
            other if u32::from(other) & 0xFFFE == 0xFFFE => cleaned.push('\u{FFFD}'),
            other => cleaned.push(other),
        }
    }
    cleaned
}

/// Fills lines greedily; a word that is wider than a line is broken between letters.
fn break_paragraph(paragraph: &str, room: f32, measure: &impl Fn(&str) -> f32) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut line_width = 0.0;
    for word in words(paragraph) {
        let (bare, whole) = (measure(word.trim_end_matches(' ')), measure(word));
        if !line.is_empty() && line_width + bare > room {
            lines.push(std::mem::take(&mut line));
            line_width = 0.0;
        }
        if bare <= room {
            line.push_str(word);
            line_width += whole;
            continue;
        }
        for letter in letters(word) {
            let letter_width = measure(letter);
            if !line.is_empty() && letter != " " && line_width + letter_width > room {
                lines.push(std::mem::take(&mut line));
                line_width = 0.0;
            }
            line.push_str(letter);
            line_width += letter_width;
        }
    }
    lines.push(line);
    lines
}

/// Words with the spaces that follow them; a hyphen or slash between two letters also ends one, but not in an address.
fn words(paragraph: &str) -> Vec<&str> {
    let spaced = split_where(paragraph, |[_, previous], character| previous == ' ' && character != ' ');
    let is_address = |word: &str| word.contains('@') || word.contains("//") || word.starts_with("www.");
    let after_hyphen = |[earlier, previous]: [char; 2], character: char| {
        matches!(previous, '-' | '\u{2013}' | '/') && earlier.is_alphabetic() && character.is_alphabetic()
    };
    spaced
        .into_iter()
        .flat_map(|word| if is_address(word) { vec![word] } else { split_where(word, after_hyphen) })
        .collect()
}

/// Cuts before each character that the rule names, which also sees the two before it.
fn split_where(text: &str, cuts: impl Fn([char; 2], char) -> bool) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before = [' ', ' '];
    for (index, character) in text.char_indices() {
        if index > start && cuts(before, character) {
            pieces.extend(text.get(start..index));
            start = index;
        }
        let [_, previous] = before;
        before = [previous, character];
    }
    pieces.extend(text.get(start..));
    pieces
}

/// Letters with the marks that sit on them.
fn letters(word: &str) -> Vec<&str> {
    let is_mark = |character| matches!(character, '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}');
    let mut letters = Vec::new();
    let mut start = 0;
    for (index, character) in word.char_indices() {
        if index > start && !is_mark(character) {
            letters.extend(word.get(start..index));
            start = index;
        }
    }
    letters.extend(word.get(start..));
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every letter is one wide.
    fn monospaced(piece: &str) -> f32 {
        piece.chars().map(|_| 1.0).sum()
    }

    #[test]
    fn words_fill_lines_and_keep_their_spaces() {
        let lines = break_paragraph("the quick brown fox", 9.0, &monospaced);

        assert_eq!(lines, ["the quick ", "brown fox"]);
    }

    #[test]
    fn an_overlong_word_breaks_between_letters() {
        let lines = break_paragraph("to Donaudampfschiff", 6.0, &monospaced);

        assert_eq!(lines, ["to ", "Donaud", "ampfsc", "hiff"]);
    }

    #[test]
    fn a_mark_stays_on_its_letter() {
        assert_eq!(letters("e\u{301}o"), ["e\u{301}", "o"]);
    }

    #[test]
    fn a_hyphen_between_letters_may_end_a_line_but_a_number_may_not_be_cut() {
        assert_eq!(words("heavy-duty 3/4 -5"), ["heavy-", "duty ", "3/4 ", "-5"]);
    }

    #[test]
    fn an_address_is_not_cut_at_its_hyphen() {
        assert_eq!(words("ask a@harbour-house.example"), ["ask ", "a@harbour-house.example"]);
    }

    #[test]
    fn invisible_and_direction_changing_characters_are_not_printed() {
        assert_eq!(clean("a\u{202E}b\u{200B}\u{0}c\r\nd\te\u{E001}\u{FEFF}"), "abc\nd e\u{FFFD}");
    }
}
