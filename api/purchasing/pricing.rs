//! What a document comes to: its lines looked up and worked out one by one, then what changes the whole.
mod store;

use access::Tx;
use kernel::{Currency, Error, FieldError, Money};

use crate::{
    adjustment::{
        Adjustment, DOCUMENT_ADJUSTMENTS_MAX, DocumentAdjustment, LINE_ADJUSTMENTS_MAX, NewDocumentAdjustment,
    },
    line::{LINES_MAX, LineCategory, NewLine, TaxCodeId},
    refusals,
    totals::{self, Tax, Taxed, Totals},
};

/// A line with what its references mean today and what it comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PricedLine {
    pub line: NewLine,
    pub category: Option<LineCategory>,
    pub tax: Option<Tax>,
    /// Before its discounts and charges.
    pub gross: Money,
    pub adjustments: Vec<Adjustment>,
    pub net: Money,
}

/// Discounts and charges on a document, and what it comes to with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adjusted {
    pub adjustments: Vec<DocumentAdjustment>,
    pub totals: Totals,
}

/// All lines of a document, and what they come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Priced {
    pub lines: Vec<PricedLine>,
    pub whole: Adjusted,
}

/// What somebody asks for.
#[derive(Debug)]
pub struct Asked {
    pub lines: Vec<NewLine>,
    pub adjustments: Vec<NewDocumentAdjustment>,
    /// Tax codes that the document's own discounts and charges have already, and that may have been retired since.
    pub known: Vec<Tax>,
}

/// Looks up what lines, discounts and charges name and works out what they come to; each broken rule is named by its field.
pub async fn price(tx: &mut Tx, currency: Currency, asked: Asked) -> Result<Priced, Error> {
    let Asked { lines, adjustments, known } = asked;
    must_be_few(&lines)?;
    must_be_few_on_document(&adjustments)?;
    let mut codes: Vec<_> = lines.iter().filter_map(|line| line.tax_code_id).collect();
    codes.extend(unknown_codes(&adjustments, &known));
    let taxes = store::tax_codes(tx, &codes).await?;
    let categories: Vec<_> = lines.iter().filter_map(|line| line.category_id).collect();
    let categories = store::categories(tx, &categories).await?;
    let (mut priced, mut errors) = (Vec::new(), Vec::new());
    for (line, index) in lines.into_iter().zip(0_usize..) {
        match price_line(line, currency, (&taxes, &categories)) {
            Ok(line) => priced.push(line),
            Err(wrong) => errors.extend(wrong.into_iter().map(|error| below(&format!("lines[{index}]"), error))),
        }
    }
    let taxed = priced.iter().map(|line| Taxed { amount: line.net, tax: line.tax.as_ref() });
    let taxes = [known, taxes].concat();
    let whole = on_document(currency, taxed, adjustments, &taxes);
    if let Err(Wrong::Fields(wrong)) = &whole {
        errors.extend(wrong.iter().cloned());
    }
    if !errors.is_empty() {
        return Err(Error::invalid_fields(errors));
    }
    Ok(Priced { whole: whole?, lines: priced })
}

