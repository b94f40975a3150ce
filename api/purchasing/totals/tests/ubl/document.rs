//! As much of a UBL document as its amounts: the same elements stand in orders, quotations, invoices and notes.
use kernel::Currency;
use roxmltree::Node;
use rust_decimal::Decimal;

/// A document with lines and amounts.
pub struct Document {
    pub currency: Currency,
    pub lines: Vec<Line>,
    pub adjustments: Vec<Adjusted>,
    pub subtotals: Vec<Subtotal>,
    pub stated: Stated,
}

pub struct Line {
    pub id: String,
    pub quantity: Option<Decimal>,
    pub price: Option<Decimal>,
    pub base: Option<Decimal>,
    pub adjustments: Vec<Adjusted>,
    pub net: Decimal,
    /// The category of its item, with the rate.
    pub category: Option<String>,
    pub percent: Option<Decimal>,
}

pub struct Adjusted {
    pub is_charge: bool,
    pub amount: Decimal,
    pub factor: Option<Decimal>,
    pub reason: String,
    pub category: Option<String>,
}

pub struct Subtotal {
    pub category: String,
    pub percent: Option<Decimal>,
    pub taxable: Option<Decimal>,
    pub tax: Decimal,
}

/// The totals that it states.
pub struct Stated {
    pub lines: Option<Decimal>,
    pub discounts: Option<Decimal>,
    pub charges: Option<Decimal>,
    pub net: Option<Decimal>,
    pub tax: Option<Decimal>,
    pub gross: Option<Decimal>,
    pub paid: Decimal,
    pub rounding: Decimal,
    pub payable: Option<Decimal>,
}

fn child<'a>(node: Node<'a, 'a>, name: &str) -> Option<Node<'a, 'a>> {
    node.children().find(|child| child.tag_name().name() == name)
}

fn children<'a>(node: Node<'a, 'a>, name: &str) -> impl Iterator<Item = Node<'a, 'a>> {
    let name = name.to_owned();
    node.children().filter(move |child| child.tag_name().name() == name)
}

fn text(node: Node<'_, '_>, name: &str) -> Option<String> {
    node.children().find(|child| child.tag_name().name() == name)?.text().map(|text| text.trim().to_owned())
}

fn number(node: Node<'_, '_>, name: &str) -> Option<Decimal> {
    text(node, name).map(|text| text.parse().unwrap())
}

fn category<'a>(node: Node<'a, 'a>, name: &str) -> (Option<String>, Option<Decimal>) {
    let category = child(node, name);
    let id = category.map(|category| text(category, "ID").unwrap_or_else(|| "S".into()));
    (id, category.and_then(|category| number(category, "Percent")))
}

impl Document {
    /// None for a document without lines or without amounts.
    pub fn read(xml: &str) -> Option<Self> {
        let xml = roxmltree::Document::parse(xml).unwrap();
        let root = xml.root_element();
        let lines: Vec<_> = root.children().filter_map(Line::read).collect();
        if lines.is_empty() {
            return None;
        }
        let of_currency = root.descendants().find_map(|node| node.attribute("currencyID")).unwrap();
        let tax = child(root, "TaxTotal");
        let subtotals = tax.into_iter().flat_map(|tax| children(tax, "TaxSubtotal")).map(Subtotal::read).collect();
        Some(Self {
            currency: Currency::parse(of_currency).unwrap(),
            lines,
            adjustments: children(root, "AllowanceCharge").map(Adjusted::read).collect(),
            subtotals,
            stated: Stated::read(root, tax.and_then(|tax| number(tax, "TaxAmount"))),
        })
    }

    /// Each category with its rate, as the document's subtotals say or else its lines.
    pub fn categories(&self) -> Vec<(String, Option<Decimal>)> {
        let of_lines = self.lines.iter().filter_map(|line| Some((line.category.clone()?, line.percent)));
        let of_subtotals = self.subtotals.iter().map(|sum| (sum.category.clone(), sum.percent));
        let mut all: Vec<(String, Option<Decimal>)> = Vec::new();
        for (id, percent) in of_subtotals.chain(of_lines) {
            match all.iter_mut().find(|(known, _)| *known == id) {
                Some((_, known)) => *known = known.or(percent),
                None => all.push((id, percent)),
            }
        }
        all
    }
}

impl Line {
    fn read<'a>(node: Node<'a, 'a>) -> Option<Self> {
        if !node.tag_name().name().ends_with("Line") {
            return None;
        }
        let line = child(node, "LineItem").unwrap_or(node);
        let net = number(line, "LineExtensionAmount")?;
        let quantities = ["Quantity", "InvoicedQuantity", "CreditedQuantity", "DebitedQuantity"];
        let price = child(line, "Price");
        let of_item = child(line, "Item").map(|item| category(item, "ClassifiedTaxCategory"));
        let subtotal = child(line, "TaxTotal").and_then(|tax| child(tax, "TaxSubtotal"));
        let (id, percent) = match of_item {
            Some((Some(id), percent)) => (Some(id), percent),
            Some((None, _)) | None => subtotal.map(|sum| category(sum, "TaxCategory")).unwrap_or_default(),
        };
        Some(Self {
            id: text(line, "ID").unwrap(),
            quantity: quantities.iter().find_map(|name| number(line, name)),
            price: price.and_then(|price| number(price, "PriceAmount")),
            base: price.and_then(|price| number(price, "BaseQuantity")),
            adjustments: children(line, "AllowanceCharge").map(Adjusted::read).collect(),
            net,
            category: id,
            percent,
        })
    }
}

impl Adjusted {
    fn read<'a>(node: Node<'a, 'a>) -> Self {
        let code = text(node, "AllowanceChargeReasonCode").map(|code| format!("reason {code}"));
        Self {
            is_charge: text(node, "ChargeIndicator").unwrap() == "true",
            amount: number(node, "Amount").unwrap(),
            factor: number(node, "MultiplierFactorNumeric"),
            reason: text(node, "AllowanceChargeReason").or(code).unwrap(),
            category: category(node, "TaxCategory").0,
        }
    }
}

impl Subtotal {
    fn read<'a>(node: Node<'a, 'a>) -> Self {
        let (id, percent) = category(node, "TaxCategory");
        Self {
            category: id.unwrap(),
            percent,
            taxable: number(node, "TaxableAmount"),
            tax: number(node, "TaxAmount").unwrap(),
        }
    }
}

impl Stated {
    fn read<'a>(root: Node<'a, 'a>, tax: Option<Decimal>) -> Self {
        let total = root.children().find(|child| child.tag_name().name().ends_with("MonetaryTotal"));
        let stated = |name: &str| total.and_then(|total| number(total, name));
        Self {
            lines: stated("LineExtensionAmount"),
            discounts: stated("AllowanceTotalAmount"),
            charges: stated("ChargeTotalAmount"),
            net: stated("TaxExclusiveAmount"),
            tax,
            gross: stated("TaxInclusiveAmount"),
            paid: stated("PrepaidAmount").unwrap_or_default(),
            rounding: stated("PayableRoundingAmount").unwrap_or_default(),
            payable: stated("PayableAmount"),
        }
    }
}
