//! What the approval engine is told of a requisition.
use access::{Tx, Work};
use approval::{CategorySum, DepartmentOf, DocumentFacts, DocumentKind, MaterialDigest, NamedCategory};
use kernel::{Currency, DocumentId, Error, Money, Name, PersonId, ended};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Basis, Requisition, RequisitionLine};
use crate::adjustment::{DocumentAdjustment, with_adjustments};

impl Requisition {
    /// The basis of today in this currency.
    pub(super) async fn basis_in<P>(&self, work: &mut Work<'_, P>, currency: Currency) -> Result<Basis, Error> {
        let now = work.now();
        let on = tenancy::organisation::read(work).await?.time_zone.date_at(now);
        let rate = tenancy::rate_on(work, self.details.currency, currency, on).await?;
        Ok(Basis { currency, rate, on })
    }

    /// The facts of a requisition that was submitted, on the basis of that day.
    pub(super) fn facts_as_submitted(&self) -> Result<DocumentFacts, Error> {
        let basis = self.basis.ok_or(ended::UNEXPECTED)?;
        self.facts(basis, self.submitted_by)
    }

    /// The facts on a basis.
    pub(super) fn facts(&self, basis: Basis, submitted_by: Option<PersonId>) -> Result<DocumentFacts, Error> {
        Ok(DocumentFacts {
            kind: DocumentKind::Requisition,
            id: DocumentId(self.id.0),
            revision: self.revision,
            number: self.number.clone(),
            title: self.details.title.clone(),
            requester: self.requester_id,
            on_behalf_of: self.on_behalf_of,
            created_by: self.requester_id,
            submitted_by,
            editors: Vec::new(),
            department: Some(DepartmentOf { id: self.details.department_id, name: self.names.department.clone() }),
            supplier: self.details.supplier_id,
            total: self.whole.totals.gross,
            total_in_policy_currency: tenancy::convert(self.whole.totals.gross, basis.rate, basis.currency)?,
            categories: categories(&self.lines, self.details.currency, basis)?,
            material_digest: self.digest()?,
        })
    }

    /// The SHA-256 of what its approvers agree to: from whom, for which department, what, how much, at what price. When
    /// and where it is wanted, and what is said beside it, may change without asking them again.
    pub(super) fn digest(&self) -> Result<MaterialDigest, Error> {
        let lines: Vec<Value> = self.lines.iter().map(material).collect();
        let material = json!({
            "department": self.details.department_id,
            "supplier": self.details.supplier_id,
            "currency": self.details.currency,
            "lines": lines,
        });
        let adjustments: Vec<_> = self.whole.adjustments.iter().map(DocumentAdjustment::as_asked).collect();
        let material = with_adjustments(material, &adjustments);
        Ok(MaterialDigest(Sha256::digest(serde_json::to_vec(&material)?).into()))
    }
}

// serde_json writes the keys of an object in the order of the alphabet, so equal contents are equal bytes.
fn material(line: &RequisitionLine) -> Value {
    let priced = &line.line;
    let material = json!({
        "description": priced.description,
        "supplier": line.supplier.as_ref().map(|supplier| supplier.id),
        "category": priced.category_id,
        "quantity": priced.quantity,
        "unit": priced.unit,
        "unit_price": priced.unit_price,
        "price_base": priced.price_base,
        "tax_code": priced.tax_code_id,
    });
    with_adjustments(material, &priced.adjustments)
}

// Each category once, in the order of the lines; summed in the document's currency and converted once.
fn categories(lines: &[RequisitionLine], currency: Currency, basis: Basis) -> Result<Vec<CategorySum>, Error> {
    let mut sums: Vec<(Option<NamedCategory>, Money)> = Vec::new();
    for line in lines {
        let category = match &line.category {
            Some(category) => {
                let name = Name::parse(&category.name).map_err(std::io::Error::other)?;
                Some(NamedCategory { id: category.id, name })
            }
            None => None,
        };
        let known = sums.iter_mut().find(|(known, _)| *known == category);
        let sum = known.as_ref().map_or(Money::zero(currency), |(_, sum)| *sum);
        let sum = sum.plus(line.net).ok_or(crate::refusals::TOTAL_TOO_LARGE)?;
        match known {
            Some(known) => known.1 = sum,
            None => sums.push((category, sum)),
        }
    }
    sums.into_iter()
        .map(|(category, sum)| Ok(CategorySum { category, total: tenancy::convert(sum, basis.rate, basis.currency)? }))
        .collect()
}

/// Where the route of a requisition stands for the caller, while it waits for approval.
pub(super) async fn standing(
    tx: &mut Tx,
    requisition: &Requisition,
    by: &access::Caller,
) -> Result<Option<approval::Standing>, Error> {
    if requisition.must_be_in_approval().is_err() {
        return Ok(None);
    }
    let facts = requisition.facts_as_submitted()?;
    Ok(Some(approval::standing(tx, &facts, by).await?))
}
