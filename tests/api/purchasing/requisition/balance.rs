//! Whatever happens to a requisition and its orders: for each line, ordered + closed short + remaining = approved.
use rand::{Rng, SeedableRng, rngs::StdRng};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{acts, approves, asks, body, lifecycle, line, short_close::closes, shows, submits, supplier};
use crate::support::{Answer, App, Organisation, Person, seed};

const STEPS: usize = 60;
const STEPS_LONG: usize = 1500;
const APPROVED: [&str; 3] = ["100", "7.5", "0.000003"];

/// What an order took of a line.
struct Taken {
    order: String,
    line: usize,
    quantity: Decimal,
    is_issued: bool,
    /// How much of it will not come.
    closed: Decimal,
}

impl Taken {
    fn counted(&self) -> Decimal {
        self.quantity - self.closed
    }
}

/// The same in a few lines that know nothing of the service.
struct Model {
    approved: [Decimal; 3],
    is_closed: [bool; 3],
    taken: Vec<Taken>,
}

impl Model {
    fn ordered(&self, line: usize) -> Decimal {
        self.taken.iter().filter(|taken| taken.line == line).map(Taken::counted).sum()
    }

    fn remaining(&self, line: usize) -> Decimal {
        if self.is_closed[line] { Decimal::ZERO } else { self.approved[line] - self.ordered(line) }
    }

    fn lifecycle(&self) -> &'static str {
        let is_ordered = |line: usize| self.ordered(line) == self.approved[line];
        match [0, 1, 2] {
            lines if lines.into_iter().all(is_ordered) => "ordered",
            lines if lines.into_iter().all(|line| self.remaining(line).is_zero()) => "short_closed",
            lines if lines.into_iter().any(|line| !self.ordered(line).is_zero()) => "partially_ordered",
            _ => "approved",
        }
    }

    fn refusal_of_ordering(&self, line: usize, quantity: Decimal) -> Option<&'static str> {
        match self.lifecycle() {
            "ordered" => Some("requisition_fully_ordered"),
            "short_closed" => Some("requisition_short_closed"),
            _ if self.is_closed[line] => Some("requisition_line_short_closed"),
            _ if quantity > self.remaining(line) => Some("ordered_above_approved"),
            _ => None,
        }
    }

    fn refusal_of_closing(&self, line: Option<usize>) -> Option<&'static str> {
        match (self.lifecycle(), line) {
            ("ordered", _) => Some("requisition_fully_ordered"),
            ("short_closed", _) => Some("requisition_short_closed"),
            (_, Some(line)) if self.is_closed[line] => Some("requisition_line_short_closed"),
            (_, Some(line)) if self.remaining(line).is_zero() => Some("requisition_line_fully_ordered"),
            _ => None,
        }
    }
}

/// One walk: the service, the people and the model beside it.
struct Walk<'a> {
    hotel: &'a Organisation<'a>,
    accounts: Person<'a>,
    second: Person<'a>,
    id: String,
    lines: [Value; 3],
    suppliers: [String; 2],
    model: Model,
    chance: StdRng,
}

fn agrees(answer: &Answer, refusal: Option<&str>) -> bool {
    let found = (answer.status != 200).then(|| answer.body["code"].as_str().unwrap_or_default());
    assert_eq!(found, refusal, "{}", answer.body);
    refusal.is_none()
}

async fn on_order(person: &Person<'_>, taken: &Taken, verb: &str, body: Value) -> Answer {
    let path = format!("/v1/purchase-orders/{}", taken.order);
    let tag = format!("\"{}\"", person.gets(&path).await.is(200).revision());
    let key = Uuid::new_v4().to_string();
    let headers = [("idempotency-key", key.as_str()), ("if-match", tag.as_str())];
    let body = (!body.is_null()).then_some(body);
    person.sends("POST", &format!("{path}/{verb}"), body, &headers).await
}

