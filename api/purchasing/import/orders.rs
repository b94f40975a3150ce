//! Orders from rows: the rows of one external number are one draft.
mod fields;
mod group;
mod known;
mod row;

use std::collections::HashMap;

use access::{Event, Work, catalogue::CreatePurchaseOrders};
use imports::{Lens, Made, Mapping, RowTrial, Sheet, Trial};
use kernel::Error;
use serde_json::json;

pub(super) use fields::TARGET;

use self::{group::judge, known::Known, row::Item};
use super::attempt::{AllMade, Attempt, Documents, must_be_few};
use crate::order::{
    OrderDraft,
    create::{Origin, enter},
};

/// The most orders that one confirmation makes: each is entered as if by hand, all within one transaction.
pub(super) const ORDERS_MAX: usize = 500;

/// An order to be drafted, and the rows that are its lines.
pub(super) struct NewOrder {
    rows: Vec<i32>,
    draft: OrderDraft,
}

/// Reads each row, then judges each order as a whole.
pub(super) async fn attempt<P>(work: &mut Work<'_, P>, sheet: &Sheet, mapping: &Mapping) -> Result<Attempt, Error> {
    let lens = Lens::of(TARGET, mapping, sheet);
    let known = Known::of(work, &lens, sheet).await?;
    let numbers: Vec<Option<&str>> = sheet.rows.iter().map(|row| lens.text(row, "external_number")).collect();
    let mut times: HashMap<&str, usize> = HashMap::new();
    for number in numbers.iter().flatten() {
        let times = times.entry(number).or_default();
        *times = times.saturating_add(1);
    }
    let is_alone = |number: Option<&str>| number.is_some_and(|number| times.get(number) == Some(&1));
    let mut groups: Vec<Vec<(usize, Item<'_>)>> = Vec::new();
    let mut by_number: HashMap<&str, usize> = HashMap::new();
    for ((row, number), at) in sheet.rows.iter().zip(&numbers).zip(0_usize..) {
        let item = (at, Item::of(lens.read(row), &known, is_alone(*number)));
        if let Some(group) = number.and_then(|number| by_number.get(number)).and_then(|group| groups.get_mut(*group)) {
            group.push(item);
            continue;
        }
        if let Some(number) = number {
            by_number.insert(number, groups.len());
        }
        groups.push(vec![item]);
    }
    let (mut new, mut trials, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    for mut group in groups {
        if let Some(draft) = judge(&mut group) {
            new.push(NewOrder { rows: group.iter().map(|(_, item)| item.reading.trial.row).collect(), draft });
        }
        for (at, item) in group {
            unknown.extend(item.reading.unknown);
            trials.push((at, item.reading.trial));
        }
    }
    trials.sort_by_key(|(at, _)| *at);
    let trials: Vec<RowTrial> = trials.into_iter().map(|(_, trial)| trial).collect();
    Ok(Attempt { trial: Trial::of(trials, &unknown, new.len()), documents: Documents::Orders(new) })
}

/// Drafts them all in the caller's name, and tells of each.
pub(super) async fn make<P>(work: &mut Work<'_, P>, new: Vec<NewOrder>) -> Result<AllMade, Error> {
    must_be_few(new.len(), ORDERS_MAX, "orders")?;
    let requester = work.caller().person_id;
    let mut made = AllMade::default();
    for NewOrder { rows, draft } in new {
        let (title, number, lines) = (draft.title.clone(), draft.external_number.clone(), draft.lines.len());
        let id = enter(work, draft, Origin { requester, requisition: None }).await?;
        made.rows.extend(rows.into_iter().map(|row| Made { row, kind: "purchase_order", id: id.0 }));
        let detail = json!({ "title": title, "external_number": number, "lines": lines, "is_imported": true });
        made.events.push(Event::of::<CreatePurchaseOrders>(id, detail));
    }
    Ok(made)
}
