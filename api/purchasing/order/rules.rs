//! Who may do what with an order, and when: pure, asked by the verbs and by the order's `actions`.
use access::Caller;
use kernel::{Error, PersonId};

use super::{Acknowledgement, Axis, Lifecycle, Order, OrderLine};
use crate::{refusals, sight::Sight};

/// What an order is to somebody who sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tie {
    /// They asked for it, drafted it, it was asked for on their behalf, or they go on with it since whoever asked left.
    Own,
    /// It is of a department they head.
    Head,
    /// They answer for every order of the organisation.
    Office,
    /// They only follow it.
    Watcher,
}

impl Tie {
    /// Of the caller to an order.
    pub(crate) fn of(order: &Order, caller: &Caller) -> Self {
        Self::between(order, caller.person_id, Sight::of_orders(caller))
    }

    fn between(order: &Order, person: PersonId, sight: Sight) -> Self {
        if [Some(order.requester_id), Some(order.created_by), order.on_behalf_of_id].contains(&Some(person)) {
            Self::Own
        } else if sight.department && order.department_head_id == Some(person) {
            Self::Head
        } else if sight.all {
            Self::Office
        } else if order.is_handed_to_caller {
            Self::Own
        } else {
            Self::Watcher
        }
    }

    pub(super) fn may_change(self) -> Result<(), Error> {
        match self {
            Self::Own | Self::Head | Self::Office => Ok(()),
            Self::Watcher => Err(refusals::NOT_YOUR_ORDER.into()),
        }
    }
}

impl Order {
    pub(super) fn must_stand(&self, at: &[Lifecycle], what: &str) -> Result<(), Error> {
        if at.contains(&self.lifecycle) {
            return Ok(());
        }
        Err(Error::refused(refusals::ILLEGAL_TRANSITION, format!("It is {}; {what}", self.lifecycle.words())))
    }

    /// Drafts alone are edited, by whose they are.
    pub(crate) fn may_be_edited(&self, tie: Tie) -> Result<(), Error> {
        self.must_stand(&[Lifecycle::Draft], "only a draft can be edited.")?;
        tie.may_change()
    }

    /// A draft with a line, a department and a supplier.
    pub(crate) fn may_be_submitted(&self, tie: Tie, lines: &[OrderLine]) -> Result<(), Error> {
        self.must_stand(&[Lifecycle::Draft], "only a draft can be submitted.")?;
        tie.may_change()?;
        let lacks = [
            (lines.is_empty(), "a line"),
            (self.department_id.is_none(), "a department"),
            (self.supplier_id.is_none(), "a supplier"),
        ];
        let lacks: Vec<_> = lacks.into_iter().filter(|(is_missing, _)| *is_missing).map(|(_, what)| what).collect();
        if lacks.is_empty() {
            return Ok(());
        }
        Err(Error::refused(refusals::ORDER_INCOMPLETE, format!("It lacks {}.", lacks.join(" and "))))
    }

    /// Approving, returning and rejecting; who, is the route's to say.
    pub(crate) fn may_be_decided(&self) -> Result<(), Error> {
        self.must_stand(&[Lifecycle::PendingApproval], "only what waits for approval can be decided on.")
    }

    /// While it waits for approval; whose it is, is the route's to say.
    pub(crate) fn may_be_withdrawn(&self) -> Result<(), Error> {
        self.must_stand(&[Lifecycle::PendingApproval], "only what waits for approval can be withdrawn.")
    }

    /// Once, when approved.
    pub(crate) fn may_be_issued(&self, tie: Tie) -> Result<(), Error> {
        self.must_stand(&[Lifecycle::Approved], "only an approved order can be issued.")?;
        tie.may_change()
    }

    /// Once it is issued, as long as it was not cancelled.
    pub(crate) fn may_be_mailed(&self, tie: Tie) -> Result<(), Error> {
        let at = [Lifecycle::Issued, Lifecycle::Acknowledged, Lifecycle::Completed, Lifecycle::ShortClosed];
        self.must_stand(&at, "only an order that was issued and not cancelled is mailed.")?;
        tie.may_change()
    }

    /// Once in substance; a mere receipt may go before.
    pub(crate) fn may_be_acknowledged(&self) -> Result<(), Error> {
        let at = [Lifecycle::Issued, Lifecycle::Acknowledged];
        self.must_stand(&at, "a supplier answers an issued order.")?;
        if self.acknowledgement.is_none_or(Acknowledgement::is_only_receipt) {
            Ok(())
        } else {
            Err(refusals::ANSWERED_ALREADY.into())
        }
    }

    fn is_held(&self, axis: Axis) -> bool {
        match axis {
            Axis::Receiving => self.receiving_held_at.is_some(),
            Axis::Billing => self.billing_held_at.is_some(),
        }
    }

    /// While it is open, each axis once.
    pub(crate) fn may_be_held(&self, axis: Axis) -> Result<(), Error> {
        let open = [Lifecycle::PendingApproval, Lifecycle::Approved, Lifecycle::Issued, Lifecycle::Acknowledged];
        self.must_stand(&open, "only an open order can be held.")?;
        if self.is_held(axis) {
            Err(Error::refused(refusals::HELD_ALREADY, format!("{} is held.", axis.words())))
        } else {
            Ok(())
        }
    }

    /// As long as it is held.
    pub(crate) fn may_be_released(&self, axis: Axis) -> Result<(), Error> {
        if self.is_held(axis) {
            Ok(())
        } else {
            Err(Error::refused(refusals::NOT_HELD, format!("{} is not held.", axis.words())))
        }
    }

    /// Until something was received or billed; nothing can be yet.
    pub(crate) fn may_be_cancelled(&self, tie: Tie) -> Result<(), Error> {
        let open = [
            Lifecycle::Draft,
            Lifecycle::PendingApproval,
            Lifecycle::Approved,
            Lifecycle::Issued,
            Lifecycle::Acknowledged,
        ];
        self.must_stand(&open, "what has ended cannot be cancelled.")?;
        tie.may_change()
    }
}

#[cfg(test)]
#[path = "rules/tests.rs"]
pub(super) mod tests;
