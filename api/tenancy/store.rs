//! What the stores of this room share: how a broken constraint becomes a field error.
use kernel::Error;

/// A unique constraint, the field it guards and what to say of it.
pub(crate) type Unique = (&'static str, &'static str, &'static str);

/// The field error of a broken unique constraint; anything else is a bug.
pub(crate) fn taken(error: sqlx::Error, uniques: &[Unique]) -> Error {
    let constraint = error.as_database_error().and_then(|error| error.constraint());
    match uniques.iter().find(|(name, ..)| constraint == Some(name)) {
        Some((_, field, message)) => Error::invalid(*field, "taken", message),
        None => error.into(),
    }
}
