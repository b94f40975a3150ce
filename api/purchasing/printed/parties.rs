//! The upper part of the first page: who orders what kind of thing, from whom, where to, on which terms.

use super::flow::{Align, Band, Breaks, Cell, Flow};
use super::font::{Faces, Weight};
use super::layout::{BODY, LABEL, STRONG};
use super::sheet::{Belongs, Ink, MARGIN_SIDE, MARGIN_TOP, Mark};
use super::structure::{NodeId, Role};
use super::text::{Line, Pen, present};
use super::{Labels, Party, PrintedOrder, RenderError};

const TITLE: Pen = Pen::new(Weight::SemiBold, 21.0, Ink::Pine);
const NUMBER: Pen = Pen::new(Weight::Medium, 12.0, Ink::Text).tabular();
const STATUS: Pen = Pen::new(Weight::SemiBold, 8.5, Ink::Warning);
const LETTERHEAD: Pen = Pen::new(Weight::SemiBold, 14.0, Ink::Text);
const LOGO_WIDTH_MAX: f32 = 170.0;
const LOGO_HEIGHT_MAX: f32 = 46.0;
const GUTTER: f32 = 18.0;
const LEADING: f32 = 12.5;
const FACTS_A_ROW: usize = 4;

/// The letterhead on the left, the kind of document and its number on the right.
pub(super) fn title(flow: &mut Flow, order: &PrintedOrder, faces: &Faces, logo_pixels: Option<(u32, u32)>) {
    let half = (flow.paper.measure() - GUTTER) / 2.0;
    let left_bottom = if let Some(pixels) = logo_pixels {
        let (width, height) = logo_size(pixels);
        let node =
            flow.structure.add(Role::Figure(present(Some(&order.buyer.name)).unwrap_or(order.heading()).to_owned()));
        flow.mark(Mark::Logo { x: MARGIN_SIDE, y: MARGIN_TOP, width, height }, Belongs::To(node));
        MARGIN_TOP + height
    } else {
        let node = flow.structure.add(Role::Paragraph);
        let lines = LETTERHEAD.wrap(faces, &order.buyer.name, half);
        column(flow, MARGIN_SIDE, Align::Left, half, &lines, 18.0, node)
    };
    let x = flow.paper.right() - half;
    let node = flow.structure.add(Role::Title(order.heading().to_owned()));
    let mut right_bottom = column(flow, x, Align::Right, half, &TITLE.wrap(faces, order.heading(), half), 25.0, node);
    for (pen, text, leading) in [(NUMBER, &order.number, 17.0), (STATUS, &order.watermark, 13.0)] {
        let Some(text) = present(text.as_ref()) else { continue };
        let node = flow.structure.add(Role::Paragraph);
        let lines = pen.wrap(faces, text, half);
        let start = right_bottom + 1.0;
        right_bottom = column_at(flow, (x, start), Align::Right, half, &lines, leading, node);
    }
    flow.y = left_bottom.max(right_bottom) + 18.0;
    flow.rule(MARGIN_SIDE, flow.paper.measure(), 1.0, Ink::Pine);
    flow.gap(16.0);
}

/// Supplier, place of delivery and buyer, side by side.
pub(super) fn parties(flow: &mut Flow, order: &PrintedOrder, faces: &Faces) -> Result<(), RenderError> {
    let labels = &order.labels;
    let deliver_to = Party { address_lines: order.deliver_to.clone(), ..Party::default() };
    let blocks: Vec<(&str, &Party)> =
        [(&labels.supplier, &order.supplier), (&labels.deliver_to, &deliver_to), (&labels.buyer, &order.buyer)]
            .into_iter()
            .filter(|(_, party)| !is_blank(party))
            .map(|(label, party)| (label.as_str(), party))
            .collect();
    let width = (flow.paper.measure() - 2.0 * GUTTER) / 3.0;
    let mut x = MARGIN_SIDE;
    let mut cells = Vec::new();
    for (label, party) in blocks {
        let mut lines = LABEL.wrap(faces, label, width);
        lines.extend(party_lines(party, labels, faces, width));
        let node = flow.structure.add(Role::Paragraph);
        cells.push(Cell { x, width, align: Align::Left, lines, belongs: Belongs::To(node) });
        x += width + GUTTER;
    }
    if cells.is_empty() {
        return Ok(());
    }
    let band = Band { cells, leading: LEADING, above: 0.0, below: 14.0, rule: None, breaks: Breaks::Seldom };
    flow.place(&band, 0.0)
}

