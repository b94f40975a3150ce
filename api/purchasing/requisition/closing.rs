//! Which lines are closed short and reopened, and by whom: pure, asked by the verbs and by the requisition's `actions`.
use kernel::{Error, PersonId};

use super::{Lifecycle, Requisition, RequisitionLine, refusals};
use crate::line::LineId;

impl Requisition {
    /// While something remains; by those whose it is, the head of its department, and who sees them all.
    pub(crate) fn may_short_close(&self, by: PersonId, sees_all: bool) -> Result<(), Error> {
        self.may_order()?;
        self.must_be_in_reach(by, sees_all)
    }

    /// The lines whose rest is closed: those that were named, else all, also those of which nothing remains now, so that
    /// what their orders may give back is not ordered either.
    pub(super) fn lines_to_close(&self, named: Option<&[LineId]>) -> Result<Vec<&RequisitionLine>, Error> {
        let Some(named) = named else {
            return Ok(self.lines.iter().filter(|line| line.short_closed.is_none()).collect());
        };
        for (line, position) in self.named(named)? {
            if line.short_closed.is_some() {
                return Err(of_line(refusals::REQUISITION_LINE_SHORT_CLOSED, position));
            }
            if line.remaining().is_zero() {
                return Err(of_line(refusals::REQUISITION_LINE_FULLY_ORDERED, position));
            }
        }
        Ok(self.named(named)?.into_iter().map(|(line, _)| line).collect())
    }

    /// While a line is closed that they may reopen; by the same people.
    pub(crate) fn may_reopen(&self, by: PersonId, sees_all: bool) -> Result<(), Error> {
        let mut closed = self.closed().map(|line| self.may_reopen_line(line, by)).peekable();
        match self.lifecycle {
            Lifecycle::Rejected | Lifecycle::Cancelled => return Err(refusals::REQUISITION_ENDED.into()),
            Lifecycle::Draft
            | Lifecycle::InApproval
            | Lifecycle::Approved
            | Lifecycle::PartiallyOrdered
            | Lifecycle::Ordered
            | Lifecycle::ShortClosed => {}
        }
        if closed.peek().is_none() {
            return Err(refusals::REQUISITION_NOT_SHORT_CLOSED.into());
        }
        self.must_be_in_reach(by, sees_all)?;
        if closed.any(|line| line.is_ok()) { Ok(()) } else { Err(refusals::REOPENED_BY_ANOTHER.into()) }
    }

    /// The lines that are reopened: those that were named, else all that are closed.
    pub(super) fn lines_to_reopen(
        &self,
        named: Option<&[LineId]>,
        by: PersonId,
    ) -> Result<Vec<&RequisitionLine>, Error> {
        let lines = match named {
            Some(named) => self.named(named)?,
            None => self.lines.iter().zip(1..).filter(|(line, _)| line.short_closed.is_some()).collect(),
        };
        for (line, position) in &lines {
            if line.short_closed.is_none() {
                return Err(of_line(refusals::REQUISITION_NOT_SHORT_CLOSED, *position));
            }
            self.may_reopen_line(line, by)?;
        }
        Ok(lines.into_iter().map(|(line, _)| line).collect())
    }

    fn closed(&self) -> impl Iterator<Item = &RequisitionLine> {
        self.lines.iter().filter(|line| line.short_closed.is_some())
    }

    // Whoever asked does not overrule somebody who has ended it; an own slip anybody may mend.
    fn may_reopen_line(&self, line: &RequisitionLine, by: PersonId) -> Result<(), Error> {
        let is_own_closing = line.short_closed.as_ref().is_some_and(|closed| closed.by.id == by);
        let is_asking = self.is_own(by) || self.submitted_by == Some(by);
        if is_asking && !is_own_closing { Err(refusals::REOPENED_BY_ANOTHER.into()) } else { Ok(()) }
    }

    fn must_be_in_reach(&self, by: PersonId, sees_all: bool) -> Result<(), Error> {
        if sees_all { Ok(()) } else { self.must_be_theirs(by) }
    }

    // Each once, with its position.
    fn named(&self, named: &[LineId]) -> Result<Vec<(&RequisitionLine, usize)>, Error> {
        for (id, place) in named.iter().zip(0_usize..) {
            let is_twice = named.iter().take(place).any(|before| before == id);
            if is_twice || self.lines.iter().all(|line| line.id != *id) {
                let field = format!("line_ids[{place}]");
                return Err(Error::invalid(field, "unknown", "Must be a line of this requisition, once."));
            }
        }
        Ok(self.lines.iter().zip(1..).filter(|(line, _)| named.contains(&line.id)).collect())
    }
}

fn of_line(refusal: kernel::Refusal, position: usize) -> Error {
    Error::refused(refusal, format!("It is line {position}."))
}

#[cfg(test)]
mod tests;
