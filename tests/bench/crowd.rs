//! Many at once in one organisation: writers that create and issue, and approvers of one step.
use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use futures_util::future::{join_all, try_join_all};
use kernel::Error;
use serde_json::json;

use crate::{
    client::{Client, Request},
    failure,
    ground::{Ground, Organisation},
    operation::{Chain, ORDERS, Seen, Step},
};

/// How many write at once.
pub const WRITERS: u64 = 32;
/// Orders that each of them creates and issues.
const ORDERS_EACH: u64 = 4;
/// The orders of the writers have numbers of their own, far behind those of the chains.
const FIRST: u64 = 1_000_000;

/// What the writers came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    pub issued: usize,
    pub errors: usize,
    /// Numbers that are missing between the first and the last.
    pub gaps: usize,
    /// Numbers that two orders bear.
    pub doubles: usize,
    pub took: Duration,
}

impl Written {
    /// How many orders went all the way in a second.
    pub fn per_second(&self) -> f64 {
        u32::try_from(self.issued).map_or(f64::NAN, f64::from) / self.took.as_secs_f64().max(f64::MIN_POSITIVE)
    }
}

/// Creates, submits, approves and issues from all sides.
pub async fn write(ground: &Ground, address: &str, organisation: &Organisation) -> Result<Written, Error> {
    let begun = Instant::now();
    let writers = (0..WRITERS).map(|writer| async move {
        let (client, mut issued) = (Client::of(address), 0_usize);
        for order in 0..ORDERS_EACH {
            let number = FIRST.saturating_add(writer.saturating_mul(ORDERS_EACH)).saturating_add(order);
            if let Err(error) = issue(&client, &Chain { organisation, number, lines: 2 }).await {
                tracing::error!(%error, "a writer was refused");
            } else {
                issued = issued.saturating_add(1);
            }
        }
        issued
    });
    let issued = join_all(writers).await.into_iter().sum();
    let took = begun.elapsed();
    let wanted = usize::try_from(WRITERS.saturating_mul(ORDERS_EACH))?;
    let mut administrator = ground.administers().await?;
    let numbers: Vec<String> =
        sqlx::query_scalar("select number from tenant.purchase_order where org_id = $1 and number like 'PO-%'")
            .bind(organisation.org_id)
            .fetch_all(&mut administrator)
            .await?;
    let (gaps, doubles) = gaps_and_doubles(&numbers)?;
    Ok(Written { issued, errors: wanted.saturating_sub(issued), gaps, doubles, took })
}

async fn issue(client: &Client, chain: &Chain<'_>) -> Result<(), Error> {
    let mut seen = chain.take(client, Step::Create, None).await?;
    for step in Step::AFTER_CREATE {
        seen = chain.take(client, step, Some(seen)).await?;
    }
    let token = &chain.organisation.tokens.second_accounts;
    let issue = Request::post(token, format!("{ORDERS}/{}/issue", seen.id), format!("issue-{}", chain.number));
    client.sends(&Request { revision: Some(seen.revision), ..issue }, 200).await?;
    Ok(())
}

fn gaps_and_doubles(numbers: &[String]) -> Result<(usize, usize), Error> {
    let counted: Result<Vec<usize>, _> =
        numbers.iter().map(|number| number.rsplit('-').next().unwrap_or_default().parse()).collect();
    let counted = counted?;
    let distinct: BTreeSet<usize> = counted.iter().copied().collect();
    let (Some(first), Some(last)) = (distinct.first(), distinct.last()) else {
        return Err(failure("no order has a number"));
    };
    let span = last.saturating_sub(*first).saturating_add(1);
    Ok((span.saturating_sub(distinct.len()), counted.len().saturating_sub(distinct.len())))
}

/// Lets everybody of Accounts approve one order's step at once; says how many of them counted.
pub async fn approve(address: &str, organisation: &Organisation) -> Result<usize, Error> {
    let client = Client::of(address);
    let chain = Chain { organisation, number: FIRST.saturating_sub(1), lines: 2 };
    let mut seen = chain.take(&client, Step::Create, None).await?;
    for step in [Step::Submit, Step::ApproveFirst] {
        seen = chain.take(&client, step, Some(seen)).await?;
    }
    let Seen { id, revision, .. } = seen;
    let approvers = organisation.tokens.crowd.iter().map(|token| async move {
        let approve = Request::post(token, format!("{ORDERS}/{id}/approve"), format!("approve-{id}"));
        let approve = Request { body: Some(json!({})), revision: Some(revision), ..approve };
        match Client::of(address).answers(&approve).await? {
            (200, _) => Ok(1),
            (409 | 412, _) => Ok(0),
            (status, body) => Err(failure(format!("an approver got {status} {}", String::from_utf8_lossy(&body)))),
        }
    });
    Ok(try_join_all(approvers).await?.into_iter().sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(numbers: &[&str]) -> (usize, usize) {
        let numbers: Vec<String> = numbers.iter().map(|number| (*number).to_owned()).collect();
        gaps_and_doubles(&numbers).unwrap()
    }

    #[test]
    fn a_gap_and_a_double_are_seen() {
        assert_eq!(counted(&["PO-2026-00001", "PO-2026-00003", "PO-2026-00002"]), (0, 0));
        assert_eq!(counted(&["PO-2026-00001", "PO-2026-00004"]), (2, 0));
        assert_eq!(counted(&["PO-2026-00001", "PO-2026-00001"]), (0, 1));
    }
}
