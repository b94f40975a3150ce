//! Pages by cursor: where the last page ended, never a number of pages.
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Deserializer, Serialize, de::DeserializeOwned, de::Error as _};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{KnownFormat, ObjectBuilder, RefOr, Schema, SchemaFormat, schema::Type},
};

use crate::{Error, rule};

/// One page, and where the next begins.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page<T> {
    // A page has at most `PageSize::MAX`; the few whole tables that come in this form are longer.
    #[schema(max_items = 200)]
    pub items: Vec<T>,
    /// Send it as `cursor` for the next page; null on the last.
    pub next_cursor: Option<Cursor>,
}

impl<T> Page<T> {
    /// Cuts `items`, of which one more than `size` was asked for; `place` says where an item stands.
    pub fn cut<P: Serialize>(mut items: Vec<T>, size: PageSize, place: impl Fn(&T) -> P) -> Result<Self, Error> {
        let has_more = items.len() > size.rows();
        items.truncate(size.rows());
        let last = items.last().filter(|_| has_more);
        let next_cursor = last.map(|item| Cursor::of(&place(item))).transpose()?;
        Ok(Self { items, next_cursor })
    }

    /// The same page, each item shown otherwise.
    pub fn map<U>(self, show: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(show).collect(), next_cursor: self.next_cursor }
    }
}

/// Where a page ends. Opaque: its inside may change at any time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cursor(String);

impl Cursor {
    /// Wraps a place.
    pub fn of<P: Serialize>(place: &P) -> Result<Self, Error> {
        Ok(Self(URL_SAFE_NO_PAD.encode(serde_json::to_vec(place)?)))
    }

    /// Unwraps a place; a cursor that we did not make is a field error.
    pub fn place<P: DeserializeOwned>(&self) -> Result<P, Error> {
        URL_SAFE_NO_PAD
            .decode(&self.0)
            .ok()
            .filter(|bytes| bytes.len() <= 512)
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .ok_or_else(|| Error::invalid("cursor", "cursor", "Must be a `next_cursor` of this list, unchanged."))
    }
}

impl PartialSchema for Cursor {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::String).max_length(Some(700)).into()
    }
}

impl ToSchema for Cursor {}

/// A request for a page of a list, which can be made again for the next one.
pub trait Turns: Clone {
    /// The same request for the page that begins there, of that size.
    #[must_use]
    fn turned(&self, cursor: Option<Cursor>, limit: PageSize) -> Self;
}

/// Says of a request with the fields `cursor` and `limit` that it can be turned.
#[macro_export]
macro_rules! turns {
    ($request:ident) => {
        impl $crate::Turns for $request {
            fn turned(&self, cursor: Option<$crate::Cursor>, limit: $crate::PageSize) -> Self {
                Self { cursor, limit, ..self.clone() }
            }
        }
    };
}

/// How many items a page holds: 1 to 100, else 50; more only for what reads page after page by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageSize(u16);

impl PageSize {
    /// The most that a caller may ask for.
    pub const MAX: u16 = 100;

    /// Of so many rows, for our own reading.
    pub const fn of(rows: u16) -> Self {
        Self(rows)
    }

    /// How many rows stand on the page.
    pub fn rows(self) -> usize {
        usize::from(self.0)
    }

    /// How many rows to ask for: one more shows whether there is a next page.
    pub fn rows_asked(self) -> i64 {
        i64::from(self.0).saturating_add(1)
    }
}

impl Default for PageSize {
    fn default() -> Self {
        Self(50)
    }
}

impl<'de> Deserialize<'de> for PageSize {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        let size = text.parse().ok().filter(|size| (1..=Self::MAX).contains(size));
        size.map(Self).ok_or_else(|| D::Error::custom(rule("page_size", "Must be a number from 1 to 100.")))
    }
}

impl PartialSchema for PageSize {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::Integer)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int32)))
            .minimum(Some(1))
            .maximum(Some(100))
            .default(Some(50.into()))
            .into()
    }
}

impl ToSchema for PageSize {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_page_knows_where_the_next_begins() {
        let page = Page::cut(vec![1, 2, 3], PageSize::of(2), |n| *n).expect("a page");

        let place: i32 = page.next_cursor.expect("a next page").place().expect("a place");
        assert_eq!((page.items, place), (vec![1, 2], 2));
    }

    #[test]
    fn the_last_page_has_no_next() {
        let page = Page::cut(vec![1, 2], PageSize::of(2), |n| *n).expect("a page");

        assert_eq!(page.next_cursor, None);
    }

    #[test]
    fn a_made_up_cursor_is_a_field_error() {
        let place = Cursor("e30x".into()).place::<(i64, i64)>();

        assert!(place.is_err_and(|error| error.refusal().code == "invalid"));
    }
}
