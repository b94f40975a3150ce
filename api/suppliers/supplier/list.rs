//! List and search suppliers, by name.
use access::{Answer, Permit, Work, catalogue::ViewSuppliers};
use chrono::{DateTime, Utc};
use kernel::{CountryCode, Currency, Cursor, Error, Name, Page, PageSize, PersonId, Query, Revision};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Status, SupplierId, store};
use crate::name_key::fold;

/// Which suppliers, and where the page begins.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListRequest {
    /// Only those that stand so.
    status: Option<Status>,
    /// Only those of this country (ISO 3166-1).
    country: Option<CountryCode>,
    /// Words that must all occur in name, legal name, tax number or one of the numbers; case, accents and
    /// punctuation do not count. One or two characters are looked for at the beginning of the name only.
    #[param(example = "linen")]
    q: Option<Name>,
    /// The `next_cursor` of the page before, with the same filters.
    cursor: Option<Cursor>,
    /// How many to a page.
    #[serde(default)]
    #[param(inline)]
    limit: PageSize,
}

kernel::turns!(ListRequest);

/// A supplier in the list.
#[derive(Debug, Serialize, sqlx::FromRow, ToSchema)]
pub struct ListedSupplier {
    pub id: SupplierId,
    #[schema(example = "Harbour Linen")]
    pub name: String,
    #[schema(example = "V-0042")]
    pub number: Option<String>,
    pub external_number: Option<String>,
    #[schema(example = "GB123456789")]
    pub tax_number: Option<String>,
    #[schema(value_type = CountryCode)]
    pub country: String,
    pub currency: Currency,
    pub status: Status,
    pub blocked_reason: Option<String>,
    pub created_by: PersonId,
    pub created_at: DateTime<Utc>,
    pub revision: Revision,
    #[serde(skip)]
    pub(crate) name_key: String,
}

/// Which suppliers, parsed.
#[derive(Debug)]
pub(crate) struct Wanted {
    pub status: Option<Status>,
    pub country: Option<CountryCode>,
    pub text: Option<Wording>,
    pub after: Option<(String, SupplierId)>,
    pub rows: i64,
}

/// What a search looks for, folded like the text it is looked for in.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Wording {
    /// The beginning of a name: too short for anything else to be meant.
    Beginning(String),
    Words(Vec<String>),
}

impl Wording {
    fn of(text: &Name) -> Result<Self, Error> {
        let folded = fold(text.as_str());
        match folded.chars().count() {
            0 => Err(Error::invalid("q", "empty", "Must have a letter or a digit.")),
            1 | 2 => Ok(Self::Beginning(folded)),
            _ => Ok(Self::Words(folded.split(' ').map(str::to_owned).collect())),
        }
    }
}

/// List suppliers
///
/// By name, as people sort it: case, accents, punctuation and legal form do not count.
#[utoipa::path(
    get,
    path = "/suppliers",
    tag = "suppliers",
    params(ListRequest),
    responses((status = 200, body = Page<ListedSupplier>, description = "A page of suppliers."))
)]
pub async fn list_suppliers(
    permit: Permit<ViewSuppliers>,
    request: Query<ListRequest>,
) -> Result<Answer<Page<ListedSupplier>>, Error> {
    permit.read(async |work| list(work, request.into_inner()).await).await
}

/// A page in one statement.
pub async fn list<P>(work: &mut Work<'_, P>, request: ListRequest) -> Result<Page<ListedSupplier>, Error> {
    let wanted = Wanted {
        status: request.status,
        country: request.country,
        text: request.q.as_ref().map(Wording::of).transpose()?,
        after: request.cursor.as_ref().map(Cursor::place).transpose()?,
        rows: request.limit.rows_asked(),
    };
    let suppliers = store::page(work, wanted).await?;
    Page::cut(suppliers, request.limit, |supplier| (supplier.name_key.clone(), supplier.id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wording(text: &str) -> Option<Wording> {
        Wording::of(&Name::parse(text).expect("a text")).ok()
    }

    #[test]
    fn a_short_text_is_a_beginning_and_a_longer_one_words() {
        assert_eq!(wording("LÍ"), Some(Wording::Beginning("li".into())));
        assert_eq!(wording("Lín"), Some(Wording::Words(vec!["lin".into()])));
        assert_eq!(wording("GB 123-4"), Some(Wording::Words(vec!["gb".into(), "123".into(), "4".into()])));
    }

    #[test]
    fn signs_alone_are_nothing_to_look_for() {
        assert_eq!(wording("--%_"), None);
    }
}
