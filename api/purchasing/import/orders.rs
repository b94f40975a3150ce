//! Orders from rows: the rows of one external number are one draft.
mod fields;
mod found;
mod group;
mod groups;
mod known;
mod row;

use std::collections::BTreeMap;

use access::{Event, Work, catalogue::CreatePurchaseOrders};
use imports::{Created, Lens, ROWS_OF_PART, RowFound, SheetRow, Tally};
use kernel::Error;
use serde_json::json;

pub(super) use fields::TARGET;

use self::{
    found::Found,
    group::judge,
    groups::{Batch, Grouping, Groups},
    known::Known,
    row::Item,
};
use super::attempt::Round;
use crate::order::{
    OrderDraft, OrderId,
    create::{Origin, enter},
};

/// A row with its place among all rows of the file.
type Placed<T> = (usize, T);

/// Finds out which rows are one order, then reads and judges some orders at a time, and makes the good ones.
pub(super) async fn attempt<P>(work: &mut Work<'_, P>, round: Round<'_>) -> Result<Tally, Error> {
    let import = round.import;
    let mut grouping = Grouping::default();
    let lens = round.lens(work, |lens, rows| grouping.add(lens, rows)).await?;
    let groups = grouping.done();
    let (mut tally, mut found) = (Tally::default(), Found::of(import.rows()));
    for batch in groups.batches() {
        let rows = rows_of(work, round, &groups, &batch).await?;
        let known = Known::of(work, &lens, &rows).await?;
        for (group, mut items) in grouped(&groups, &lens, &known, &rows) {
            let draft = judge(&mut items, groups.rows(group));
            tally.add_documents(usize::from(draft.is_some()));
            let made = match draft {
                Some(draft) if round.is_making => Some(make(work, draft).await?),
                Some(_) | None => None,
            };
            for (place, item) in items {
                tally.add(&item.reading.trial, item.reading.unknown);
                let created = made.map(|id| Created { kind: "purchase_order".to_owned(), id: id.0 });
                found.add(place, RowFound { trial: item.reading.trial, created });
            }
            work.report(usize::try_from(tally.counts().rows)?, import.rows()).await?;
        }
        for (part, rows) in found.complete() {
            imports::keep_found(work, import.id, part, rows).await?;
        }
    }
    Ok(tally)
}

// The rows of a batch, from the parts in which they stand.
async fn rows_of<P>(
    work: &mut Work<'_, P>,
    round: Round<'_>,
    groups: &Groups,
    batch: &Batch,
) -> Result<Vec<Placed<SheetRow>>, Error> {
    let mut all = Vec::new();
    for part in batch.parts(ROWS_OF_PART) {
        let places = part.saturating_mul(ROWS_OF_PART)..;
        if !places.clone().take(ROWS_OF_PART).any(|place| groups.is_of(place, batch)) {
            continue;
        }
        let rows = imports::rows_of_part(work, round.import.id, part).await?;
        all.extend(places.zip(rows).filter(|(place, _)| groups.is_of(*place, batch)));
    }
    Ok(all)
}

fn grouped<'r>(
    groups: &Groups,
    lens: &'r Lens<'r>,
    known: &Known,
    rows: &'r [Placed<SheetRow>],
) -> BTreeMap<usize, Vec<Placed<Item<'r>>>> {
    let mut by_group: BTreeMap<usize, Vec<Placed<Item<'r>>>> = BTreeMap::new();
    for (place, row) in rows {
        let Some(group) = groups.of(*place) else { continue };
        let item = Item::of(lens.read(row), known, groups.is_alone(group));
        by_group.entry(group).or_default().push((*place, item));
    }
    by_group
}

/// Drafts an order in the caller's name, and tells of it.
async fn make<P>(work: &mut Work<'_, P>, draft: OrderDraft) -> Result<OrderId, Error> {
    let requester = work.caller().person_id;
    let detail = json!({
        "title": draft.title, "external_number": draft.external_number, "lines": draft.lines.len(), "is_imported": true,
    });
    let id = enter(work, draft, Origin { requester, requisition: None }).await?;
    work.tell(&[Event::of::<CreatePurchaseOrders>(id, detail)]).await?;
    Ok(id)
}