impl Walk<'_> {
    fn quantity(&mut self, line: usize) -> Decimal {
        let whole = self.model.approved[line];
        match self.chance.random_range(0..4) {
            0 => whole,
            1 => self.model.remaining(line).max(Decimal::new(1, 6)),
            2 => Decimal::new(1, 6),
            _ => (whole * Decimal::from(self.chance.random_range(1..120)) / Decimal::from(100))
                .round_dp(6)
                .max(Decimal::new(1, 6)),
        }
    }

    async fn orders(&mut self) {
        let line = self.chance.random_range(0..3);
        let (quantity, supplier) = (self.quantity(line), self.suppliers[self.chance.random_range(0..2)].clone());
        let part = json!({ "requisition_line_id": self.lines[line], "quantity": quantity.to_string() });
        let asked = json!({ "orders": [{ "supplier_id": supplier, "lines": [part] }] });
        let answer = acts(&self.accounts, &self.id, "order", self.revision().await, asked).await;
        if agrees(&answer, self.model.refusal_of_ordering(line, quantity)) {
            let order = answer.body["orders"][0]["id"].as_str().unwrap().to_owned();
            self.model.taken.push(Taken { order, line, quantity, is_issued: false, closed: Decimal::ZERO });
        }
    }

    /// Which of the orders that are such.
    fn some(&mut self, is_such: impl Fn(&Taken) -> bool) -> Option<usize> {
        let places: Vec<_> = (0..self.model.taken.len()).filter(|place| is_such(&self.model.taken[*place])).collect();
        (!places.is_empty()).then(|| places[self.chance.random_range(0..places.len())])
    }

    /// Why so much more of a line is not taken by an order that stands.
    fn refusal_of_more(&self, line: usize, more: Decimal) -> Option<&'static str> {
        if self.model.ordered(line) + more > self.model.approved[line] {
            Some("ordered_above_approved")
        } else if self.model.is_closed[line] && more > Decimal::ZERO {
            Some("requisition_line_short_closed")
        } else {
            None
        }
    }

    async fn edits(&mut self) {
        let Some(place) = self.some(|taken| !taken.is_issued) else { return };
        let (at, before) = (self.model.taken[place].line, self.model.taken[place].quantity);
        let quantity = self.quantity(at);
        let path = format!("/v1/purchase-orders/{}", self.model.taken[place].order);
        let draft = self.accounts.gets(&path).await.is(200);
        let mut edited = line(&quantity.to_string(), "4.25");
        edited["id"] = draft.body["lines"][0]["id"].clone();
        let answer = self.accounts.patches(&path, json!({ "lines": [edited] }), draft.revision()).await;
        if agrees(&answer, self.refusal_of_more(at, quantity - before)) {
            self.model.taken[place].quantity = quantity;
        }
    }

    /// An order ends: cancelled as a draft, or rejected by its approver.
    async fn gives_back(&mut self) {
        if self.model.taken.is_empty() {
            return;
        }
        let taken = self.model.taken.remove(self.chance.random_range(0..self.model.taken.len()));
        let is_whole = taken.closed == taken.quantity;
        if taken.is_issued || self.chance.random_bool(0.5) {
            let answer = on_order(&self.accounts, &taken, "cancel", json!({ "reason": "Too dear" })).await;
            if !agrees(&answer, is_whole.then_some("illegal_transition")) {
                self.model.taken.push(taken);
            }
        } else {
            on_order(&self.accounts, &taken, "submit", Value::Null).await.is(200);
            on_order(&self.hotel.head().await, &taken, "reject", json!({ "note": "Too dear" })).await.is(200);
        }
    }

    /// A draft goes its way to the supplier.
    async fn issues(&mut self) {
        let Some(place) = self.some(|taken| !taken.is_issued) else { return };
        let taken = &mut self.model.taken[place];
        on_order(&self.accounts, taken, "submit", Value::Null).await.is(200);
        for approver in [&self.hotel.head().await, &self.second] {
            on_order(approver, taken, "approve", json!({})).await.is(200);
        }
        on_order(&self.accounts, taken, "issue", Value::Null).await.is(200);
        taken.is_issued = true;
    }

    /// A part of an issued order will not come.
    async fn closes_order(&mut self) {
        let Some(place) = self.some(|taken| taken.is_issued && taken.closed.is_zero()) else { return };
        let whole = self.model.taken[place].quantity;
        let quantity = self.quantity(self.model.taken[place].line).min(whole);
        let taken = &mut self.model.taken[place];
        let order = self.accounts.gets(&format!("/v1/purchase-orders/{}", taken.order)).await.is(200);
        let part = json!({ "line_id": order.body["lines"][0]["id"], "quantity": quantity.to_string() });
        let asked = json!({ "reason": "Sold out", "lines": [part] });
        let done = on_order(&self.accounts, taken, "short-close", asked).await.is(200);
        assert_eq!(lifecycle(&done), if quantity == whole { "short_closed" } else { "issued" });
        taken.closed = quantity;
    }

    async fn reopens_order(&mut self) {
        let Some(place) = self.some(|taken| !taken.closed.is_zero()) else { return };
        let taken = &self.model.taken[place];
        let answer = on_order(&self.second, taken, "reopen", json!({ "reason": "Found more" })).await;
        if agrees(&answer, self.refusal_of_more(taken.line, taken.closed)) {
            self.model.taken[place].closed = Decimal::ZERO;
        }
    }

    async fn closes(&mut self) {
        let line = self.chance.random_bool(0.7).then(|| self.chance.random_range(0..3));
        let places: Vec<usize> = line.into_iter().collect();
        let answer = closes(&self.accounts, &self.id, &places).await;
        if agrees(&answer, self.model.refusal_of_closing(line)) {
            match line {
                Some(line) => self.model.is_closed[line] = true,
                None => self.model.is_closed = [true; 3],
            }
        }
    }

    async fn reopens(&mut self) {
        let line = self.chance.random_bool(0.5).then(|| self.chance.random_range(0..3));
        let mut asked = json!({ "reason": "Needed after all" });
        if let Some(line) = line {
            asked["line_ids"] = json!([self.lines[line]]);
        }
        let answer = acts(&self.accounts, &self.id, "reopen", self.revision().await, asked).await;
        let is_closed = self.model.is_closed;
        let may = line.map_or(is_closed.contains(&true), |line| is_closed[line]);
        if agrees(&answer, (!may).then_some("requisition_not_short_closed")) {
            match line {
                Some(line) => self.model.is_closed[line] = false,
                None => self.model.is_closed = [false; 3],
            }
        }
    }

    async fn revision(&self) -> i64 {
        shows(&self.accounts, &self.id).await.is(200).revision()
    }

    async fn balances(&self, step: usize) {
        let seen = shows(&self.accounts, &self.id).await.is(200);
        for (line, approved) in self.model.approved.into_iter().enumerate() {
            let shown = &seen.body["lines"][line];
            let of = |value: &Value| value.as_str().unwrap_or("0").parse::<Decimal>().unwrap();
            let ordered = of(&shown["ordered_quantity"]);
            let closed = of(&shown["short_closed"]["quantity"]);
            let remaining = of(&shown["remaining_quantity"]);
            assert_eq!(ordered + closed + remaining, approved, "step {step}: {shown}");
            let expected = (self.model.ordered(line), self.model.remaining(line), self.model.is_closed[line]);
            assert_eq!((ordered, remaining, !shown["short_closed"].is_null()), expected, "step {step}");
            let counted = seen.body["orders"].as_array().unwrap().iter().filter(|order| order["is_counted"] == true);
            let lines = counted.flat_map(|order| order["lines"].as_array().unwrap());
            let traced = lines
                .filter(|one| one["requisition_line_id"] == shown["id"])
                .map(|one| of(&one["quantity"]) - of(&one["short_closed_quantity"]));
            assert_eq!(traced.sum::<Decimal>(), ordered, "step {step}: the trace");
        }
        assert_eq!(lifecycle(&seen), self.model.lifecycle(), "step {step}");
    }
}

