//! Trying the rows of a file as one of the two targets, and making what the good ones come to.
use access::{Event, Work};
use imports::{Made, Mapping, RowReading, Sheet, TOO_MANY_DOCUMENTS, Trial};
use kernel::{Currency, Error};

use super::{ImportKind, orders, suppliers};

/// How the rows came out, and the documents that the good ones come to.
pub(super) struct Attempt {
    pub trial: Trial,
    pub documents: Documents,
}

/// The documents of the good rows.
pub(super) enum Documents {
    Suppliers(Vec<suppliers::NewSupplier>),
    Orders(Vec<orders::NewOrder>),
}

/// What was made: which row became what, and the events that tell of it.
#[derive(Default)]
pub(super) struct AllMade {
    pub rows: Vec<Made>,
    pub events: Vec<Event>,
}

/// Tries every row, without effect.
pub(super) async fn attempt<P>(
    work: &mut Work<'_, P>,
    kind: ImportKind,
    sheet: &Sheet,
    mapping: &Mapping,
) -> Result<Attempt, Error> {
    match kind {
        ImportKind::Suppliers => suppliers::attempt(work, sheet, mapping).await,
        ImportKind::PurchaseOrders => orders::attempt(work, sheet, mapping).await,
    }
}

/// The currency of a row, which both targets need.
pub(super) fn currency(row: &mut RowReading<'_>) -> Option<Currency> {
    row.required_choice("currency", "currency of ISO 4217 such as EUR", |text| {
        Currency::parse(&text.to_uppercase()).ok()
    })
}

/// Refuses more documents than one transaction has the time for.
pub(super) fn must_be_few(count: usize, most: usize, what: &str) -> Result<(), Error> {
    if count <= most {
        return Ok(());
    }
    Err(Error::refused(TOO_MANY_DOCUMENTS, format!("{count} {what}, and at most {most} at once.")))
}

impl Documents {
    /// Makes all of them; the caller tells, by the events.
    pub(super) async fn make<P>(self, work: &mut Work<'_, P>) -> Result<AllMade, Error> {
        match self {
            Self::Suppliers(new) => suppliers::make(work, new).await,
            Self::Orders(new) => orders::make(work, new).await,
        }
    }
}
