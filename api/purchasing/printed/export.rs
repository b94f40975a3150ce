//! Drawing the pages and writing the file: PDF/A-2a and PDF/UA-1, checked while writing.

use krilla::color::rgb;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder, ValidationError};
use krilla::destination::XyzDestination;
use krilla::error::KrillaError;
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::image::Image;
use krilla::metadata::{DateTime, Metadata, TextDirection};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag};
use krilla::{Document, SerializeSettings};

use super::font::Faces;
use super::layout::LaidOut;
use super::sheet::{Belongs, Ink, Mark, Placed};
use super::structure::Structure;
use super::text::{Line, present};
use super::{LOGO_BYTES_MAX, LOGO_PIXELS_MAX, Logo, PrintedOrder, RenderError, Rendered};

/// Whether the page contents are packed; tests read them plain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Streams {
    Compressed,
    #[cfg(test)]
    Plain,
}

/// Reads the head of the logo and refuses what is too large before anything is unpacked.
pub(super) fn read_logo(logo: &Logo) -> Result<Image, RenderError> {
    let bytes = match logo {
        Logo::Png(bytes) | Logo::Jpeg(bytes) => bytes,
    };
    if bytes.len() > LOGO_BYTES_MAX {
        return Err(RenderError::Logo(format!("it has more than {LOGO_BYTES_MAX} bytes")));
    }
    let image = match logo {
        Logo::Png(_) => Image::from_png(bytes.clone().into(), false),
        Logo::Jpeg(_) => Image::from_jpeg(bytes.clone().into(), false),
    };
    let image = image.map_err(RenderError::Logo)?;
    let (width, height) = image.size();
    if u64::from(width) * u64::from(height) > LOGO_PIXELS_MAX || width == 0 || height == 0 {
        return Err(RenderError::Logo(format!("{width} by {height} pixels is not a size that is printed")));
    }
    Ok(image)
}

/// Draws everything and closes the file.
pub(super) fn write(
    order: &PrintedOrder,
    faces: &Faces,
    laid_out: LaidOut,
    logo: Option<&Image>,
    streams: Streams,
) -> Result<Rendered, RenderError> {
    let LaidOut { sheets, mut structure } = laid_out;
    let mut document = Document::new_with(settings(streams)?);
    let (width, height) = order.paper.size();
    let mut missing_glyphs = 0;
    for sheet in &sheets {
        let page_settings =
            PageSettings::from_wh(width, height).ok_or_else(|| RenderError::Export("a page has no size".into()))?;
        let mut page = document.start_page_with(page_settings);
        let mut surface = page.surface();
        for placed in &sheet.placed {
            let canvas = Canvas { faces, logo, size: (width, height) };
            missing_glyphs += canvas.draw(&mut surface, placed, &mut structure);
        }
        surface.finish();
        page.finish();
    }
    document.set_metadata(metadata(order));
    document.set_outline(outline(order));
    document.set_tag_tree(structure.into_tree(order.language()));
    let bytes = document.finish().map_err(refused)?;
    Ok(Rendered { bytes, pages: sheets.len(), missing_glyphs })
}

fn settings(streams: Streams) -> Result<SerializeSettings, RenderError> {
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| RenderError::Export(format!("{error:?}")))?;
    let compress_content_streams = streams == Streams::Compressed;
    Ok(SerializeSettings {
        configuration,
        compress_content_streams,
        enable_tagging: true,
        ..SerializeSettings::default()
    })
}

fn metadata(order: &PrintedOrder) -> Metadata {
    let at = order.metadata.created_at;
    let created = DateTime::new(at.year)
        .month(at.month)
        .day(at.day)
        .hour(at.hour)
        .minute(at.minute)
        .second(at.second)
        .utc_offset_hour(0)
        .utc_offset_minute(0);
    let metadata = Metadata::new()
        .title(title(order))
        .language(order.language().to_owned())
        .creator("Countersign".into())
        .producer("Countersign".into())
        .text_direction(TextDirection::LeftToRight)
        .creation_date(created);
    match &order.metadata.author {
        Some(author) => metadata.authors(vec![author.clone()]),
        None => metadata,
    }
}

/// The title of the file; PDF/UA wants one.
fn title(order: &PrintedOrder) -> String {
    present(Some(&order.metadata.title)).unwrap_or(order.heading()).to_owned()
}

