//! What the approval engine is told of an order.
use approval::{CategorySum, DepartmentOf, DocumentFacts, DocumentKind, MaterialDigest, NamedCategory};
use kernel::{Currency, DocumentId, Error, Money, Name, Rate};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tenancy::convert;

use super::{Order, OrderDraft, OrderLine};
use crate::{adjustment::with_adjustments, line::NewLine};

// The total in the policy's currency, and the rate it was told by.
#[derive(Clone, Copy)]
struct Base {
    total: Money,
    rate: Rate,
}

impl Base {
    fn kept(order: &Order) -> Option<Self> {
        let total = Money { minor: order.base_total_minor?, currency: order.base_currency? };
        Some(Self { total, rate: order.base_rate? })
    }
}

/// The facts of an order that is or is about to be submitted, at the revision it has.
pub(super) fn facts(order: &Order, lines: &[OrderLine]) -> Result<DocumentFacts, Error> {
    let base = Base::kept(order).ok_or_else(|| std::io::Error::other("a submitted order has a base total"))?;
    let department = order.department_id.zip(order.department_name.clone());
    Ok(DocumentFacts {
        kind: DocumentKind::PurchaseOrder,
        id: DocumentId(order.id.0),
        revision: order.revision,
        number: order.number.clone(),
        title: order.title.clone(),
        requester: order.requester_id,
        on_behalf_of: order.on_behalf_of_id,
        created_by: order.created_by,
        submitted_by: order.submitted_by,
        editors: Vec::new(),
        department: department.map(|(id, name)| DepartmentOf { id, name }),
        supplier: order.supplier_id,
        total: order.money(order.total_minor),
        total_in_policy_currency: base.total,
        categories: categories(order.currency, lines, base)?,
        material_digest: digest(&OrderDraft::of(order, lines)?),
    })
}

// Net, for a category says what is bought, not how it is taxed.
fn categories(currency: Currency, lines: &[OrderLine], base: Base) -> Result<Vec<CategorySum>, Error> {
    let mut sums: Vec<CategorySum> = Vec::new();
    for line in lines {
        let id = line.category.as_ref().map(|category| category.id);
        let known = sums.iter_mut().find(|sum| sum.category.as_ref().map(|category| category.id) == id);
        if let Some(sum) = known {
            sum.total = sum.total.plus(line.net).ok_or(crate::refusals::TOTAL_TOO_LARGE)?;
            continue;
        }
        let category = match &line.category {
            Some(category) => {
                let name = Name::parse(&category.name).map_err(std::io::Error::other)?;
                Some(NamedCategory { id: category.id, name })
            }
            None => None,
        };
        let total = Money::zero(currency).plus(line.net).ok_or(crate::refusals::TOTAL_TOO_LARGE)?;
        sums.push(CategorySum { category, total });
    }
    for sum in &mut sums {
        sum.total = convert(sum.total, base.rate, base.total.currency)?;
    }
    Ok(sums)
}

/// The SHA-256 of everything in an order that matters to its approvers: not when it is needed, and not what is noted.
pub(super) fn digest(draft: &OrderDraft) -> MaterialDigest {
    let canonical = json!({
        "supplier": draft.supplier_id,
        "department": draft.department_id,
        "currency": draft.currency,
        "lines": draft.lines.iter().map(material).collect::<Vec<_>>(),
    });
    let canonical = with_adjustments(canonical, &draft.adjustments);
    MaterialDigest(Sha256::digest(canonical.to_string()).into())
}

fn material(line: &NewLine) -> Value {
    let material = json!({
        "description": line.description,
        "category": line.category_id,
        "quantity": line.quantity,
        "unit": line.unit,
        "unit_price": line.unit_price,
        "price_base": line.price_base,
        "tax_code": line.tax_code_id,
    });
    with_adjustments(material, &line.adjustments)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use kernel::{DepartmentId, Note, Text};
    use uuid::Uuid;

    use super::*;

    fn draft() -> OrderDraft {
        let line = json!({ "description": "Towels", "quantity": "12.50", "unit": "C62", "unit_price": "4.25" });
        let draft = json!({ "title": "Linen", "currency": "EUR", "lines": [line] });
        serde_json::from_value(draft).unwrap()
    }

    #[test]
    fn notes_days_and_titles_do_not_matter_to_approvers() {
        let cosmetic = OrderDraft {
            title: Text::parse("Other").unwrap(),
            need_by: NaiveDate::from_ymd_opt(2026, 12, 4),
            internal_note: Note::parse("Hurry").ok(),
            ..draft()
        };

        assert_eq!(digest(&cosmetic), digest(&draft()));
    }

    #[test]
    fn lines_supplier_department_and_currency_do() {
        let mut dearer = draft();
        dearer.lines[0].unit_price = kernel::UnitPrice::parse("4.26").unwrap();
        let elsewhere = OrderDraft { department_id: Some(DepartmentId(Uuid::nil())), ..draft() };
        let in_yen = OrderDraft { currency: Currency::parse("JPY").unwrap(), ..draft() };

        for other in [dearer, elsewhere, in_yen] {
            assert_ne!(digest(&other), digest(&draft()));
        }
    }

    #[test]
    fn a_quantity_is_the_same_however_it_is_written() {
        let mut same = draft();
        same.lines[0].quantity = kernel::Quantity::parse("12.5").unwrap();

        assert_eq!(digest(&same), digest(&draft()));
    }
}
