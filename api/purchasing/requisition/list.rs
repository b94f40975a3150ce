//! List and search requisitions, the newest first.
use access::{Answer, Permit, Work, catalogue::ViewRequisitions};
use chrono::NaiveDate;
use kernel::{
    Currency, Cursor, DepartmentId, Error, Money, Name, Page, PageSize, PersonId, Query, SupplierId, UnitPrice,
};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    Lifecycle,
    store::{self, Days, ListedRequisition, Wanted},
};
use crate::line::day;

/// Which requisitions, and where the page begins.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListRequest {
    /// Only those that stand so.
    lifecycle: Option<Lifecycle>,
    /// True for those of which something remains to be ordered, false for the others.
    is_to_order: Option<bool>,
    /// Only those that suggest this supplier, for the whole or for a line.
    supplier_id: Option<SupplierId>,
    department_id: Option<DepartmentId>,
    /// Only those that this person asked for, or had asked for.
    requester_id: Option<PersonId>,
    /// Only those in this currency; needed with an amount.
    currency: Option<Currency>,
    /// Totals from this amount on, tax included.
    #[param(example = "1000.00")]
    amount_from: Option<UnitPrice>,
    /// Totals up to this amount, tax included.
    #[param(example = "25000.00")]
    amount_to: Option<UnitPrice>,
    /// Drafted on this day or later, by the organisation's own clock.
    #[serde(default, deserialize_with = "day")]
    created_from: Option<NaiveDate>,
    /// Drafted on this day or earlier.
    #[serde(default, deserialize_with = "day")]
    created_to: Option<NaiveDate>,
    #[serde(default, deserialize_with = "day")]
    need_by_from: Option<NaiveDate>,
    #[serde(default, deserialize_with = "day")]
    need_by_to: Option<NaiveDate>,
    /// Words that must all occur in number, title or a line's description; case does not count.
    #[param(example = "towels")]
    q: Option<Name>,
    /// The `next_cursor` of the page before, with the same filters.
    cursor: Option<Cursor>,
    /// How many to a page.
    #[serde(default)]
    limit: PageSize,
}

kernel::turns!(ListRequest);

/// List requisitions
///
/// Those that you may see, the newest first.
#[utoipa::path(
    get,
    path = "/requisitions",
    tag = "purchasing",
    params(ListRequest),
    responses((status = 200, body = Page<ListedRequisition>, description = "A page of requisitions."))
)]
pub async fn list_requisitions(
    permit: Permit<ViewRequisitions>,
    request: Query<ListRequest>,
) -> Result<Answer<Page<ListedRequisition>>, Error> {
    permit.read(async |work| list(work, request.into_inner()).await).await
}

/// A page in one statement.
pub async fn list<P>(work: &mut Work<'_, P>, request: ListRequest) -> Result<Page<ListedRequisition>, Error> {
    let size = request.limit;
    let listed = store::page(work, request.wanted()?).await?;
    Page::cut(listed, size, |requisition| requisition.id)
}

impl ListRequest {
    fn wanted(&self) -> Result<Wanted, Error> {
        Ok(Wanted {
            lifecycle: self.lifecycle,
            is_to_order: self.is_to_order,
            supplier: self.supplier_id,
            department: self.department_id,
            requester: self.requester_id,
            currency: self.currency,
            minor_from: self.minor("amount_from", self.amount_from)?,
            minor_to: self.minor("amount_to", self.amount_to)?,
            created: Days { from: self.created_from, to: self.created_to },
            need_by: Days { from: self.need_by_from, to: self.need_by_to },
            words: self.q.iter().flat_map(|words| words.as_str().split_whitespace()).map(str::to_lowercase).collect(),
            after: self.cursor.as_ref().map(Cursor::place).transpose()?,
            rows: self.limit.rows_asked(),
        })
    }

    // Amounts of different currencies cannot be compared, so a bound stands in one.
    fn minor(&self, field: &str, amount: Option<UnitPrice>) -> Result<Option<i64>, Error> {
        let Some(amount) = amount.map(UnitPrice::decimal) else { return Ok(None) };
        let Some(currency) = self.currency else {
            return Err(Error::invalid("currency", "required", "An amount is of a currency: name it."));
        };
        if amount.scale() > currency.digits() {
            let message = format!("{currency} has {} decimal places.", currency.digits());
            return Err(Error::invalid(field, "too_precise", message));
        }
        Ok(Money::rounded(amount, currency).map(|money| money.minor))
    }
}
