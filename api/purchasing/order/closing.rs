//! What of an issued order is closed short and reopened, and by whom: pure, asked by the verbs and by the order's `actions`.
use kernel::{Error, PersonId, Quantity};
use rust_decimal::Decimal;

use super::{Lifecycle, Order, OrderLine, Tie};
use crate::{line::LineId, refusals};

impl OrderLine {
    /// How much of it is still expected; nothing is received yet.
    pub(crate) fn expected(&self) -> Decimal {
        let closed = self.short_closed.as_ref().map_or(Decimal::ZERO, |closed| closed.quantity);
        (self.quantity.decimal() - closed).normalize()
    }
}

impl Order {
    /// Once it is issued, while a line was not closed yet, by whose it is.
    pub(crate) fn may_be_short_closed(&self, tie: Tie, lines: &[OrderLine]) -> Result<(), Error> {
        self.must_stand(&[Lifecycle::Issued, Lifecycle::Acknowledged], "only an issued order is closed short.")?;
        tie.may_change()?;
        if lines.iter().all(|line| line.short_closed.is_some()) {
            return Err(refusals::ORDER_LINE_SHORT_CLOSED.into());
        }
        Ok(())
    }

    /// While a line is closed that somebody else closed, by who did not ask for it either.
    pub(crate) fn may_be_reopened(&self, tie: Tie, by: PersonId, lines: &[OrderLine]) -> Result<(), Error> {
        let at = [Lifecycle::Issued, Lifecycle::Acknowledged, Lifecycle::ShortClosed];
        self.must_stand(&at, "only an issued order is reopened.")?;
        let mut closed = lines.iter().filter_map(|line| line.short_closed.as_ref()).peekable();
        if closed.peek().is_none() {
            return Err(refusals::ORDER_NOT_SHORT_CLOSED.into());
        }
        let is_second = match tie {
            Tie::Own => false,
            Tie::Head | Tie::Office if self.submitted_by == Some(by) => false,
            Tie::Head | Tie::Office => closed.any(|closed| closed.by.id != by),
            Tie::Watcher => return Err(refusals::NOT_YOUR_ORDER.into()),
        };
        if is_second { Ok(()) } else { Err(refusals::REOPENED_BY_SECOND_PERSON.into()) }
    }
}

/// How much of which lines is closed: as it was asked, else all that is expected.
pub(super) fn to_close(
    lines: &[OrderLine],
    named: Option<&[(LineId, Option<Quantity>)]>,
) -> Result<Vec<(LineId, Decimal)>, Error> {
    let Some(named) = named else {
        let open = lines.iter().filter(|line| line.short_closed.is_none());
        return Ok(open.map(|line| (line.id, line.expected())).collect());
    };
    let ids: Vec<_> = named.iter().map(|(id, _)| *id).collect();
    let mut closed = Vec::new();
    for (line, (_, quantity)) in
        each_once(lines, &ids, |place| format!("lines[{place}].line_id"))?.into_iter().zip(named)
    {
        if line.short_closed.is_some() {
            return Err(of_line(refusals::ORDER_LINE_SHORT_CLOSED, line));
        }
        let quantity = quantity.map_or(line.expected(), Quantity::decimal);
        if quantity > line.expected() {
            let detail = format!("Of line {} is expected {}.", line.position, line.expected());
            return Err(Error::refused(refusals::ORDER_CLOSED_ABOVE_ORDERED, detail));
        }
        closed.push((line.id, quantity));
    }
    Ok(closed)
}

/// Which lines are reopened: those that were named, else all that are closed.
pub(super) fn to_reopen<'a>(
    lines: &'a [OrderLine],
    named: Option<&[LineId]>,
    by: PersonId,
) -> Result<Vec<&'a OrderLine>, Error> {
    let named = match named {
        Some(named) => each_once(lines, named, |place| format!("line_ids[{place}]"))?,
        None => lines.iter().filter(|line| line.short_closed.is_some()).collect(),
    };
    for line in &named {
        match &line.short_closed {
            None => return Err(of_line(refusals::ORDER_NOT_SHORT_CLOSED, line)),
            Some(closed) if closed.by.id == by => return Err(of_line(refusals::REOPENED_BY_SECOND_PERSON, line)),
            Some(_) => {}
        }
    }
    Ok(named)
}

/// Where an issued order stands with these lines closed.
pub(super) fn standing(order: &Order, lines: &[OrderLine]) -> Lifecycle {
    if lines.iter().all(|line| line.expected().is_zero()) {
        Lifecycle::ShortClosed
    } else if order.acknowledged_at.is_some() {
        Lifecycle::Acknowledged
    } else {
        Lifecycle::Issued
    }
}

// In the order in which they are named.
fn each_once<'a>(
    lines: &'a [OrderLine],
    named: &[LineId],
    field: impl Fn(usize) -> String,
) -> Result<Vec<&'a OrderLine>, Error> {
    let mut found: Vec<&OrderLine> = Vec::new();
    for (id, place) in named.iter().zip(0_usize..) {
        let line = lines.iter().find(|line| line.id == *id && found.iter().all(|before| before.id != *id));
        let line =
            line.ok_or_else(|| Error::invalid(field(place), "unknown", "Must be a line of this order, once."))?;
        found.push(line);
    }
    Ok(found)
}

fn of_line(refusal: kernel::Refusal, line: &OrderLine) -> Error {
    Error::refused(refusal, format!("It is line {}.", line.position))
}

#[cfg(test)]
mod tests;
