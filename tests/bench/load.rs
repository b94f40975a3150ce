//! Clients in closed loops: each sends its next request when it has the answer to the last.
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use access::Pool;
use futures_util::future::try_join_all;
use kernel::Error;
use tokio::runtime::Handle;

use crate::{
    client::{Client, Request},
    failure,
    ground::Organisation,
    operation::{Chain, Step},
    recorder::Recording,
    replay::replay,
    rounds::{Count, together},
};

/// Chains of this run begin here: the orders that were really made for the clones have lower numbers.
pub const FIRST_CHAIN: usize = 1_000;
/// How many lines an order of a chain has.
pub const LINES: u32 = 5;

/// A look that a client repeats, and what its answer must be like.
pub struct Look<'a> {
    pub request: Request<'a>,
    /// How long the answer must be, where that is known.
    pub answer_bytes: Option<usize>,
    pub recording: Recording,
    pub recorded_values: usize,
}

impl<'a> Look<'a> {
    /// One that is only sent, never replayed.
    pub fn unrecorded(request: Request<'a>) -> Self {
        Self { request, answer_bytes: None, recording: Recording::from([]), recorded_values: 0 }
    }
}

/// All four requests of a chain, recorded.
pub type RecordedChain = [Recording; Step::ALL.len()];

/// How far a series of chains has been taken.
#[derive(Default)]
pub struct Taken(AtomicUsize);

impl Taken {
    /// The places of the next so many.
    fn next(&self, count: usize) -> (usize, usize) {
        let first = self.0.fetch_add(count, Ordering::Relaxed);
        (first, first.saturating_add(count))
    }
}

/// Looks over HTTP, one client each.
pub async fn look_over_http(address: &str, looks: &[Look<'_>], during: Duration) -> Result<Count, Error> {
    let begun = Instant::now();
    let clients = looks.iter().map(|look| async move {
        let (client, mut times) = (Client::of(address), 0_u32);
        while begun.elapsed() < during {
            let answer = client.sends(&look.request, 200).await?;
            if look.answer_bytes.is_some_and(|bytes| bytes != answer.len()) {
                return Err(failure(format!("{}: {} bytes", look.request.path, answer.len())));
            }
            times = times.saturating_add(1);
        }
        Ok::<_, Error>(times)
    });
    Ok(together(begun, try_join_all(clients).await?))
}

/// The same looks bare.
pub async fn look_bare(on: &Handle, pool: &Pool, looks: &[Look<'_>], during: Duration) -> Result<Count, Error> {
    let begun = Instant::now();
    let clients = looks.iter().map(|look| {
        let (pool, recording, values) = (pool.clone(), look.recording.clone(), look.recorded_values);
        on.spawn(async move {
            let mut times = 0_u32;
            while begun.elapsed() < during {
                let answered = replay(&pool, &recording).await?;
                if answered != values {
                    return Err(failure(format!("a replay answered {answered} values")));
                }
                times = times.saturating_add(1);
            }
            Ok::<_, Error>(times)
        })
    });
    let mut times = Vec::new();
    for client in clients.collect::<Vec<_>>() {
        times.push(client.await??);
    }
    Ok(together(begun, times))
}

/// The next so many chains over HTTP, in turn in each of the organisations.
pub async fn chains_over_http(
    address: &str,
    clients: usize,
    organisations: &[Organisation],
    (taken, count): (&Taken, usize),
) -> Result<Count, Error> {
    let (first, end) = taken.next(count);
    let (next, begun) = (AtomicUsize::new(first), Instant::now());
    let clients = (0..clients).map(|_| async {
        let (client, mut times) = (Client::of(address), 0_u32);
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            if place >= end {
                return Ok::<_, Error>(times);
            }
            chain(organisations, place)?.take_all(&client).await?;
            times = times.saturating_add(1);
        }
    });
    Ok(together(begun, try_join_all(clients).await?))
}

/// The next so many recorded chains bare.
pub async fn chains_bare(
    on: &Handle,
    pool: &Pool,
    clients: usize,
    recorded: &Arc<[RecordedChain]>,
    (taken, count): (&Taken, usize),
) -> Result<Count, Error> {
    let (first, end) = taken.next(count);
    let (next, begun) = (Arc::new(AtomicUsize::new(first)), Instant::now());
    let clients = (0..clients).map(|_| {
        let (pool, recorded, next) = (pool.clone(), recorded.clone(), next.clone());
        on.spawn(async move {
            let mut times = 0_u32;
            loop {
                let place = next.fetch_add(1, Ordering::Relaxed);
                if place >= end {
                    return Ok::<_, Error>(times);
                }
                let chain = recorded.get(place).ok_or_else(|| failure("no recorded chain is left"))?;
                for recording in chain {
                    replay(&pool, recording).await?;
                }
                times = times.saturating_add(1);
            }
        })
    });
    let mut times = Vec::new();
    for client in clients.collect::<Vec<_>>() {
        times.push(client.await??);
    }
    Ok(together(begun, times))
}

/// The chain at this place.
pub fn chain(organisations: &[Organisation], place: usize) -> Result<Chain<'_>, Error> {
    let organisation = organisations.get(place % organisations.len().max(1)).ok_or_else(|| failure("nobody orders"))?;
    let number = u64::try_from(place.saturating_add(FIRST_CHAIN))?;
    Ok(Chain { organisation, number, lines: LINES })
}
