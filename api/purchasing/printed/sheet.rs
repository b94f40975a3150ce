//! A page as a list of marks, and the measures that all pages share.

use super::Paper;
use super::structure::NodeId;
use super::text::Line;

pub(super) const MARGIN_SIDE: f32 = 50.0;
pub(super) const MARGIN_TOP: f32 = 48.0;
pub(super) const MARGIN_BOTTOM: f32 = 36.0;

/// The colours, named by what they are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    /// Words that matter.
    Text,
    /// Words that explain.
    Muted,
    /// The house's pine green.
    Pine,
    /// What must not be overlooked.
    Warning,
    /// Thin lines between rows.
    Hairline,
    /// The word across an order that is not approved.
    Watermark,
}

impl Ink {
    pub(super) fn rgb(self) -> (u8, u8, u8) {
        match self {
            Self::Text => (24, 33, 30),
            Self::Muted => (92, 105, 100),
            Self::Pine => (17, 84, 68),
            Self::Warning => (160, 52, 40),
            Self::Hairline => (214, 221, 218),
            Self::Watermark => (249, 234, 231),
        }
    }
}

/// Whether a mark belongs to the order or to the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Belongs {
    To(NodeId),
    PageHead,
    PageFoot,
    Ornament,
    Watermark,
}

/// Something that is drawn; `y` is the baseline of text and the upper edge of all else.
#[derive(Debug, Clone)]
pub(super) enum Mark {
    Text {
        x: f32,
        y: f32,
        line: Line,
    },
    Rule {
        x: f32,
        y: f32,
        width: f32,
        thickness: f32,
        ink: Ink,
    },
    Logo {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
    },
    /// Text along the rising diagonal, centred on the page.
    Diagonal {
        line: Line,
    },
}

/// A mark with what it belongs to.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub(super) mark: Mark,
    pub(super) belongs: Belongs,
}

/// One page.
#[derive(Debug, Clone, Default)]
pub(super) struct Sheet {
    pub(super) placed: Vec<Placed>,
}

impl Paper {
    /// Width and height in points.
    pub(super) fn size(self) -> (f32, f32) {
        match self {
            Self::A4 => (595.28, 841.89),
            Self::Letter => (612.0, 792.0),
        }
    }

    /// The width between the side margins.
    pub(super) fn measure(self) -> f32 {
        self.size().0 - 2.0 * MARGIN_SIDE
    }

    /// Where the right margin begins.
    pub(super) fn right(self) -> f32 {
        self.size().0 - MARGIN_SIDE
    }
}
