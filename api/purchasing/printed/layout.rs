//! The order of things on the page: title, parties, facts, lines, totals, notes, terms; head and foot around them.

use super::flow::{Align, Band, Breaks, Cell, Flow};
use super::font::{Faces, Weight};
use super::sheet::{Belongs, Ink, MARGIN_BOTTOM, MARGIN_SIDE, Mark, Placed, Sheet};
use super::structure::{Role, Structure};
use super::text::{Line, Pen, present};
use super::{PrintedOrder, RenderError, parties, table};

pub(super) const LABEL: Pen = Pen::new(Weight::Medium, 7.5, Ink::Muted);
pub(super) const BODY: Pen = Pen::new(Weight::Regular, 9.0, Ink::Text);
pub(super) const STRONG: Pen = Pen::new(Weight::SemiBold, 9.5, Ink::Text);
const SMALL: Pen = Pen::new(Weight::Regular, 7.5, Ink::Muted);
const TERMS: Pen = Pen::new(Weight::Regular, 8.0, Ink::Muted);
const HEADING: Pen = Pen::new(Weight::SemiBold, 9.5, Ink::Pine);
/// How many lines of the footer are printed; the last one ends in an ellipsis when there are more.
const FOOTER_LINES_MAX: usize = 4;
const SMALL_LEADING: f32 = 10.5;

/// Pages without their meaning lost.
pub(super) struct LaidOut {
    pub(super) sheets: Vec<Sheet>,
    pub(super) structure: Structure,
}

/// Lays the whole order out.
pub(super) fn lay_out(
    order: &PrintedOrder,
    faces: &Faces,
    logo_pixels: Option<(u32, u32)>,
) -> Result<LaidOut, RenderError> {
    let foot = foot_lines(order, faces);
    let foot_height = MARGIN_BOTTOM + 14.0 + std::iter::repeat_n(SMALL_LEADING, foot.len().max(1)).sum::<f32>();
    let mut flow = Flow::new(order.paper, Structure::default(), running_head(order, faces), foot_height);

    parties::title(&mut flow, order, faces, logo_pixels);
    parties::parties(&mut flow, order, faces)?;
    parties::facts(&mut flow, order, faces)?;
    table::lines_and_totals(&mut flow, order, faces)?;
    paragraphs(&mut flow, faces, &order.labels.notes, order.notes.as_slice(), BODY, 13.0)?;
    paragraphs(&mut flow, faces, &order.labels.terms, &order.terms, TERMS, 11.5)?;

    let (mut sheets, structure) = flow.finish();
    feet(order, faces, &foot, &mut sheets);
    watermark(order, faces, &mut sheets);
    Ok(LaidOut { sheets, structure })
}

/// A heading with its paragraphs; nothing when all are blank.
fn paragraphs(
    flow: &mut Flow,
    faces: &Faces,
    heading: &str,
    texts: &[String],
    pen: Pen,
    leading: f32,
) -> Result<(), RenderError> {
    let width = (flow.paper.measure()).min(440.0);
    let texts: Vec<&str> = texts.iter().filter_map(|text| present(Some(text))).collect();
    if texts.is_empty() {
        return Ok(());
    }
    let section = flow.structure.add(Role::Section);
    flow.gap(22.0);
    if !heading.trim().is_empty() {
        let title = flow.structure.add_under(section, Role::Heading(heading.trim().to_owned()));
        let lines = HEADING.wrap(faces, heading, width);
        flow.place(&single(lines, Belongs::To(title), 13.0, 4.0), 2.0 * leading)?;
    }
    for text in texts {
        let node = flow.structure.add_under(section, Role::Paragraph);
        let mut band = single(pen.wrap(faces, text, width), Belongs::To(node), leading, 5.0);
        band.breaks = Breaks::Anywhere;
        flow.place(&band, 0.0)?;
    }
    Ok(())
}

/// A band of one cell across the page.
fn single(lines: Vec<Line>, belongs: Belongs, leading: f32, below: f32) -> Band {
    let cell = Cell { x: MARGIN_SIDE, width: 0.0, align: Align::Left, lines, belongs };
    Band { cells: vec![cell], leading, above: 0.0, below, rule: None, breaks: Breaks::Seldom }
}

