//! The printed order: what a supplier is sent, as a PDF.
//!
//! The caller hands over words that are already formatted (dates, amounts, numbers), and gets bytes. Nothing here asks a
//! clock, a database or a locale, so that two renderings of one input by one build are equal byte for byte. The file is a
//! tagged PDF/A-2a that also meets PDF/UA-1; the exporter refuses to write one that does not (`docs/decisions/0007`).

mod export;
mod flow;
mod font;
mod label;
mod layout;
mod parties;
#[cfg(test)]
mod sample;
mod sheet;
mod structure;
mod table;
#[cfg(test)]
mod tests;
mod text;

pub use label::Labels;

/// The longest order that is printed; beyond it a supplier is better served by a file.
pub const PAGES_MAX: usize = 400;
/// The largest logo in bytes.
pub const LOGO_BYTES_MAX: usize = 4 * 1024 * 1024;
/// The largest logo in pixels, so that a small file cannot unfold into gigabytes.
pub const LOGO_PIXELS_MAX: u64 = 16_000_000;

/// Everything that stands on a printed order; an absent or blank part leaves no gap.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PrintedOrder {
    pub metadata: Metadata,
    pub paper: Paper,
    pub labels: Labels,
    /// The large word at the top, "Purchase order".
    pub kind_title: String,
    pub number: Option<String>,
    pub external_number: Option<String>,
    pub revision: Option<String>,
    pub issued_on: Option<String>,
    pub need_by: Option<String>,
    pub currency: Option<String>,
    /// Stands across every page and beside the title, for as long as the order is not approved.
    pub watermark: Option<String>,
    pub buyer: Party,
    pub logo: Option<Logo>,
    pub supplier: Party,
    pub deliver_to: Vec<String>,
    pub requested_by: Option<String>,
    pub department: Option<String>,
    pub payment_terms: Option<String>,
    pub delivery_terms: Option<String>,
    pub lines: Vec<PrintedLine>,
    pub totals: Vec<Total>,
    pub notes: Option<String>,
    /// One entry a paragraph.
    pub terms: Vec<String>,
    pub footer: Option<String>,
}

/// What the file says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metadata {
    pub title: String,
    /// A BCP 47 tag such as `en` or `el`.
    pub language: String,
    pub author: Option<String>,
    pub created_at: Moment,
}

/// A point in time in UTC; the caller's, never the wall clock's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    pub year: u16,
    pub month: u8,
    pub day: u8,
    pub hour: u8,
    pub minute: u8,
    pub second: u8,
}

/// The sheet it is laid out for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Paper {
    #[default]
    A4,
    Letter,
}

/// An organisation with its address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Party {
    pub name: String,
    pub address_lines: Vec<String>,
    pub tax_number: Option<String>,
    /// A person, a telephone number, an address; a line break starts a new line.
    pub contact: Option<String>,
}

/// The buyer's logo, as it was uploaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Logo {
    Png(Vec<u8>),
    Jpeg(Vec<u8>),
}

/// One line of the order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PrintedLine {
    pub position: String,
    pub description: String,
    pub supplier_reference: Option<String>,
    pub need_by: Option<String>,
    pub quantity: String,
    pub unit: String,
    pub unit_price: String,
    /// "per 100", when the price is not for one.
    pub price_base: Option<String>,
    pub tax: Option<String>,
    /// "Discount 10 %, Volume: -4.25": one each.
    pub adjustments: Vec<String>,
    pub net: String,
}

/// One row under the lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    pub label: String,
    pub amount: String,
    pub emphasis: Emphasis,
}

/// How loudly a total speaks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Emphasis {
    #[default]
    Plain,
    Strong,
}

/// A finished file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    pub bytes: Vec<u8>,
    pub pages: usize,
    /// Characters that no font of ours has and that were drawn as a box; copying them out still gives the character.
    pub missing_glyphs: usize,
}

/// Why an order cannot be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RenderError {
    /// The logo cannot be read or is too large: the person who uploaded it can mend it.
    Logo(String),
    /// More than [`PAGES_MAX`] pages.
    TooLong,
    /// A fault of ours.
    Export(String),
}

impl std::fmt::Display for RenderError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Logo(reason) => write!(formatter, "the logo cannot be printed: {reason}"),
            Self::TooLong => write!(formatter, "the order needs more than {PAGES_MAX} pages"),
            Self::Export(reason) => write!(formatter, "the order could not be written as a PDF: {reason}"),
        }
    }
}

impl std::error::Error for RenderError {}

impl Default for Metadata {
    fn default() -> Self {
        Self { title: String::new(), language: "en".into(), author: None, created_at: Moment::default() }
    }
}

impl Default for Moment {
    fn default() -> Self {
        Self { year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0 }
    }
}

impl PrintedOrder {
    /// What the document is called; a blank title is no reason not to print, and a tagged file needs one.
    fn heading(&self) -> &str {
        [&self.kind_title, &self.metadata.title]
            .into_iter()
            .map(|text| text.trim())
            .find(|text| !text.is_empty())
            .unwrap_or("Purchase order")
    }

    /// The language of the file, English when it is blank.
    fn language(&self) -> &str {
        Some(self.metadata.language.trim()).filter(|language| !language.is_empty()).unwrap_or("en")
    }
}

/// Lays the order out and writes it as a PDF.
pub fn render(document: &PrintedOrder) -> Result<Rendered, RenderError> {
    let faces = font::Faces::vendored()?;
    let logo = document.logo.as_ref().map(export::read_logo).transpose()?;
    let laid_out = layout::lay_out(document, &faces, logo.as_ref().map(krilla::image::Image::size))?;
    export::write(document, &faces, laid_out, logo.as_ref(), export::Streams::Compressed)
}