fn outline(order: &PrintedOrder) -> Outline {
    let mut outline = Outline::new();
    outline.push_child(OutlineNode::new(title(order), XyzDestination::new(0, Point::from_xy(0.0, 0.0))));
    outline
}

/// A logo that cannot be embedded is the uploader's to mend, all else is ours.
fn refused(error: KrillaError) -> RenderError {
    match error {
        KrillaError::Image(_, _, reason) => RenderError::Logo(reason),
        KrillaError::SixteenBitImage(..) => RenderError::Logo("it has sixteen bits a channel".into()),
        KrillaError::Validation(findings) => {
            let is_cmyk = |finding: &ValidationError| matches!(finding, ValidationError::MissingCMYKProfile);
            if findings.iter().any(|(finding, _)| is_cmyk(finding)) {
                RenderError::Logo("it is in CMYK; RGB or grey is needed".into())
            } else {
                RenderError::Export(format!("{findings:?}"))
            }
        }
        other => RenderError::Export(other.to_string()),
    }
}

/// What a page is drawn with.
struct Canvas<'a> {
    faces: &'a Faces,
    logo: Option<&'a Image>,
    size: (f32, f32),
}

impl Canvas<'_> {
    /// Draws one mark under its tag; says how many boxes it holds.
    fn draw(&self, surface: &mut Surface<'_>, placed: &Placed, structure: &mut Structure) -> usize {
        let tag = match (placed.belongs, &placed.mark) {
            (Belongs::To(_), Mark::Text { .. } | Mark::Diagonal { .. }) => ContentTag::Span(SpanTag::empty()),
            (Belongs::To(_), Mark::Rule { .. } | Mark::Logo { .. }) => ContentTag::Other,
            (Belongs::PageHead, _) => artifact(ArtifactType::Header),
            (Belongs::PageFoot, _) => artifact(ArtifactType::Footer),
            (Belongs::Watermark, _) => artifact(ArtifactType::Watermark),
            (Belongs::Ornament, _) => artifact(ArtifactType::Layout),
        };
        let identifier = surface.start_tagged(tag);
        let missing = self.paint(surface, &placed.mark);
        surface.end_tagged();
        if let Belongs::To(node) = placed.belongs {
            structure.drawn(node, identifier);
        }
        missing
    }

    fn paint(&self, surface: &mut Surface<'_>, mark: &Mark) -> usize {
        match mark {
            Mark::Text { x, y, line } => self.write(surface, (*x, *y), line),
            Mark::Rule { x, y, width, thickness, ink } => {
                let mut path = PathBuilder::new();
                if let Some(rect) = Rect::from_xywh(*x, *y, *width, *thickness) {
                    path.push_rect(rect);
                }
                surface.set_fill(Some(fill(*ink)));
                if let Some(path) = path.finish() {
                    surface.draw_path(&path);
                }
                0
            }
            Mark::Logo { x, y, width, height } => {
                if let (Some(image), Some(size)) = (self.logo, Size::from_wh(*width, *height)) {
                    surface.push_transform(&Transform::from_translate(*x, *y));
                    surface.draw_image(image.clone(), size);
                    surface.pop();
                }
                0
            }
            Mark::Diagonal { line } => {
                let (width, height) = (self.size.0 / 2.0, self.size.1 / 2.0);
                surface.push_transform(&Transform::from_translate(width, height));
                surface.push_transform(&Transform::from_rotate(-height.atan2(width).to_degrees()));
                let missing = self.write(surface, (-line.width() / 2.0, line.pen.size * 0.36), line);
                surface.pop();
                surface.pop();
                missing
            }
        }
    }

    fn write(&self, surface: &mut Surface<'_>, (x, y): (f32, f32), line: &Line) -> usize {
        let shaped = &line.shaped;
        if !shaped.glyphs.is_empty() {
            surface.set_fill(Some(fill(line.pen.ink)));
            let font = self.faces.of(line.pen.weight).embedded.clone();
            surface.draw_glyphs(Point::from_xy(x, y), &shaped.glyphs, font, &shaped.text, line.pen.size, false);
        }
        shaped.missing
    }
}

fn artifact(kind: ArtifactType) -> ContentTag<'static> {
    ContentTag::Artifact(Artifact::with_kind(kind))
}

fn fill(ink: Ink) -> Fill {
    let (red, green, blue) = ink.rgb();
    Fill { paint: rgb::Color::new(red, green, blue).into(), ..Fill::default() }
}
