//! The lines of the order and the totals under them.

use super::flow::{Align, Band, Breaks, Cell, Flow};
use super::font::{Faces, Weight};
use super::layout::{BODY, STRONG};
use super::sheet::{Belongs, Ink, MARGIN_SIDE};
use super::structure::{NodeId, Role};
use super::text::{Line, Pen, present};
use super::{Emphasis, PrintedLine, PrintedOrder, RenderError};

const HEAD: Pen = Pen::new(Weight::Medium, 8.0, Ink::Pine);
const NUMBERS: Pen = BODY.tabular();
const STRONG_NUMBERS: Pen = STRONG.tabular();
const DETAIL: Pen = Pen::new(Weight::Regular, 7.5, Ink::Muted);
const LEADING: f32 = 12.0;
const GUTTER: f32 = 12.0;
const DESCRIPTION_WIDTH_MIN: f32 = 100.0;
const TOTALS_LABEL_WIDTH: f32 = 190.0;

/// Where each column stands; a width of zero means that the column is not needed.
struct Columns {
    position: Column,
    description: Column,
    quantity: Column,
    unit: Column,
    unit_price: Column,
    tax: Column,
    net: Column,
}

#[derive(Clone, Copy)]
struct Column {
    x: f32,
    width: f32,
    align: Align,
}

/// The table, its head repeated on each page, and the totals never without at least the last line.
pub(super) fn lines_and_totals(flow: &mut Flow, order: &PrintedOrder, faces: &Faces) -> Result<(), RenderError> {
    let columns = Columns::fitting(order, faces);
    let table = flow.structure.add(Role::Table);
    let head_group = flow.structure.add_under(table, Role::TableHead);
    let head = head(flow, order, faces, &columns, head_group);
    let body = flow.structure.add_under(table, Role::TableBody);
    let rows: Vec<Band> = order.lines.iter().map(|line| row(flow, order, faces, &columns, body, line)).collect();
    let totals = totals(flow, order, faces);
    let totals_height: f32 = 6.0 + totals.iter().map(Band::height).sum::<f32>();
    flow.gap(6.0);
    flow.begin_table(&head, rows.first().map_or(0.0, Band::height))?;
    if rows.is_empty() {
        let cell = flow.structure.add(Role::Paragraph);
        let pen = Pen { ink: Ink::Muted, ..BODY };
        let cell = columns.description.cell(pen.wrap(faces, &order.labels.no_lines, columns.description.width), cell);
        flow.place(&ruled(vec![cell]), totals_height)?;
    }
    let last = rows.len().saturating_sub(1);
    for (index, row) in rows.iter().enumerate() {
        flow.place(row, if index == last { totals_height } else { 0.0 })?;
    }
    flow.end_table();
    flow.gap(6.0);
    for total in &totals {
        flow.place(total, 0.0)?;
    }
    Ok(())
}

fn head(flow: &mut Flow, order: &PrintedOrder, faces: &Faces, columns: &Columns, group: NodeId) -> Band {
    let labels = &order.labels;
    let row = flow.structure.add_under(group, Role::Row);
    let words = [
        (columns.position, &labels.position),
        (columns.description, &labels.description),
        (columns.quantity, &labels.quantity),
        (columns.unit_price, &labels.unit_price),
        (columns.tax, &labels.tax),
        (columns.net, &labels.net),
    ];
    let mut cells = Vec::new();
    for (column, word) in words {
        if column.width > 0.0 {
            let node = flow.structure.add_under(row, Role::HeadCell);
            cells.push(column.cell(HEAD.wrap(faces, word, column.width), node));
        }
    }
    Band { cells, leading: 11.0, above: 4.0, below: 5.0, rule: Some((0.9, Ink::Pine)), breaks: Breaks::Seldom }
}

fn row(
    flow: &mut Flow,
    order: &PrintedOrder,
    faces: &Faces,
    columns: &Columns,
    body: NodeId,
    line: &PrintedLine,
) -> Band {
    let row = flow.structure.add_under(body, Role::Row);
    let mut description = BODY.wrap(faces, &line.description, columns.description.width);
    let details: Vec<String> =
        [(&order.labels.supplier_reference, &line.supplier_reference), (&order.labels.need_by, &line.need_by)]
            .into_iter()
            .filter_map(|(label, value)| present(value.as_ref()).map(|value| format!("{label} {value}")))
            .collect();
    description.extend(DETAIL.wrap(faces, &details.join("  \u{00B7}  "), columns.description.width));
    for adjustment in &line.adjustments {
        description.extend(DETAIL.wrap(faces, adjustment, columns.description.width));
    }
    let mut unit_price = NUMBERS.fit(faces, &line.unit_price, columns.unit_price.width);
    if let Some(base) = present(line.price_base.as_ref()) {
        unit_price.extend(DETAIL.tabular().wrap(faces, base, columns.unit_price.width));
    }
    let wrap = |pen: Pen, text: &str, column: Column| pen.wrap(faces, text, column.width);
    let muted = Pen { ink: Ink::Muted, ..BODY };
    let mut cells = Vec::new();
    let mut add = |column: Column, lines: Vec<Line>, node: NodeId| {
        if column.width > 0.0 {
            cells.push(column.cell(lines, node));
        }
    };
    let mut node = || flow.structure.add_under(row, Role::Cell);
    add(columns.position, wrap(muted, &line.position, columns.position), node());
    add(columns.description, description, node());
    let quantity = node();
    add(columns.quantity, NUMBERS.fit(faces, &line.quantity, columns.quantity.width), quantity);
    add(columns.unit, wrap(muted, &line.unit, columns.unit), quantity);
    add(columns.unit_price, unit_price, node());
    if columns.tax.width > 0.0 {
        // A row of a tagged table has a word in every column.
        let tax = present(line.tax.as_ref()).unwrap_or("\u{2013}");
        add(columns.tax, wrap(NUMBERS, tax, columns.tax), node());
    }
    add(columns.net, NUMBERS.fit(faces, &line.net, columns.net.width), node());
    ruled(cells)
}

