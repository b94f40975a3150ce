//! The vendored faces, and turning words into glyphs.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::ttf_parser::Tag;
use rustybuzz::{Direction, Feature, Script, ShapePlan, UnicodeBuffer};

use super::RenderError;

const REGULAR: &[u8] = include_bytes!("fonts/Inter-Regular.otf");
const MEDIUM: &[u8] = include_bytes!("fonts/Inter-Medium.otf");
const SEMIBOLD: &[u8] = include_bytes!("fonts/Inter-SemiBold.otf");
/// What stands in for a character that the face lacks.
const REPLACEMENT_BOX: char = '\u{25A1}';

/// How heavy the strokes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Medium,
    SemiBold,
}

/// Whether all figures are of one width, as columns of numbers want them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Figures {
    Proportional,
    Tabular,
}

/// The three weights that are used.
pub(super) struct Faces {
    regular: Face,
    medium: Face,
    semibold: Face,
}

/// One weight, once for measuring and once for embedding.
pub(super) struct Face {
    shaper: rustybuzz::Face<'static>,
    pub(super) embedded: Font,
    units_per_em: f32,
    replacement: (u32, f32),
    /// Finding out which of the face's rules apply costs more than applying them.
    plans: RefCell<Vec<(Script, Figures, Rc<ShapePlan>)>>,
}

/// Words as glyphs; widths are in parts of the size.
#[derive(Debug, Clone, Default)]
pub(super) struct Shaped {
    pub(super) text: String,
    pub(super) glyphs: Vec<KrillaGlyph>,
    pub(super) width: f32,
    pub(super) missing: usize,
}

impl Faces {
    pub(super) fn vendored() -> Result<Self, RenderError> {
        Ok(Self { regular: Face::read(REGULAR)?, medium: Face::read(MEDIUM)?, semibold: Face::read(SEMIBOLD)? })
    }

    pub(super) fn of(&self, weight: Weight) -> &Face {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Medium => &self.medium,
            Weight::SemiBold => &self.semibold,
        }
    }
}

impl Face {
    fn read(bytes: &'static [u8]) -> Result<Self, RenderError> {
        let unreadable = || RenderError::Export("a vendored font cannot be read".into());
        let shaper = rustybuzz::Face::from_slice(bytes, 0).ok_or_else(unreadable)?;
        let embedded = Font::new(bytes.into(), 0).ok_or_else(unreadable)?;
        let units_per_em = embedded.units_per_em();
        let glyph = shaper.glyph_index(REPLACEMENT_BOX).ok_or_else(unreadable)?;
        let advance = f32::from(shaper.glyph_hor_advance(glyph).unwrap_or_default()) / units_per_em;
        Ok(Self {
            shaper,
            embedded,
            units_per_em,
            replacement: (u32::from(glyph.0), advance),
            plans: RefCell::default(),
        })
    }

    /// Shapes one line of one direction; a character without a glyph becomes a box and is counted.
    pub(super) fn shape(&self, text: &str, figures: Figures) -> Shaped {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        buffer.set_direction(Direction::LeftToRight);
        let plan = self.plan(buffer.script(), figures);
        let output = rustybuzz::shape_with_plan(&self.shaper, &plan, buffer);
        let mut shaped = Shaped { text: text.to_owned(), ..Shaped::default() };
        let starts: Vec<usize> =
            output.glyph_infos().iter().map(|info| usize::try_from(info.cluster).unwrap_or_default()).collect();
        for (index, (info, position)) in output.glyph_infos().iter().zip(output.glyph_positions()).enumerate() {
            let range = cluster(&starts, index, text.len());
            let missing =
                info.glyph_id == 0 || text.get(range.clone()).is_some_and(|part| part.starts_with('\u{FFFD}'));
            let (glyph, advance) =
                if missing { self.replacement } else { (info.glyph_id, self.em(position.x_advance)) };
            shaped.missing += usize::from(missing);
            shaped.width += advance;
            let (x, y) = (self.em(position.x_offset), self.em(position.y_offset));
            shaped.glyphs.push(KrillaGlyph::new(GlyphId::new(glyph), advance, x, y, 0.0, range, None));
        }
        shaped
    }

    fn plan(&self, script: Script, figures: Figures) -> Rc<ShapePlan> {
        let mut plans = self.plans.borrow_mut();
        if let Some((.., plan)) = plans.iter().find(|(known, kind, _)| *known == script && *kind == figures) {
            return Rc::clone(plan);
        }
        // Contextual alternates would print "2x4" as a multiplication and "->" as an arrow: a code is printed as it is.
        let mut features = vec![Feature::new(Tag::from_bytes(b"calt"), 0, ..)];
        if figures == Figures::Tabular {
            features.push(Feature::new(Tag::from_bytes(b"tnum"), 1, ..));
        }
        let plan = Rc::new(ShapePlan::new(&self.shaper, Direction::LeftToRight, Some(script), None, &features));
        plans.push((script, figures, Rc::clone(&plan)));
        plan
    }

    fn em(&self, units: i32) -> f32 {
        f32::from(i16::try_from(units).unwrap_or(i16::MAX)) / self.units_per_em
    }
}

/// The bytes of the text that a glyph stands for: up to where the next cluster begins.
fn cluster(starts: &[usize], index: usize, text_length: usize) -> Range<usize> {
    let start = starts.get(index).copied().unwrap_or_default();
    let end = starts.iter().skip(index).copied().find(|next| *next > start).unwrap_or(text_length);
    start..end
}
