//! The rows of one order, judged together.
use imports::{Finding, RowReading};
use kernel::{Money, Text};

use super::row::{Head, Item, say_if_rounded};
use crate::{
    line::{LINES_MAX, NewLine},
    order::OrderDraft,
    totals::{self, Taxed},
};

type Rows<'r, 'a> = &'r mut [(usize, Item<'a>)];

/// The draft that the rows of one external number come to; none when any of them has a problem. `count` is how many rows
/// it has in the file, of which those of too long an order come piece by piece.
pub(super) fn judge(rows: Rows<'_, '_>, count: usize) -> Option<OrderDraft> {
    must_be_few(rows, count);
    must_agree(rows);
    let draft = if rows.iter().all(|(_, item)| item.reading.is_good()) { drafted(rows) } else { None };
    if draft.is_none() {
        let text = "Another row of its order has a problem.";
        for (_, item) in rows.iter_mut().filter(|(_, item)| item.reading.is_good()) {
            item.reading.trial.problems.push(Finding::of_row("order_has_problems", text));
        }
    }
    draft
}

fn must_be_few(rows: Rows<'_, '_>, count: usize) {
    if count <= LINES_MAX {
        return;
    }
    let text = format!("Its order has {count} lines, and may have {LINES_MAX}.");
    for (_, item) in rows {
        item.reading.trial.problems.push(Finding::of_row("too_many_lines", text.clone()));
    }
}

// What is the order's own must be the same in all its rows; the first row is what the others are compared with.
fn must_agree(rows: Rows<'_, '_>) {
    let Some(((_, first), others)) = rows.split_first_mut() else { return };
    for (_, item) in others {
        let Item { reading, head, .. } = item;
        let Head { supplier_id, currency, department_id, title, stated_total } = &first.head;
        let compared = [
            ("supplier", head.supplier_id == *supplier_id),
            ("currency", head.currency == *currency),
            ("department", head.department_id == *department_id),
            ("title", head.title == *title),
            ("stated_total", head.stated_total == *stated_total),
        ];
        for (field, is_same) in compared {
            // What is unknown on either side is said already.
            let is_said = is_wrong(reading, field) || is_wrong(&first.reading, field);
            if !is_same && !is_said {
                let (here, there) = (said(reading, field), said(&first.reading, field));
                let line = first.reading.trial.row;
                let text = format!("Line {line} says {there} of the same order, this one {here}.");
                reading.problem(field, "differs_within_order", text);
            }
        }
    }
}

fn is_wrong(reading: &RowReading<'_>, field: &str) -> bool {
    reading.trial.problems.iter().any(|problem| problem.field == field)
}

fn said(reading: &RowReading<'_>, field: &'static str) -> String {
    reading.text(field).map_or_else(|| "nothing".to_owned(), |text| format!("`{}`", imports::shortened(text)))
}

fn drafted(rows: Rows<'_, '_>) -> Option<OrderDraft> {
    let lines: Vec<_> = rows.iter().filter_map(|(_, item)| item.line.clone()).collect();
    let (_, first) = rows.first_mut()?;
    let currency = first.head.currency?;
    let external_number = first.number.clone()?;
    let sums = lines.iter().map(|line| Taxed { amount: line.net, tax: line.tax.as_ref() });
    let Some(totals) = totals::totals(currency, sums, []) else {
        first
            .reading
            .trial
            .problems
            .push(Finding::of_row("total_too_large", "The lines of its order come to too much."));
        return None;
    };
    if let Some(stated) = first.head.stated_total {
        say_if_rounded(&mut first.reading, "stated_total", stated);
        let stated = Money::rounded(stated, currency)?;
        if stated != totals.net && stated != totals.gross {
            let text = format!("The file says {stated}, its lines come to {}.", totals.net);
            first.reading.warning("stated_total", "total_differs", text);
        }
    }
    let title = first.head.title.clone().or_else(|| Text::parse(external_number.as_str()).ok())?;
    let mut lines: Vec<NewLine> = lines.into_iter().map(|line| line.asked).collect();
    let need_by = lines.first().and_then(|line| line.need_by);
    // One day for all is the order's own.
    let need_by = need_by.filter(|day| lines.iter().all(|line| line.need_by == Some(*day)));
    if need_by.is_some() {
        for line in &mut lines {
            line.need_by = None;
        }
    }
    Some(OrderDraft {
        title,
        external_number: Some(external_number),
        on_behalf_of_id: None,
        department_id: first.head.department_id,
        supplier_id: first.head.supplier_id,
        currency,
        need_by,
        delivery_address_id: None,
        payment_terms: None,
        delivery_terms: None,
        notes_to_supplier: None,
        internal_note: None,
        lines,
        adjustments: Vec::new(),
    })
}