#[actix_web::test]
async fn ordered_and_closed_and_remaining_come_to_what_was_approved() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let suppliers = [supplier(&hotel, "Harbour Linen").await, supplier(&hotel, "Soap Works").await];
    let lines = APPROVED.map(|quantity| line(quantity, "4.25"));
    let sent = submits(&hotel.requester().await, &asks(&hotel.requester().await, body(&lines)).await).await;
    approves(&hotel.head().await, &sent).await;
    let ready = approves(&hotel.accounts().await, &sent).await;
    let approved = APPROVED.map(|quantity| quantity.parse().unwrap());
    let mut walk = Walk {
        accounts: hotel.accounts().await,
        second: hotel.second_accounts().await,
        id: ready.id(),
        lines: [0, 1, 2].map(|place| ready.body["lines"][place]["id"].clone()),
        suppliers,
        model: Model { approved, is_closed: [false; 3], taken: Vec::new() },
        chance: StdRng::seed_from_u64(seed()),
        hotel: &hotel,
    };

    let steps = if std::env::var("COUNTERSIGN_LONG").is_ok() { STEPS_LONG } else { STEPS };
    for step in 0..steps {
        match walk.chance.random_range(0..16) {
            0..4 => walk.orders().await,
            4 | 5 => walk.gives_back().await,
            6 => walk.edits().await,
            7 | 8 => walk.issues().await,
            9 | 10 => walk.closes_order().await,
            11 => walk.reopens_order().await,
            12 | 13 => walk.closes().await,
            _ => walk.reopens().await,
        }
        walk.balances(step).await;
    }
    app.stop().await;
}
