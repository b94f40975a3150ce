//! What stands on the printed order, in words.
use access::Tx;
use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use kernel::{CountryCode, Email, Error, Money, Name, Reference};
use rust_decimal::Decimal;
use suppliers::SupplierForOrder;
use tenancy::{
    logo::{Logo, MediaType},
    organisation::{self, Organisation},
};

use super::{Lifecycle, Order, OrderLine};
use crate::{
    adjustment::{Adjustment, AdjustmentKind},
    printed::{self, Emphasis, Metadata, Moment, Party, PrintedLine, PrintedOrder, RenderError, Rendered, Total},
    refusals,
    totals::TaxSum,
};

/// Who orders, and of whom.
pub(super) struct Around {
    organisation: Organisation,
    logo: Option<Logo>,
    supplier: Option<SupplierForOrder>,
}

impl Around {
    /// As they are today.
    pub(super) async fn read(tx: &mut Tx, order: &Order) -> Result<Self, Error> {
        let organisation = organisation::read(tx).await?;
        let logo = organisation::logo(tx).await?;
        let supplier = match order.supplier_id {
            Some(id) => Some(suppliers::for_order(tx, suppliers::SupplierId(id.0)).await?),
            None => None,
        };
        Ok(Self { organisation, logo, supplier })
    }

    /// Where the supplier takes orders.
    pub(super) fn address_of_supplier(&self) -> Option<Email> {
        self.supplier.as_ref()?.email.clone()
    }

    /// Which day it is where the organisation is.
    pub(super) fn today(&self, now: DateTime<Utc>) -> NaiveDate {
        self.organisation.today(now)
    }
}

/// The most bytes of a printed order.
const BYTES_MAX: usize = 16_777_216;

/// The bytes of a printed order, for the document.
pub(super) type PdfBytes = kernel::Bytes<BYTES_MAX>;

/// Draws it, away from the threads that answer requests.
pub(super) async fn render(document: PrintedOrder) -> Result<Rendered, Error> {
    match actix_web::web::block(move || printed::render(&document)).await? {
        Ok(rendered) if rendered.bytes.len() <= BYTES_MAX => Ok(rendered),
        Ok(_) => Err(Error::refused(refusals::CANNOT_BE_PRINTED, format!("It comes to more than {BYTES_MAX} bytes."))),
        Err(why @ (RenderError::Logo(_) | RenderError::TooLong)) => {
            Err(Error::refused(refusals::CANNOT_BE_PRINTED, why.to_string()))
        }
        Err(why @ RenderError::Export(_)) => Err(why.into()),
    }
}

/// The order as it is to be printed at a moment.
pub(super) fn of(
    order: &Order,
    lines: &[OrderLine],
    around: Around,
    now: DateTime<Utc>,
) -> Result<PrintedOrder, Error> {
    let Around { organisation, logo, supplier } = around;
    let title = format!("Purchase order {}", order.name());
    let issued_on = order.issued_at.map(|at| day(organisation.today(at)));
    Ok(PrintedOrder {
        metadata: Metadata {
            title,
            language: "en".into(),
            author: Some(organisation.name.to_string()),
            created_at: moment(now)?,
        },
        kind_title: "Purchase order".into(),
        number: order.number.as_ref().map(ToString::to_string),
        external_number: order.external_number.as_ref().map(ToString::to_string),
        issued_on,
        need_by: order.need_by.map(day),
        currency: Some(order.currency.code().into()),
        watermark: watermark(order).map(str::to_owned),
        supplier: supplier.map(seller).unwrap_or_default(),
        deliver_to: deliver_to(order),
        requested_by: Some(order.requester_name.to_string()),
        department: order.department_name.as_ref().map(ToString::to_string),
        payment_terms: order.payment_terms.as_ref().or(organisation.payment_terms.as_ref()).map(ToString::to_string),
        delivery_terms: order.delivery_terms.as_ref().map(ToString::to_string),
        lines: lines.iter().map(printed_line).collect(),
        totals: totals(order, lines)?,
        notes: order.notes_to_supplier.as_ref().map(ToString::to_string),
        terms: organisation.order_terms.iter().map(ToString::to_string).collect(),
        logo: logo.map(picture),
        buyer: buyer(organisation),
        ..PrintedOrder::default()
    })
}

// Whoever holds the paper must see that nobody has agreed to it yet, or no longer does.
fn watermark(order: &Order) -> Option<&'static str> {
    match order.lifecycle {
        Lifecycle::Draft => Some("DRAFT"),
        Lifecycle::PendingApproval => Some("NOT APPROVED"),
        Lifecycle::Rejected => Some("REJECTED"),
        Lifecycle::Cancelled => Some("CANCELLED"),
        Lifecycle::Approved
        | Lifecycle::Issued
        | Lifecycle::Acknowledged
        | Lifecycle::Completed
        | Lifecycle::ShortClosed => None,
    }
}

fn buyer(organisation: Organisation) -> Party {
    let Organisation { name, legal_name, address_lines, country, tax_number, .. } = organisation;
    Party {
        name: legal_name.unwrap_or(name).into_string(),
        address_lines: address(&address_lines, country.as_ref()),
        tax_number: tax_number.map(Reference::into_string),
        contact: None,
    }
}

fn seller(supplier: SupplierForOrder) -> Party {
    let contact: Vec<_> = [supplier.contact_name.map(Name::into_string), supplier.email.map(|email| email.to_string())]
        .into_iter()
        .flatten()
        .collect();
    Party {
        name: supplier.legal_name.unwrap_or(supplier.name).into_string(),
        address_lines: address(&supplier.address_lines, Some(&supplier.country)),
        tax_number: supplier.tax_number.map(|number| number.as_str().to_owned()),
        contact: (!contact.is_empty()).then(|| contact.join("\n")),
    }
}

