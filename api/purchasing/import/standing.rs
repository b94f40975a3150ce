//! What became of what an import made: what an undo would take back, and what stands in its way.
use std::collections::HashSet;

use access::Work;
use chrono::{DateTime, Utc};
use imports::{IMPORT_TOUCHED, Import};
use kernel::{Error, Revision};
use serde::Serialize;
use suppliers::{Proposal, Status};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{ImportKind, store::living_suppliers};
use crate::order::{Drafted, Lifecycle, drafted};

/// The most documents that are named as touched; all are counted.
const LISTED_MAX: usize = 20;

/// What somebody has done with what an import made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ImportTouchedBecause)]
pub enum Because {
    /// Somebody has edited it.
    Changed,
    /// The order was submitted.
    Submitted,
    /// A second person has activated the supplier.
    Activated,
    /// The supplier was blocked.
    Blocked,
    /// An order or a requisition names the supplier.
    Named,
}

impl Because {
    fn words(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Submitted => "submitted",
            Self::Activated => "activated",
            Self::Blocked => "blocked",
            Self::Named => "named by a document",
        }
    }
}

/// A document that an import made and somebody has worked with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ImportTouched)]
pub struct Touched {
    /// `supplier` or `purchase_order`.
    #[schema(example = "purchase_order")]
    pub kind: &'static str,
    pub id: Uuid,
    /// The supplier's name, or the order's external number.
    #[schema(example = "C-2016-004")]
    pub name: String,
    pub because: Because,
}

/// What an undo of an import would do.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ImportUndo)]
pub struct Undo {
    /// Until when it can be asked for.
    pub until: DateTime<Utc>,
    /// The documents that it would take back.
    #[schema(example = 14, minimum = 0)]
    pub documents: usize,
    /// Those that somebody has cancelled or taken back already.
    #[schema(example = 1, minimum = 0)]
    pub gone: usize,
    /// Those that somebody has worked with: as long as there is one, nothing is undone.
    #[schema(example = 0, minimum = 0)]
    pub touched: usize,
    /// The first of these, at most 20.
    #[schema(max_items = 20)]
    pub first_touched: Vec<Touched>,
}

impl Undo {
    pub(super) fn of(standing: StandingOfAll, until: DateTime<Utc>) -> Self {
        let StandingOfAll { untouched, touched, first_touched, gone, .. } = standing;
        Self { until, documents: untouched, gone, touched, first_touched }
    }
}

/// How all documents of an import stand: counted, and the first that were touched.
#[derive(Debug, Default)]
pub(super) struct StandingOfAll {
    pub untouched: usize,
    pub touched: usize,
    pub first_touched: Vec<Touched>,
    pub gone: usize,
    /// Rows of several parts may be one document.
    seen: HashSet<Uuid>,
}

/// How some documents of an import stand.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Standing {
    /// What nobody has touched.
    pub untouched: Vec<Uuid>,
    pub touched: Vec<Touched>,
    /// How many are cancelled or taken back already.
    pub gone: usize,
}

impl Standing {
    /// As they stand, and nobody changes them until the end of the transaction.
    pub(super) async fn lock<P>(work: &mut Work<'_, P>, kind: ImportKind, ids: &[Uuid]) -> Result<Self, Error> {
        Self::find(work, kind, ids, true).await
    }

    async fn find<P>(work: &mut Work<'_, P>, kind: ImportKind, ids: &[Uuid], is_locking: bool) -> Result<Self, Error> {
        match kind {
            ImportKind::Suppliers => {
                let found = if is_locking {
                    suppliers::lock_proposals(work, ids).await?
                } else {
                    suppliers::proposals(work, ids).await?
                };
                let named = living_suppliers(work, ids).await?;
                Ok(Self::of_suppliers(found, &named.into_iter().collect()))
            }
            ImportKind::PurchaseOrders => Ok(Self::of_orders(drafted(work, ids, is_locking).await?)),
        }
    }

    fn of_suppliers(found: Vec<Proposal>, named: &HashSet<Uuid>) -> Self {
        let mut standing = Self::default();
        for Proposal { id, name, status, revision } in found {
            let because = match status {
                Status::Withdrawn => {
                    standing.gone = standing.gone.saturating_add(1);
                    continue;
                }
                Status::Active => Because::Activated,
                Status::Blocked => Because::Blocked,
                Status::Proposed if revision != Revision::FIRST => Because::Changed,
                Status::Proposed if named.contains(&id.0) => Because::Named,
                Status::Proposed => {
                    standing.untouched.push(id.0);
                    continue;
                }
            };
            standing.touched.push(Touched { kind: "supplier", id: id.0, name: name.to_string(), because });
        }
        standing
    }

    fn of_orders(found: Vec<Drafted>) -> Self {
        let mut standing = Self::default();
        for Drafted { id, external_number, title, lifecycle, revision } in found {
            let because = match lifecycle {
                Lifecycle::Cancelled => {
                    standing.gone = standing.gone.saturating_add(1);
                    continue;
                }
                Lifecycle::Draft if revision == Revision::FIRST => {
                    standing.untouched.push(id.0);
                    continue;
                }
                Lifecycle::Draft => Because::Changed,
                Lifecycle::PendingApproval
                | Lifecycle::Approved
                | Lifecycle::Issued
                | Lifecycle::Acknowledged
                | Lifecycle::Completed
                | Lifecycle::ShortClosed
                | Lifecycle::Rejected => Because::Submitted,
            };
            let name = external_number.map_or_else(|| title.to_string(), |number| number.to_string());
            standing.touched.push(Touched { kind: "purchase_order", id: id.0, name, because });
        }
        standing
    }
}

