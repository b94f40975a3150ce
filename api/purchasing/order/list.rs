//! List orders, newest first.
use access::{Answer, Permit, Work, catalogue::ViewPurchaseOrders};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{
    Currency, Cursor, DepartmentId, Error, Money, Name, Page, PageSize, PersonId, Query, Reference, Revision,
    SupplierId, Text, UnitPrice, moment, moment_if_any,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    Lifecycle, OrderId, Progress,
    store::{self, OrderRow},
    view::{DepartmentNamed, PersonNamed, SupplierNamed},
};
use crate::{line::day, sight::Sight};

/// Which orders, and where the page begins.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListRequest {
    /// Only those that stand so.
    lifecycle: Option<Lifecycle>,
    supplier_id: Option<SupplierId>,
    department_id: Option<DepartmentId>,
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
    /// Words that must each occur in the number, the external number, the title or the supplier's name; case does not count.
    #[param(example = "linen")]
    q: Option<Name>,
    /// The `next_cursor` of the page before, with the same filters.
    cursor: Option<Cursor>,
    /// How many to a page.
    #[serde(default)]
    limit: PageSize,
}

kernel::turns!(ListRequest);

/// An order in the list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ListedPurchaseOrder)]
pub struct ListedOrder {
    pub id: OrderId,
    pub number: Option<Reference>,
    pub external_number: Option<Reference>,
    pub title: Text,
    pub lifecycle: Lifecycle,
    pub receipt: Progress,
    pub billing: Progress,
    pub is_receiving_held: bool,
    pub is_billing_held: bool,
    pub requester: PersonNamed,
    pub department: Option<DepartmentNamed>,
    pub supplier: Option<SupplierNamed>,
    /// Tax included.
    pub total: Money,
    pub need_by: Option<NaiveDate>,
    #[serde(serialize_with = "moment")]
    pub created_at: DateTime<Utc>,
    #[serde(serialize_with = "moment_if_any")]
    pub submitted_at: Option<DateTime<Utc>>,
    #[serde(serialize_with = "moment_if_any")]
    pub issued_at: Option<DateTime<Utc>>,
    pub revision: Revision,
}

/// Which orders, parsed.
#[derive(Debug)]
pub(crate) struct Wanted {
    pub lifecycle: Option<Lifecycle>,
    pub supplier_id: Option<SupplierId>,
    pub department_id: Option<DepartmentId>,
    pub requester_id: Option<PersonId>,
    pub currency: Option<Currency>,
    pub minor_from: Option<i64>,
    pub minor_to: Option<i64>,
    pub created_from: Option<NaiveDate>,
    pub created_to: Option<NaiveDate>,
    pub need_by_from: Option<NaiveDate>,
    pub need_by_to: Option<NaiveDate>,
    pub words: Vec<String>,
    pub after: Option<OrderId>,
    pub rows: i64,
}

impl ListRequest {
    fn wanted(&self) -> Result<Wanted, Error> {
        Ok(Wanted {
            lifecycle: self.lifecycle,
            supplier_id: self.supplier_id,
            department_id: self.department_id,
            requester_id: self.requester_id,
            currency: self.currency,
            minor_from: self.minor("amount_from", self.amount_from)?,
            minor_to: self.minor("amount_to", self.amount_to)?,
            created_from: self.created_from,
            created_to: self.created_to,
            need_by_from: self.need_by_from,
            need_by_to: self.need_by_to,
            words: self.words(),
            after: self.cursor.as_ref().map(Cursor::place).transpose()?,
            rows: self.limit.rows_asked(),
        })
    }

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

    fn words(&self) -> Vec<String> {
        let text = self.q.as_ref().map(|q| q.as_str().to_lowercase()).unwrap_or_default();
        text.split_whitespace().map(str::to_owned).collect()
    }
}

impl From<OrderRow> for ListedOrder {
    fn from(row: OrderRow) -> Self {
        Self {
            id: row.id,
            number: row.number,
            external_number: row.external_number,
            title: row.title,
            lifecycle: row.lifecycle,
            receipt: Progress::None,
            billing: Progress::None,
            is_receiving_held: row.is_receiving_held,
            is_billing_held: row.is_billing_held,
            requester: PersonNamed { id: row.requester_id, name: row.requester_name },
            department: row.department_id.zip(row.department_name).map(|(id, name)| DepartmentNamed { id, name }),
            supplier: row.supplier_id.zip(row.supplier_name).map(|(id, name)| SupplierNamed { id, name }),
            total: Money { minor: row.total_minor, currency: row.currency },
            need_by: row.need_by,
            created_at: row.created_at,
            submitted_at: row.submitted_at,
            issued_at: row.issued_at,
            revision: row.revision,
        }
    }
}

/// List orders
///
/// Those you see, newest first: your own and watched ones, those of departments you head, or all.
#[utoipa::path(
    get,
    path = "/purchase-orders",
    tag = "purchasing",
    params(ListRequest),
    responses((status = 200, body = Page<ListedOrder>, description = "A page of orders."))
)]
pub async fn list_purchase_orders(
    permit: Permit<ViewPurchaseOrders>,
    request: Query<ListRequest>,
) -> Result<Answer<Page<ListedOrder>>, Error> {
    permit.read(async |work| list(work, request.into_inner()).await).await
}

/// A page in one statement.
pub async fn list<P>(work: &mut Work<'_, P>, request: ListRequest) -> Result<Page<ListedOrder>, Error> {
    let wanted = request.wanted()?;
    let sight = Sight::of_orders(work.caller());
    let orders = store::page(work, sight, &wanted).await?;
    let page = Page::cut(orders, request.limit, |order| order.id)?;
    Ok(page.map(ListedOrder::from))
}