/// Dates, terms and names as a quiet grid; only what is there.
pub(super) fn facts(flow: &mut Flow, order: &PrintedOrder, faces: &Faces) -> Result<(), RenderError> {
    let labels = &order.labels;
    let grid: Vec<(&str, &str)> = [
        (&labels.issued_on, &order.issued_on),
        (&labels.need_by, &order.need_by),
        (&labels.currency, &order.currency),
        (&labels.revision, &order.revision),
        (&labels.payment_terms, &order.payment_terms),
        (&labels.delivery_terms, &order.delivery_terms),
        (&labels.requested_by, &order.requested_by),
        (&labels.department, &order.department),
        (&labels.external_number, &order.external_number),
    ]
    .into_iter()
    .filter_map(|(label, value)| present(value.as_ref()).map(|value| (label.as_str(), value)))
    .collect();
    if grid.is_empty() {
        flow.gap(4.0);
        return Ok(());
    }
    let width = (flow.paper.measure() - 3.0 * GUTTER) / 4.0;
    flow.rule(MARGIN_SIDE, flow.paper.measure(), 0.5, Ink::Hairline);
    flow.gap(4.0);
    for row in grid.chunks(FACTS_A_ROW) {
        let mut x = MARGIN_SIDE;
        let mut cells = Vec::new();
        for (label, value) in row {
            let mut lines = LABEL.wrap(faces, label, width);
            lines.extend(BODY.wrap(faces, value, width));
            let node = flow.structure.add(Role::Paragraph);
            cells.push(Cell { x, width, align: Align::Left, lines, belongs: Belongs::To(node) });
            x += width + GUTTER;
        }
        let band = Band { cells, leading: LEADING, above: 7.0, below: 0.0, rule: None, breaks: Breaks::Seldom };
        flow.place(&band, 0.0)?;
    }
    flow.gap(8.0);
    Ok(())
}

fn party_lines(party: &Party, labels: &Labels, faces: &Faces, width: f32) -> Vec<Line> {
    let mut lines = Vec::new();
    if let Some(name) = present(Some(&party.name)) {
        lines.extend(STRONG.wrap(faces, name, width));
    }
    for address in party.address_lines.iter().filter_map(|line| present(Some(line))) {
        lines.extend(BODY.wrap(faces, address, width));
    }
    if let Some(contact) = present(party.contact.as_ref()) {
        lines.extend(BODY.wrap(faces, contact, width));
    }
    if let Some(number) = present(party.tax_number.as_ref()) {
        lines.extend(BODY.wrap(faces, &format!("{} {number}", labels.tax_number), width));
    }
    lines
}

fn is_blank(party: &Party) -> bool {
    let mut words = party.address_lines.iter().chain([&party.name]).chain(&party.contact).chain(&party.tax_number);
    words.all(|text| text.trim().is_empty())
}

/// Fits the logo into its place without distorting it.
fn logo_size((width, height): (u32, u32)) -> (f32, f32) {
    let side = |pixels: u32| f32::from(u16::try_from(pixels).unwrap_or(u16::MAX)).max(1.0);
    let (width, height) = (side(width), side(height));
    let scale = (LOGO_WIDTH_MAX / width).min(LOGO_HEIGHT_MAX / height);
    (width * scale, height * scale)
}

/// Sets a column of the title block from the top margin down.
fn column(flow: &mut Flow, x: f32, align: Align, width: f32, lines: &[Line], leading: f32, node: NodeId) -> f32 {
    column_at(flow, (x, MARGIN_TOP), align, width, lines, leading, node)
}

/// The same from anywhere; says where it ended. A title block has few lines, more are left out.
fn column_at(
    flow: &mut Flow,
    (x, mut y): (f32, f32),
    align: Align,
    width: f32,
    lines: &[Line],
    leading: f32,
    node: NodeId,
) -> f32 {
    for line in lines.iter().take(4) {
        let x = match align {
            Align::Left => x,
            Align::Right => x + width - line.width(),
        };
        flow.mark(Mark::Text { x, y: y + leading * 0.74, line: line.clone() }, Belongs::To(node));
        y += leading;
    }
    y
}