impl StandingOfAll {
    /// As they stand at this moment.
    pub(super) async fn read<P>(work: &mut Work<'_, P>, kind: ImportKind, import: &Import) -> Result<Self, Error> {
        let (mut all, mut from) = (Self::default(), 0);
        while let Some((ids, next)) = imports::made(work, import, from).await? {
            from = next;
            let ids = all.new_of(ids);
            all.add(Standing::find(work, kind, &ids, false).await?);
        }
        Ok(all)
    }

    /// Those that were not seen in a part before.
    pub(super) fn new_of(&mut self, mut ids: Vec<Uuid>) -> Vec<Uuid> {
        ids.retain(|id| self.seen.insert(*id));
        ids
    }

    /// With what stood in further parts.
    pub(super) fn add(&mut self, standing: Standing) {
        self.untouched = self.untouched.saturating_add(standing.untouched.len());
        self.touched = self.touched.saturating_add(standing.touched.len());
        self.gone = self.gone.saturating_add(standing.gone);
        let room = LISTED_MAX.saturating_sub(self.first_touched.len());
        self.first_touched.extend(standing.touched.into_iter().take(room));
    }

    /// How many there are, as far as they were looked at.
    pub(super) fn count(&self) -> usize {
        self.untouched.saturating_add(self.touched).saturating_add(self.gone)
    }

    /// As long as nobody has touched any of them.
    pub(super) fn may_be_undone(&self) -> Result<(), Error> {
        const NAMED_MAX: usize = 5;
        if self.touched == 0 {
            return Ok(());
        }
        let named = self.first_touched.iter().take(NAMED_MAX);
        let named: Vec<_> = named.map(|one| format!("{} ({})", one.name, one.because.words())).collect();
        let more = self.touched.saturating_sub(named.len());
        let and_more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let detail = format!("{} of {}: {}{and_more}.", self.touched, self.count(), named.join(", "));
        Err(Error::refused(IMPORT_TOUCHED, detail))
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Name, Reference, SupplierId, Text};

    use super::*;
    use crate::order::OrderId;

    fn order(lifecycle: Lifecycle, revision: i64) -> Drafted {
        Drafted {
            id: OrderId(Uuid::from_u128(u128::from(revision.unsigned_abs()))),
            external_number: Reference::parse(&format!("A-{revision}")).ok(),
            title: Text::parse("Towels").expect("a title"),
            lifecycle,
            revision: Revision(revision),
        }
    }

    fn supplier(id: u128, status: Status, revision: i64) -> Proposal {
        let name = Name::parse(&format!("Stall {id}")).expect("a name");
        Proposal { id: SupplierId(Uuid::from_u128(id)), name, status, revision: Revision(revision) }
    }

    fn because(standing: &Standing) -> Vec<Because> {
        standing.touched.iter().map(|one| one.because).collect()
    }

    #[test]
    fn a_draft_goes_as_long_as_it_is_as_it_was_made() {
        let found = vec![
            order(Lifecycle::Draft, 1),
            order(Lifecycle::Draft, 2),
            order(Lifecycle::PendingApproval, 3),
            order(Lifecycle::Rejected, 4),
            order(Lifecycle::Cancelled, 5),
        ];

        let standing = Standing::of_orders(found);

        assert_eq!((standing.untouched.len(), standing.gone), (1, 1));
        assert_eq!(because(&standing), [Because::Changed, Because::Submitted, Because::Submitted]);
    }

    #[test]
    fn a_proposal_goes_as_long_as_nobody_acted_on_it_or_named_it() {
        let found = vec![
            supplier(1, Status::Proposed, 1),
            supplier(2, Status::Proposed, 2),
            supplier(3, Status::Proposed, 1),
            supplier(4, Status::Active, 2),
            supplier(5, Status::Blocked, 2),
            supplier(6, Status::Withdrawn, 2),
        ];

        let standing = Standing::of_suppliers(found, &HashSet::from([3, 6].map(Uuid::from_u128)));

        assert_eq!((standing.untouched.as_slice(), standing.gone), ([Uuid::from_u128(1)].as_slice(), 1));
        assert_eq!(because(&standing), [Because::Changed, Because::Named, Because::Activated, Because::Blocked]);
    }

    #[test]
    fn what_stands_in_the_way_is_counted_and_the_first_five_are_named() {
        let found = (1..=7).map(|at| order(Lifecycle::Draft, at)).collect();

        let mut all = StandingOfAll::default();
        all.add(Standing::of_orders(found));
        let refused = all.may_be_undone().unwrap_err();

        let detail = "6 of 7: A-2 (changed), A-3 (changed), A-4 (changed), A-5 (changed), A-6 (changed) and 1 more.";
        assert_eq!((refused.refusal().code, refused.problem().detail), ("import_touched", Some(detail)));
    }
}