fn ruled(cells: Vec<Cell>) -> Band {
    Band { cells, leading: LEADING, above: 5.0, below: 5.5, rule: Some((0.5, Ink::Hairline)), breaks: Breaks::Seldom }
}

/// Label and amount, flush with the amounts of the lines.
fn totals(flow: &mut Flow, order: &PrintedOrder, faces: &Faces) -> Vec<Band> {
    let amounts = order.totals.iter().map(|total| STRONG_NUMBERS.line(faces, &total.amount).width());
    let amount_width = amounts.fold(70.0, f32::max).min(200.0) + 1.0;
    let amount_x = flow.paper.right() - amount_width;
    let mut bands = Vec::new();
    for total in &order.totals {
        let (label_pen, amount_pen, leading, above) = match total.emphasis {
            Emphasis::Plain => (Pen { ink: Ink::Muted, ..BODY }, NUMBERS, LEADING, 3.0),
            Emphasis::Strong => {
                (Pen { ink: Ink::Pine, size: 11.0, ..STRONG }, Pen { size: 11.0, ..STRONG_NUMBERS }, 15.0, 6.0)
            }
        };
        let node = flow.structure.add(Role::Paragraph);
        let label = Cell {
            x: amount_x - GUTTER * 1.5 - TOTALS_LABEL_WIDTH,
            width: TOTALS_LABEL_WIDTH,
            align: Align::Right,
            lines: label_pen.wrap(faces, &total.label, TOTALS_LABEL_WIDTH),
            belongs: Belongs::To(node),
        };
        let amount = Cell {
            x: amount_x,
            width: amount_width,
            align: Align::Right,
            lines: amount_pen.fit(faces, &total.amount, amount_width),
            belongs: Belongs::To(node),
        };
        bands.push(Band { cells: vec![label, amount], leading, above, below: 1.0, rule: None, breaks: Breaks::Seldom });
    }
    bands
}

impl Columns {
    /// Numbers get the room that the widest of them needs, within reason; the description gets what is left.
    fn fitting(order: &PrintedOrder, faces: &Faces) -> Self {
        let labels = &order.labels;
        let widest = |least: f32, most: f32, label: &str, values: &mut dyn Iterator<Item = &str>| {
            let widths = values.map(|value| NUMBERS.line(faces, value).width() + 0.5);
            widths.fold(least.max(HEAD.line(faces, label).width() + 0.5), f32::max).min(most)
        };
        let lines = &order.lines;
        let position = widest(14.0, 40.0, &labels.position, &mut lines.iter().map(|line| line.position.as_str()));
        let quantity = widest(24.0, 80.0, &labels.quantity, &mut lines.iter().map(|line| line.quantity.as_str()));
        let unit = widest(20.0, 46.0, "", &mut lines.iter().map(|line| line.unit.as_str()));
        let prices = &mut lines.iter().map(|line| line.unit_price.as_str());
        let unit_price = widest(48.0, 100.0, &labels.unit_price, prices);
        let net = widest(56.0, 110.0, &labels.net, &mut lines.iter().map(|line| line.net.as_str()));
        let taxes: Vec<&str> = lines.iter().filter_map(|line| present(line.tax.as_ref())).collect();
        let tax = if taxes.is_empty() { 0.0 } else { widest(24.0, 48.0, &labels.tax, &mut taxes.iter().copied()) };
        let tax_gutter = if tax > 0.0 { GUTTER } else { 0.0 };
        let numbers = quantity + 5.0 + unit + GUTTER + unit_price + tax_gutter + tax + GUTTER + net;
        let rest = order.paper.measure() - position - GUTTER - GUTTER - numbers;
        // Numbers that leave no room to words are written smaller.
        let share = ((quantity + unit_price + net - (DESCRIPTION_WIDTH_MIN - rest).max(0.0))
            / (quantity + unit_price + net))
            .max(0.4);
        let (quantity, unit_price, net) = (quantity * share, unit_price * share, net * share);

        let right = |edge: f32, width: f32| Column { x: edge - width, width, align: Align::Right };
        let net = right(order.paper.right(), net);
        let tax = right(net.x - GUTTER, tax);
        let unit_price = right(tax.x - tax_gutter, unit_price);
        let unit = Column { x: unit_price.x - GUTTER - unit, width: unit, align: Align::Left };
        let quantity = right(unit.x - 5.0, quantity);
        let position = Column { x: MARGIN_SIDE, width: position, align: Align::Left };
        let start = position.x + position.width + GUTTER;
        let description = Column { x: start, width: quantity.x - GUTTER - start, align: Align::Left };
        Self { position, description, quantity, unit, unit_price, tax, net }
    }
}

impl Column {
    fn cell(self, lines: Vec<Line>, node: NodeId) -> Cell {
        Cell { x: self.x, width: self.width, align: self.align, lines, belongs: Belongs::To(node) }
    }
}
