//! A pool for each thread that serves: a connection wakes the thread that opened it, so another's would wake two.
use std::{
    cell::Cell,
    sync::atomic::{AtomicUsize, Ordering},
};

use kernel::Error;

use crate::Pool;

thread_local! {
    static LANE: Cell<usize> = const { Cell::new(0) };
}

/// One pool or several, of which each thread uses its own.
pub(crate) struct Lanes {
    pools: Vec<Pool>,
}

/// From now on this thread has a lane of its own, as long as there are enough.
pub fn take_lane() {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    LANE.set(NEXT.fetch_add(1, Ordering::Relaxed));
}

impl Lanes {
    /// At least one.
    pub(crate) fn new(count: usize, pool: impl FnMut() -> Result<Pool, Error>) -> Result<Self, Error> {
        Ok(Self { pools: std::iter::repeat_with(pool).take(count.max(1)).collect::<Result<_, _>>()? })
    }

    /// The pool of this thread; threads that serve nothing share the first.
    pub(crate) fn own(&self) -> Option<&Pool> {
        self.pools.get(LANE.get().checked_rem(self.pools.len())?)
    }

    pub(crate) async fn close(&self) {
        for pool in &self.pools {
            pool.close().await;
        }
    }
}
