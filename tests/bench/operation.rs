//! The operations that are measured: a page, one order, and the chain from draft to approved.
use kernel::Error;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    client::{Client, Request},
    failure,
    ground::Organisation,
};

/// Where orders are.
pub const ORDERS: &str = "/v1/purchase-orders";
/// How many orders a page has.
pub const PAGE: usize = 50;

/// What the next act on an order must know of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    pub id: Uuid,
    pub revision: i64,
    pub lifecycle: String,
}

/// The acts of a chain, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Create,
    Submit,
    /// The head of department, whose approval is not the last one.
    ApproveFirst,
    /// Accounts, whose approval makes the order approved.
    ApproveLast,
}

impl Step {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Create, Self::Submit, Self::ApproveFirst, Self::ApproveLast];
    /// All on an order that is there.
    pub const AFTER_CREATE: [Self; 3] = [Self::Submit, Self::ApproveFirst, Self::ApproveLast];

    /// As reports call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Submit => "submit",
            Self::ApproveFirst => "approve (a step of two)",
            Self::ApproveLast => "approve (the last step)",
        }
    }
}

/// One order on its way from draft to approved.
#[derive(Debug, Clone, Copy)]
pub struct Chain<'a> {
    pub organisation: &'a Organisation,
    /// Its own number, from which its idempotency keys are made.
    pub number: u64,
    pub lines: u32,
}

impl Chain<'_> {
    /// Takes one step; all but the first need what was seen last.
    pub async fn take(&self, client: &Client, step: Step, seen: Option<Seen>) -> Result<Seen, Error> {
        let tokens = &self.organisation.tokens;
        let key = format!("chain-{}-{step:?}", self.number);
        let Some(seen) = seen else {
            let create = Request::post(&tokens.requester, ORDERS, key);
            return Ok(serde_json::from_value(
                client.asks(&Request { body: Some(self.draft()?), ..create }, 201).await?,
            )?);
        };
        let (token, verb, body) = match step {
            Step::Create => return Err(failure("an order is created once")),
            Step::Submit => (&tokens.requester, "submit", None),
            Step::ApproveFirst => (&tokens.head, "approve", Some(json!({}))),
            Step::ApproveLast => (&tokens.accounts, "approve", Some(json!({}))),
        };
        let act = Request::post(token, format!("{ORDERS}/{}/{verb}", seen.id), key);
        let request = Request { body, revision: Some(seen.revision), ..act };
        Ok(serde_json::from_value(client.asks(&request, 200).await?)?)
    }

    /// Takes them all; the order must end approved.
    pub async fn take_all(&self, client: &Client) -> Result<(), Error> {
        let mut seen = None;
        for step in Step::ALL {
            seen = Some(self.take(client, step, seen).await?);
        }
        if seen.as_ref().is_some_and(|seen| seen.lifecycle == "approved") {
            return Ok(());
        }
        Err(failure(format!("a chain ended as {seen:?}")))
    }

    // Below a thousand, so that the head and Accounts are asked and nobody else.
    fn draft(&self) -> Result<Value, Error> {
        let Organisation { department, tax_code, category, delivery_address, suppliers, .. } = self.organisation;
        let supplier = suppliers.first().ok_or_else(|| failure("no supplier"))?;
        let goods = [
            ("Bath towels 70 × 140 cm, white, 500 g", "24", "4.25", "C62"),
            ("Olive oil, extra virgin, tin", "6", "11.90", "LTR"),
            ("Flour, type 550", "25", "0.89", "KGM"),
            ("Descaler for dishwashers", "4", "18.40", "C62"),
            ("Napkins, linen, ivory", "60", "1.15", "C62"),
        ];
        let lines =
            goods.iter().cycle().zip(0..self.lines).map(|((description, quantity, unit_price, unit), place)| {
                json!({
                    "description": description, "supplier_reference": format!("ART-{place}"), "quantity": quantity,
                    "unit": unit, "unit_price": unit_price, "tax_code_id": tax_code, "category_id": category,
                })
            });
        Ok(json!({
            "title": format!("Weekly supplies {}", self.number), "currency": "EUR", "department_id": department,
            "supplier_id": supplier, "delivery_address_id": delivery_address, "payment_terms": "30 days net",
            "notes_to_supplier": "Deliver to goods in before ten.", "lines": lines.collect::<Vec<_>>(),
        }))
    }
}

/// A page of orders as Accounts sees it, with these further filters.
pub fn page<'a>(organisation: &'a Organisation, filters: &str) -> Request<'a> {
    Request::get(&organisation.tokens.accounts, format!("{ORDERS}?limit={PAGE}{filters}"))
}

/// One order with its lines, as Accounts sees it.
pub fn one(organisation: &Organisation, order: Uuid) -> Request<'_> {
    Request::get(&organisation.tokens.accounts, format!("{ORDERS}/{order}"))
}