fn deliver_to(order: &Order) -> Vec<String> {
    let name = order.delivery_address_name.iter().map(ToString::to_string);
    let lines = order.delivery_address_lines.as_deref().unwrap_or_default();
    name.chain(address(lines, order.delivery_address_country.as_ref())).collect()
}

fn address(lines: &[Name], country: Option<&CountryCode>) -> Vec<String> {
    lines.iter().map(ToString::to_string).chain(country.map(|country| country.as_str().to_owned())).collect()
}

fn picture(logo: Logo) -> printed::Logo {
    match logo.media_type {
        MediaType::Png => printed::Logo::Png(logo.bytes),
        MediaType::Jpeg => printed::Logo::Jpeg(logo.bytes),
    }
}

fn printed_line(line: &OrderLine) -> PrintedLine {
    let base = line.price_base.decimal();
    PrintedLine {
        position: line.position.to_string(),
        description: line.description.to_string(),
        supplier_reference: line.supplier_reference.as_ref().map(ToString::to_string),
        need_by: line.need_by.map(day),
        quantity: grouped(line.quantity.decimal(), 0),
        unit: line.unit.short().to_owned(),
        unit_price: grouped(line.unit_price.decimal(), line.net.currency.digits()),
        price_base: (base != Decimal::ONE).then(|| format!("per {}", grouped(base, 0))),
        tax: line.tax_code.as_ref().map(|tax| format!("{} %", tax.rate_percent.normalize())),
        adjustments: line.adjustments.iter().map(|one| format!("{}: {}", labelled(one), signed(one))).collect(),
        net: amount(line.net),
    }
}

// "Discount 10 %, Volume discount".
fn labelled(adjustment: &Adjustment) -> String {
    let kind = adjustment.kind.words();
    match adjustment.percent {
        Some(percent) => format!("{kind} {percent} %, {}", adjustment.reason),
        None => format!("{kind}, {}", adjustment.reason),
    }
}

fn signed(adjustment: &Adjustment) -> String {
    match adjustment.kind {
        AdjustmentKind::Discount => format!("-{}", amount(adjustment.amount)),
        AdjustmentKind::Charge => amount(adjustment.amount),
    }
}

fn totals(order: &Order, lines: &[OrderLine]) -> Result<Vec<Total>, Error> {
    let totals = order.totals(lines)?;
    let row = |label: String, money: Money, emphasis| Total { label, amount: amount(money), emphasis };
    let taxed = |sum: &TaxSum| {
        let tax = sum.tax_code.as_ref()?;
        let label = format!("{} on {}", tax.name, amount(sum.taxable));
        Some(row(label, sum.tax, Emphasis::Plain))
    };
    let mut rows = Vec::new();
    let adjustments = order.adjustments(lines)?;
    if !adjustments.is_empty() {
        rows.push(row("Lines".into(), totals.lines, Emphasis::Plain));
    }
    rows.extend(adjustments.iter().map(|one| Total {
        label: labelled(&one.adjustment),
        amount: signed(&one.adjustment),
        emphasis: Emphasis::Plain,
    }));
    rows.push(row("Net total".into(), totals.net, Emphasis::Plain));
    rows.extend(totals.by_tax_code.iter().filter_map(taxed));
    rows.push(row(format!("Total {}", order.currency), totals.gross, Emphasis::Strong));
    Ok(rows)
}

pub(super) fn amount(money: Money) -> String {
    grouped(money.decimal(), money.currency.digits())
}

// With commas between thousands, and at least so many decimal places.
fn grouped(decimal: Decimal, places: u32) -> String {
    let mut decimal = decimal.normalize();
    if decimal.scale() < places {
        decimal.rescale(places);
    }
    let text = decimal.to_string();
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(whole, part)| (whole, Some(part)));
    let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let digits = whole.chars().count();
    let mut grouped = sign.to_owned();
    for (digit, left) in whole.chars().zip((0..digits).rev()) {
        grouped.push(digit);
        if left > 0 && left.is_multiple_of(3) {
            grouped.push(',');
        }
    }
    match fraction {
        Some(fraction) => format!("{grouped}.{fraction}"),
        None => grouped,
    }
}

pub(super) fn day(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

fn moment(at: DateTime<Utc>) -> Result<Moment, Error> {
    Ok(Moment {
        year: u16::try_from(at.year())?,
        month: u8::try_from(at.month())?,
        day: u8::try_from(at.day())?,
        hour: u8::try_from(at.hour())?,
        minute: u8::try_from(at.minute())?,
        second: u8::try_from(at.second())?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, places: u32) -> String {
        grouped(text.parse().unwrap(), places)
    }

    #[test]
    fn thousands_are_grouped_and_places_filled_up() {
        assert_eq!(told("1234567.5", 2), "1,234,567.50");
        assert_eq!(told("999", 2), "999.00");
        assert_eq!(told("1000", 0), "1,000");
        assert_eq!(told("0.123456", 2), "0.123456");
        assert_eq!(told("12.500000", 0), "12.5");
        assert_eq!(told("0", 3), "0.000");
        assert_eq!(told("-123456.7", 2), "-123,456.70");
    }

    #[test]
    fn a_day_is_written_out() {
        assert_eq!(NaiveDate::from_ymd_opt(2026, 12, 4).map(day), Some("4 December 2026".into()));
    }
}
