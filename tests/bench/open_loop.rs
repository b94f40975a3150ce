//! Requests at a fixed rate, whether or not the answers keep up: what is waited for counts from the intended moment.
use std::{
    cell::Cell,
    time::{Duration, Instant},
};

use futures_util::future::try_join_all;
use kernel::Error;

use crate::{client::Client, cpu::Ours, failure, load::Look};

/// How many clients take turns; each has one request under way.
const CLIENTS: usize = 64;

/// How long answers took, from the moment at which their request was due.
#[derive(Debug)]
pub struct Latencies {
    sorted: Vec<Duration>,
    /// Cores that other programs took; not known everywhere.
    pub foreign_cores: Option<f64>,
}

impl Latencies {
    /// The time within which so many of a hundred answers came, in milliseconds.
    pub fn percentile(&self, percent: usize) -> f64 {
        let place = self.sorted.len().saturating_mul(percent).div_ceil(100).saturating_sub(1);
        self.sorted.get(place).map_or(f64::NAN, |latency| latency.as_secs_f64() * 1000.0)
    }

    /// How many answers there were.
    pub fn count(&self) -> usize {
        self.sorted.len()
    }
}

/// Looks of all kinds in turn, so many a second.
pub async fn at_rate(
    ours: Ours,
    address: &str,
    looks: &[Look<'_>],
    per_second: u32,
    during: Duration,
) -> Result<Latencies, Error> {
    let pause = Duration::from_secs(1) / per_second.max(1);
    let (next, begun, before) = (Cell::new(0_u32), Instant::now(), ours.now());
    let clients = (0..CLIENTS).map(|_| async {
        let (client, mut latencies) = (Client::of(address), Vec::new());
        loop {
            let place = next.replace(next.get().saturating_add(1));
            let due = pause.saturating_mul(place);
            if due >= during {
                return Ok::<_, Error>(latencies);
            }
            tokio::time::sleep_until((begun + due).into()).await;
            let look = looks.get(usize::try_from(place)? % looks.len().max(1)).ok_or_else(|| failure("no look"))?;
            client.sends(&look.request, 200).await?;
            latencies.push(begun.elapsed().saturating_sub(due));
        }
    });
    let mut sorted: Vec<Duration> = try_join_all(clients).await?.into_iter().flatten().collect();
    sorted.sort_unstable();
    let foreign_cores = before.zip(ours.now()).map(|(before, now)| before.foreign_cores(&now));
    Ok(Latencies { sorted, foreign_cores })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_the_time_within_which_so_many_came() {
        let sorted = (1..=200).map(Duration::from_millis).collect();
        let latencies = Latencies { sorted, foreign_cores: None };

        let figures = [50, 99, 100].map(|percent| latencies.percentile(percent));

        assert_eq!(figures.map(|figure| format!("{figure:.1}")), ["100.0", "198.0", "200.0"]);
        assert!(Latencies { sorted: Vec::new(), foreign_cores: None }.percentile(99).is_nan());
    }
}