/// Title and number as one, for the running head and the foot.
fn name(order: &PrintedOrder) -> String {
    match present(order.number.as_ref()) {
        Some(number) => format!("{} {number}", order.heading()),
        None => order.heading().to_owned(),
    }
}

/// Who and what, at the top of the second page and all that follow.
fn running_head(order: &PrintedOrder, faces: &Faces) -> Band {
    let half = order.paper.measure() / 2.0 - 8.0;
    let first_line = |pen: Pen, text: &str| pen.wrap(faces, text, half).into_iter().take(1).collect();
    let left = Cell {
        x: MARGIN_SIDE,
        width: half,
        align: Align::Left,
        lines: first_line(SMALL, &order.buyer.name),
        belongs: Belongs::PageHead,
    };
    let right = Cell {
        x: order.paper.right() - half,
        width: half,
        align: Align::Right,
        lines: first_line(Pen::new(Weight::Medium, 7.5, Ink::Pine), &name(order)),
        belongs: Belongs::PageHead,
    };
    Band {
        cells: vec![left, right],
        leading: SMALL_LEADING,
        above: 0.0,
        below: 14.0,
        rule: None,
        breaks: Breaks::Seldom,
    }
}

fn foot_lines(order: &PrintedOrder, faces: &Faces) -> Vec<Line> {
    let width = order.paper.measure() - 120.0;
    let Some(text) = present(order.footer.as_ref()) else { return Vec::new() };
    let mut lines = SMALL.wrap(faces, text, width);
    if lines.len() > FOOTER_LINES_MAX {
        lines.truncate(FOOTER_LINES_MAX);
        if let Some(last) = lines.pop() {
            lines.push(SMALL.line(faces, &format!("{}\u{2026}", last.shaped.text.trim_end())));
        }
    }
    lines
}

/// The foot of every page, now that their number is known.
fn feet(order: &PrintedOrder, faces: &Faces, lines: &[Line], sheets: &mut [Sheet]) {
    let (paper, pages) = (order.paper, sheets.len());
    let height = std::iter::repeat_n(SMALL_LEADING, lines.len().max(1)).sum::<f32>();
    let top = paper.size().1 - MARGIN_BOTTOM - height;
    for (index, sheet) in sheets.iter_mut().enumerate() {
        let rule =
            Mark::Rule { x: MARGIN_SIDE, y: top - 4.0, width: paper.measure(), thickness: 0.5, ink: Ink::Hairline };
        sheet.placed.push(Placed { mark: rule, belongs: Belongs::Ornament });
        let mut y = top + SMALL_LEADING;
        for line in lines {
            let mark = Mark::Text { x: MARGIN_SIDE, y, line: line.clone() };
            sheet.placed.push(Placed { mark, belongs: Belongs::PageFoot });
            y += SMALL_LEADING;
        }
        let number = (index + 1).to_string();
        let words = order.labels.page.replace("{pages}", &pages.to_string()).replace("{page}", &number);
        let line = SMALL.tabular().line(faces, &words);
        let mark = Mark::Text { x: paper.right() - line.width(), y: top + SMALL_LEADING, line };
        sheet.placed.push(Placed { mark, belongs: Belongs::PageFoot });
    }
}

/// Goes under everything else on every page, as large as the diagonal allows.
fn watermark(order: &PrintedOrder, faces: &Faces, sheets: &mut [Sheet]) {
    let Some(text) = present(order.watermark.as_ref()) else { return };
    let (width, height) = order.paper.size();
    let at_one = Pen::new(Weight::SemiBold, 1.0, Ink::Watermark).line(faces, text).width().max(0.1);
    let size = (width.hypot(height) * 0.72 / at_one).min(84.0);
    let line = Pen::new(Weight::SemiBold, size, Ink::Watermark).line(faces, text);
    for sheet in sheets {
        sheet.placed.insert(0, Placed { mark: Mark::Diagonal { line: line.clone() }, belongs: Belongs::Watermark });
    }
}