/// Works out the discounts and charges of a document whose lines stay as they are.
pub async fn adjust(
    tx: &mut Tx,
    currency: Currency,
    lines: &[Taxed<'_>],
    (adjustments, known): (Vec<NewDocumentAdjustment>, Vec<Tax>),
) -> Result<Adjusted, Error> {
    must_be_few_on_document(&adjustments)?;
    let codes: Vec<_> = unknown_codes(&adjustments, &known).collect();
    let taxes = [known, store::tax_codes(tx, &codes).await?].concat();
    Ok(on_document(currency, lines.iter().copied(), adjustments, &taxes)?)
}

/// Refuses more lines than a document may have, and more discounts and charges than a line.
pub fn must_be_few(lines: &[NewLine]) -> Result<(), Error> {
    if lines.len() > LINES_MAX {
        let message = format!("At most {LINES_MAX} lines; these are {}.", lines.len());
        return Err(Error::invalid("lines", "too_many", message));
    }
    let many = lines.iter().zip(0_usize..).filter(|(line, _)| line.adjustments.len() > LINE_ADJUSTMENTS_MAX);
    let errors: Vec<_> = many
        .map(|(line, index)| {
            let count = line.adjustments.len();
            let message = format!("At most {LINE_ADJUSTMENTS_MAX} discounts and charges; these are {count}.");
            FieldError::new(format!("lines[{index}].adjustments"), "too_many", message)
        })
        .collect();
    if errors.is_empty() { Ok(()) } else { Err(Error::invalid_fields(errors)) }
}

fn must_be_few_on_document(adjustments: &[NewDocumentAdjustment]) -> Result<(), Error> {
    if adjustments.len() <= DOCUMENT_ADJUSTMENTS_MAX {
        return Ok(());
    }
    let count = adjustments.len();
    let message = format!("At most {DOCUMENT_ADJUSTMENTS_MAX} discounts and charges; these are {count}.");
    Err(Error::invalid("adjustments", "too_many", message))
}

fn unknown_codes(adjustments: &[NewDocumentAdjustment], known: &[Tax]) -> impl Iterator<Item = TaxCodeId> {
    let codes = adjustments.iter().filter_map(|adjustment| adjustment.tax_code_id);
    codes.filter(|id| known.iter().all(|tax| tax.id != *id)).collect::<Vec<_>>().into_iter()
}

fn below(path: &str, error: FieldError) -> FieldError {
    FieldError { field: format!("{path}.{}", error.field), ..error }
}

fn no_such(field: &str, what: &str) -> FieldError {
    FieldError::new(field, "unknown", format!("There is no such {what} in use."))
}

fn price_line(
    line: NewLine,
    currency: Currency,
    (taxes, categories): (&[Tax], &[LineCategory]),
) -> Result<PricedLine, Vec<FieldError>> {
    let mut errors = Vec::new();
    let tax = line.tax_code_id.and_then(|id| taxes.iter().find(|tax| tax.id == id)).cloned();
    let category = line.category_id.and_then(|id| categories.iter().find(|category| category.id == id)).cloned();
    if tax.is_none() && line.tax_code_id.is_some() {
        errors.push(no_such("tax_code_id", "tax code"));
    }
    if category.is_none() && line.category_id.is_some() {
        errors.push(no_such("category_id", "category"));
    }
    let too_large = || FieldError::new("quantity", "too_large", "The line comes to too much.");
    let Some(gross) = totals::gross(line.quantity, line.unit_price, line.price_base, currency) else {
        errors.push(too_large());
        return Err(errors);
    };
    let mut adjustments = Vec::new();
    for (adjustment, index) in line.adjustments.iter().zip(0_usize..) {
        match adjustment.clone().on(gross) {
            Ok(adjustment) => adjustments.push(adjustment),
            Err(error) => errors.push(below(&format!("adjustments[{index}]"), error)),
        }
    }
    let net = adjustments.iter().try_fold(gross, |net, adjustment| adjustment.applied_to(net));
    match net {
        None => errors.push(too_large()),
        Some(net) if net.minor < 0 => {
            let message = format!("The line comes to {gross}, and its discounts to more.");
            errors.push(FieldError::new("adjustments", "below_zero", message));
        }
        Some(net) if errors.is_empty() => return Ok(PricedLine { line, category, tax, gross, adjustments, net }),
        Some(_) => {}
    }
    Err(errors)
}

enum Wrong {
    Fields(Vec<FieldError>),
    /// Not to be told beside a wrong line, whose amount is missing from the sum.
    BelowZero(FieldError),
    TooLarge,
}

impl From<Wrong> for Error {
    fn from(wrong: Wrong) -> Self {
        match wrong {
            Wrong::Fields(errors) => Self::invalid_fields(errors),
            Wrong::BelowZero(error) => Self::invalid_fields(vec![error]),
            Wrong::TooLarge => refusals::TOTAL_TOO_LARGE.into(),
        }
    }
}

fn on_document<'a>(
    currency: Currency,
    lines: impl Iterator<Item = Taxed<'a>> + Clone,
    asked: Vec<NewDocumentAdjustment>,
    taxes: &[Tax],
) -> Result<Adjusted, Wrong> {
    let base = totals::sum(currency, lines.clone().map(|line| line.amount)).ok_or(Wrong::TooLarge)?;
    let (mut adjustments, mut errors) = (Vec::new(), Vec::new());
    for (one, index) in asked.into_iter().zip(0_usize..) {
        let path = format!("adjustments[{index}]");
        let (adjustment, tax_code_id) = one.into_parts();
        let tax_code = tax_code_id.and_then(|id| taxes.iter().find(|tax| tax.id == id)).cloned();
        if tax_code.is_none() && tax_code_id.is_some() {
            errors.push(below(&path, no_such("tax_code_id", "tax code")));
        }
        match adjustment.on(base) {
            Ok(adjustment) => adjustments.push(DocumentAdjustment { adjustment, tax_code }),
            Err(error) => errors.push(below(&path, error)),
        }
    }
    if !errors.is_empty() {
        return Err(Wrong::Fields(errors));
    }
    let changes = adjustments.iter().map(DocumentAdjustment::on_document);
    let totals = totals::totals(currency, lines, changes).ok_or(Wrong::TooLarge)?;
    must_not_be_below_zero(&totals).map_err(Wrong::BelowZero)?;
    Ok(Adjusted { adjustments, totals })
}

// An order is what is to be paid; what comes back is a credit note.
fn must_not_be_below_zero(totals: &Totals) -> Result<(), FieldError> {
    let says = |message: String| Err(FieldError::new("adjustments", "below_zero", message));
    if totals.net.minor < 0 {
        says(format!("The lines and charges come to less than the discounts: {} is left.", totals.net))
    } else if totals.tax.minor < 0 {
        says(format!("The discounts take off more tax than there is: {} is left. Look at their tax codes.", totals.tax))
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
