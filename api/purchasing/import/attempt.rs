//! Trying the rows of a file as one of the two targets, part by part, and making what the good ones come to.
use access::Work;
use imports::{Import, Lens, Mapping, RowReading, SheetRow, Tally};
use kernel::{Currency, Error};

use super::{ImportKind, orders, suppliers};

/// One way through all rows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Round<'a> {
    pub kind: ImportKind,
    pub import: &'a Import,
    pub mapping: &'a Mapping,
    /// Whether the good rows become documents on the way; whoever goes round decides at its end whether that stands.
    pub is_making: bool,
}

/// Tries every row, and keeps how each came out and what it became.
pub(super) async fn attempt<P>(work: &mut Work<'_, P>, round: Round<'_>) -> Result<Tally, Error> {
    match round.kind {
        ImportKind::Suppliers => suppliers::attempt(work, round).await,
        ImportKind::PurchaseOrders => orders::attempt(work, round).await,
    }
}

impl<'a> Round<'a> {
    /// A lens for its rows, which `look` sees on the way.
    pub(super) async fn lens<P>(
        &self,
        work: &mut Work<'_, P>,
        mut look: impl FnMut(&Lens<'_>, &[SheetRow]),
    ) -> Result<Lens<'a>, Error> {
        let Self { kind, import, mapping, .. } = *self;
        let mut lens = Lens::of(kind.target(), mapping, import.header.len());
        for part in import.parts() {
            let rows = imports::rows_of_part(work, import.id, part).await?;
            lens.look_at(&rows);
            look(&lens, &rows);
            work.report(0, import.rows()).await?;
        }
        Ok(lens)
    }
}

/// The currency of a row, which both targets need.
pub(super) fn currency(row: &mut RowReading<'_>) -> Option<Currency> {
    row.required_choice("currency", "currency of ISO 4217 such as EUR", |text| {
        Currency::parse(&text.to_uppercase()).ok()
    })
}
