//! The lines of a page of documents, flat, each beside its document, as exports show them.
use std::{collections::HashMap, sync::Arc};

use chrono::NaiveDate;
use kernel::{Name, Note, Page, Quantity, Reference, Text, Unit, UnitPrice};
use rust_decimal::Decimal;
use uuid::Uuid;

/// A line, flat.
#[derive(Debug)]
pub(crate) struct ExportedLine {
    pub document_id: Uuid,
    pub id: Uuid,
    pub position: i32,
    pub description: Text,
    pub supplier_reference: Option<Reference>,
    /// Only a line of a requisition names one of its own.
    pub supplier_name: Option<Name>,
    pub category_code: Option<String>,
    pub category_name: Option<String>,
    pub quantity: Quantity,
    pub unit: Unit,
    pub unit_price: UnitPrice,
    pub price_base: Quantity,
    pub tax_code: Option<String>,
    pub tax_rate_percent: Option<Decimal>,
    /// What discounts and charges come to: below zero where the discounts are more.
    pub adjusted_minor: i64,
    pub net_minor: i64,
    /// Of a requisition: in orders that live.
    pub ordered: Option<Decimal>,
    pub short_closed: Decimal,
    /// Of an order: the requisition's line that it answers.
    pub requisition_number: Option<Reference>,
    pub requisition_position: Option<i32>,
    pub need_by: Option<NaiveDate>,
    pub note: Option<Note>,
}

/// A line with its document.
pub(crate) struct LineOf<D> {
    pub document: Arc<D>,
    pub line: ExportedLine,
}

/// Puts each line beside its document, in the order of the documents.
pub(crate) fn beside<D>(documents: Page<D>, lines: Vec<ExportedLine>, id: impl Fn(&D) -> Uuid) -> Page<LineOf<D>> {
    let mut of: HashMap<Uuid, Vec<ExportedLine>> = HashMap::new();
    for line in lines {
        of.entry(line.document_id).or_default().push(line);
    }
    let rows = documents.items.into_iter().flat_map(|document| {
        let lines = of.remove(&id(&document)).unwrap_or_default();
        let document = Arc::new(document);
        lines.into_iter().map(move |line| LineOf { document: Arc::clone(&document), line })
    });
    Page { items: rows.collect(), next_cursor: documents.next_cursor }
}
