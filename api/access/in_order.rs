//! The values of a row one after another, for rows that are read by the thousand.
use sqlx::{Decode, Postgres, Row, Type, postgres::PgRow};

/// The values of a row in the order of its statement's list: finding each by its name takes longer than reading it.
pub struct InOrder<'r> {
    row: &'r PgRow,
    next: usize,
}

impl<'r> InOrder<'r> {
    /// Before the first.
    pub fn of(row: &'r PgRow) -> Self {
        Self { row, next: 0 }
    }

    /// The next; its type is compared in builds for tests, where a list and its reader are kept alike.
    pub fn take<T: Decode<'r, Postgres> + Type<Postgres>>(&mut self) -> Result<T, sqlx::Error> {
        let place = self.next;
        self.next = place.saturating_add(1);
        if cfg!(debug_assertions) { self.row.try_get(place) } else { self.row.try_get_unchecked(place) }
    }
}
