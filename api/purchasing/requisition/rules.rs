//! What may be done with a requisition, by whom and when; the same rules answer the caller and fill `actions`.
use kernel::{Error, PersonId};

use super::{Lifecycle, Requisition, refusals};

impl Requisition {
    /// Whether this person asked for it, or had it asked for.
    pub fn is_own(&self, person: PersonId) -> bool {
        self.requester_id == person || self.on_behalf_of == Some(person)
    }

    /// A draft, by those whose it is, the head of its department, or who goes on with it since its requester left.
    pub(crate) fn may_update(&self, by: PersonId) -> Result<(), Error> {
        self.must_be_draft()?;
        self.must_be_theirs(by)
    }

    /// A draft with at least one line, by those whose it is or the head of its department.
    pub(crate) fn may_submit(&self, by: PersonId) -> Result<(), Error> {
        self.may_update(by)?;
        if self.lines.is_empty() {
            return Err(refusals::REQUISITION_IS_EMPTY.into());
        }
        Ok(())
    }

    /// While it waits for approval; whose turn it is, the route says.
    pub(crate) fn must_be_in_approval(&self) -> Result<(), Error> {
        match self.lifecycle {
            Lifecycle::InApproval => Ok(()),
            Lifecycle::Draft
            | Lifecycle::Approved
            | Lifecycle::PartiallyOrdered
            | Lifecycle::Ordered
            | Lifecycle::ShortClosed
            | Lifecycle::Rejected
            | Lifecycle::Cancelled => {
                let detail = format!("It is {}.", self.lifecycle.words());
                Err(Error::refused(refusals::REQUISITION_NOT_IN_APPROVAL, detail))
            }
        }
    }

    /// Until something of it is ordered; by those whose it is, the head of its department, and who sees them all.
    pub(crate) fn may_cancel(&self, by: PersonId, sees_all: bool) -> Result<(), Error> {
        match self.lifecycle {
            Lifecycle::Draft | Lifecycle::InApproval | Lifecycle::Approved => {}
            Lifecycle::PartiallyOrdered | Lifecycle::Ordered => return Err(refusals::REQUISITION_IN_ORDERS.into()),
            Lifecycle::ShortClosed => return Err(refusals::REQUISITION_SHORT_CLOSED.into()),
            Lifecycle::Rejected | Lifecycle::Cancelled => return Err(refusals::REQUISITION_ENDED.into()),
        }
        if sees_all { Ok(()) } else { self.must_be_theirs(by) }
    }

    /// What is approved, and of which something remains.
    pub(crate) fn may_order(&self) -> Result<(), Error> {
        match self.lifecycle {
            Lifecycle::Approved | Lifecycle::PartiallyOrdered => Ok(()),
            Lifecycle::Ordered => Err(refusals::REQUISITION_FULLY_ORDERED.into()),
            Lifecycle::ShortClosed => Err(refusals::REQUISITION_SHORT_CLOSED.into()),
            Lifecycle::Rejected | Lifecycle::Cancelled => Err(refusals::REQUISITION_ENDED.into()),
            Lifecycle::Draft | Lifecycle::InApproval => {
                let detail = format!("It is {}.", self.lifecycle.words());
                Err(Error::refused(refusals::REQUISITION_NOT_APPROVED, detail))
            }
        }
    }

    fn must_be_draft(&self) -> Result<(), Error> {
        match self.lifecycle {
            Lifecycle::Draft => Ok(()),
            Lifecycle::Rejected | Lifecycle::Cancelled => Err(refusals::REQUISITION_ENDED.into()),
            Lifecycle::InApproval
            | Lifecycle::Approved
            | Lifecycle::PartiallyOrdered
            | Lifecycle::Ordered
            | Lifecycle::ShortClosed => {
                let detail = format!("It is {}.", self.lifecycle.words());
                Err(Error::refused(refusals::REQUISITION_NOT_DRAFT, detail))
            }
        }
    }

    pub(super) fn must_be_theirs(&self, by: PersonId) -> Result<(), Error> {
        if self.is_own(by) || self.is_headed_by_caller || self.is_handed_to_caller {
            return Ok(());
        }
        Err(refusals::REQUISITION_NOT_YOURS.into())
    }
}

/// What somebody who asks is to a department.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asking {
    /// They see every requisition, and so work for every department.
    pub sees_all: bool,
    pub heads_it: bool,
}

impl Asking {
    /// On behalf of somebody of this department.
    pub(crate) fn may_be_on_behalf(self) -> Result<(), Error> {
        if self.heads_it || self.sees_all {
            return Ok(());
        }
        let message = "Only the head of their department, or who sees every requisition, asks on somebody's behalf.";
        Err(Error::invalid("on_behalf_of_id", "not_allowed", message))
    }

    /// For this department, which is the own one of whom it is for, or is not.
    pub(crate) fn may_be_for_department(self, is_their_own: bool) -> Result<(), Error> {
        if is_their_own || self.heads_it || self.sees_all {
            return Ok(());
        }
        let message = "Must be the department of whom it is for, or one that you head.";
        Err(Error::invalid("department_id", "not_allowed", message))
    }
}

#[cfg(test)]
pub(super) mod tests;
