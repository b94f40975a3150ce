//! Trying the rows of a file as one of the two targets.
use access::{Event, Work};
use imports::{Made, Mapping, RowTrial, Sheet, TOO_MANY_DOCUMENTS, Trial};
use kernel::Error;

use super::ImportKind;

/// How the rows came out, and the documents that the good ones come to.
pub(super) struct Attempt {
    pub trial: Trial,
    pub documents: Documents,
}

/// The documents of the good rows.
pub(super) enum Documents {
    None,
}

/// What was made.
pub(super) struct AllMade {
    pub rows: Vec<Made>,
    pub events: Vec<Event>,
}

/// Tries every row, without effect.
pub(super) async fn attempt<P>(
    _work: &mut Work<'_, P>,
    _kind: ImportKind,
    sheet: &Sheet,
    _mapping: &Mapping,
) -> Result<Attempt, Error> {
    let rows = sheet.rows.iter().map(|row| RowTrial { row: row.row, ..RowTrial::default() }).collect();
    Ok(Attempt { trial: Trial::of(rows, &[], 0), documents: Documents::None })
}

impl Documents {
    pub(super) async fn make<P>(self, _work: &mut Work<'_, P>) -> Result<AllMade, Error> {
        Err(TOO_MANY_DOCUMENTS.into())
    }
}
