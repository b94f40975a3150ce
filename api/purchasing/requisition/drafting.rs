//! What somebody enters of a requisition, checked against what the organisation has.
use access::Work;
use kernel::{Currency, Error, FieldError, PersonId, SupplierId};

use super::{Details, RequestedLine, RequisitionLine, rules::Asking, store};
use crate::{
    adjustment::{DocumentAdjustment, NewDocumentAdjustment},
    line::{LineId, NewLine},
    order::SupplierNamed,
    pricing::{self, Adjusted, Priced},
    sight::Sight,
    totals::Tax,
};

/// Refuses what the organisation does not have, or what is not the caller's to name; what an old draft names already may
/// have been retired since.
pub(super) async fn check_details<P>(
    work: &mut Work<'_, P>,
    details: &Details,
    before: Option<&Details>,
    is_for: PersonId,
) -> Result<(), Error> {
    let mut errors = Vec::new();
    let mut unknown = |field: &str, what: &str| {
        errors.push(FieldError::new(field, "unknown", format!("There is no such {what} in use.")));
    };
    if before.is_none_or(|old| old.department_id != details.department_id) {
        match store::department(work, details.department_id).await? {
            None => unknown("department_id", "department"),
            Some(department) => {
                let sees_all = Sight::of_requisitions(work.caller()).all;
                let own = store::whom_it_is_for(work, is_for).await?.department;
                let asking = Asking { sees_all, heads_it: department.is_headed_by_caller };
                asking.may_be_for_department(own == Some(details.department_id))?;
            }
        }
    }
    if let Some(supplier) = details.supplier_id
        && before.is_none_or(|old| old.supplier_id != details.supplier_id)
        && store::supplier_names(work, &[supplier]).await?.is_empty()
    {
        unknown("supplier_id", "supplier");
    }
    if let Some(address) = details.delivery_address_id
        && before.is_none_or(|old| old.delivery_address_id != details.delivery_address_id)
        && !store::address_is_known(work, address).await?
    {
        unknown("delivery_address_id", "delivery address");
    }
    if errors.is_empty() { Ok(()) } else { Err(Error::invalid_fields(errors)) }
}

/// Lines with their prices, and what they come to.
pub(super) struct Drafted {
    pub lines: Vec<RequisitionLine>,
    pub whole: Adjusted,
}

/// What somebody asks for: the lines, and the discounts and charges on the whole.
pub(super) struct Asked {
    pub lines: Vec<RequestedLine>,
    pub adjustments: Vec<NewDocumentAdjustment>,
}

/// What the requisition has already.
#[derive(Clone, Copy, Default)]
pub(super) struct Before<'a> {
    pub lines: &'a [RequisitionLine],
    pub adjustments: &'a [DocumentAdjustment],
}

/// Works out what lines come to; a line that stays keeps its id.
pub(super) async fn drafted<P>(
    work: &mut Work<'_, P>,
    currency: Currency,
    asked: Asked,
    before: Before<'_>,
) -> Result<Drafted, Error> {
    let (suppliers, lines): (Vec<_>, Vec<_>) = asked.lines.into_iter().map(RequestedLine::into_parts).unzip();
    pricing::must_be_few(&lines)?;
    let ids = placed(work, &lines, before.lines)?;
    let suggested = suggested(work, &suppliers).await?;
    let asked = pricing::Asked { lines, adjustments: asked.adjustments, known: before.taxes() };
    let Priced { lines, whole } = pricing::price(work, currency, asked).await?;
    let lines = lines.into_iter().zip(ids).zip(suggested).map(|((priced, id), supplier)| RequisitionLine {
        id,
        supplier,
        line: priced.line,
        category: priced.category,
        tax: priced.tax,
        gross: priced.gross,
        adjustments: priced.adjustments,
        net: priced.net,
        ordered: rust_decimal::Decimal::ZERO,
        short_closed: None,
    });
    Ok(Drafted { lines: lines.collect(), whole })
}

/// The same lines, with other discounts and charges on the whole.
pub(super) async fn adjusted<P>(
    work: &mut Work<'_, P>,
    currency: Currency,
    adjustments: Vec<NewDocumentAdjustment>,
    before: Before<'_>,
) -> Result<Drafted, Error> {
    let taxed: Vec<_> = before.lines.iter().map(RequisitionLine::taxed).collect();
    let whole = pricing::adjust(work, currency, &taxed, (adjustments, before.taxes())).await?;
    Ok(Drafted { lines: before.lines.to_vec(), whole })
}

impl Before<'_> {
    // Of its own discounts and charges: they may have been retired since.
    fn taxes(self) -> Vec<Tax> {
        self.adjustments.iter().filter_map(|one| one.tax_code.clone()).collect()
    }
}

fn placed<P>(work: &Work<'_, P>, lines: &[NewLine], before: &[RequisitionLine]) -> Result<Vec<LineId>, Error> {
    let (mut ids, mut errors) = (Vec::new(), Vec::new());
    for (line, index) in lines.iter().zip(0_usize..) {
        let is_known = line.id.is_none_or(|id| before.iter().any(|old| old.id == id) && !ids.contains(&id));
        if !is_known {
            let message = "Must be a line of this requisition, once; leave it out for a new one.";
            errors.push(FieldError::new(format!("lines[{index}].id"), "unknown", message));
        }
        ids.push(line.id.unwrap_or_else(|| LineId(work.new_id())));
    }
    if errors.is_empty() { Ok(ids) } else { Err(Error::invalid_fields(errors)) }
}

async fn suggested<P>(
    work: &mut Work<'_, P>,
    suppliers: &[Option<SupplierId>],
) -> Result<Vec<Option<SupplierNamed>>, Error> {
    let asked: Vec<_> = suppliers.iter().copied().flatten().collect();
    let known = store::supplier_names(work, &asked).await?;
    let (mut suggested, mut errors) = (Vec::new(), Vec::new());
    for (supplier, index) in suppliers.iter().zip(0_usize..) {
        let found = supplier.map(|id| (id, known.iter().find(|(known, _)| *known == id)));
        if let Some((_, None)) = found {
            let field = format!("lines[{index}].supplier_id");
            errors.push(FieldError::new(field, "unknown", "There is no such supplier in use."));
        }
        let named = found.and_then(|(id, known)| known.map(|(_, name)| SupplierNamed { id, name: name.clone() }));
        suggested.push(named);
    }
    if errors.is_empty() { Ok(suggested) } else { Err(Error::invalid_fields(errors)) }
}
