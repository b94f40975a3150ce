//! What other programs took of the processors while we measured; Linux only, elsewhere nothing is known.
use std::{fs, time::Instant};

use kernel::Error;
use sqlx::PgConnection;

/// Ticks of a second, which Linux has fixed for what it shows of processes.
const TICKS_PER_SECOND: f64 = 100.0;
/// A round in which other programs took more than so many cores is taken again.
pub const FOREIGN_CORES_MAX: f64 = 0.3;

/// Who is ours: this process, and the processes of the cluster.
#[derive(Debug, Clone, Copy)]
pub struct Ours {
    postmaster: Option<u32>,
}

/// The processors at a moment.
pub struct Moment {
    at: Instant,
    all: u64,
    ours: u64,
}

impl Ours {
    /// Finds the cluster's processes by one of its backends.
    pub async fn of(connection: &mut PgConnection) -> Result<Self, Error> {
        let backend: i32 = sqlx::query_scalar("select pg_backend_pid()").fetch_one(connection).await?;
        let postmaster = u32::try_from(backend).ok().and_then(process).map(|process| process.parent);
        Ok(Self { postmaster })
    }

    /// What was taken up to now.
    pub fn now(self) -> Option<Moment> {
        let of_cluster = self.postmaster?;
        let mut ours = process(std::process::id())?.ticks;
        for entry in fs::read_dir("/proc").ok()?.flatten() {
            let id = entry.file_name().to_str().and_then(|name| name.parse().ok());
            let Some((id, process)) = id.and_then(|id| Some((id, process(id)?))) else { continue };
            // A backend that has ended counts as its postmaster's child.
            if process.parent == of_cluster {
                ours = ours.saturating_add(process.ticks);
            } else if id == of_cluster {
                ours = ours.saturating_add(process.ticks).saturating_add(process.ticks_of_children);
            }
        }
        Some(Moment { at: Instant::now(), all: busy()?, ours })
    }
}

impl Moment {
    /// How many cores others took from then to now.
    pub fn foreign_cores(&self, now: &Self) -> f64 {
        let seconds = now.at.duration_since(self.at).as_secs_f64();
        let all = now.all.saturating_sub(self.all);
        let foreign = all.saturating_sub(now.ours.saturating_sub(self.ours));
        u32::try_from(foreign).map_or(f64::MAX, f64::from) / TICKS_PER_SECOND / seconds.max(0.01)
    }
}

#[derive(Debug, PartialEq, Eq)]
struct Process {
    parent: u32,
    ticks: u64,
    ticks_of_children: u64,
}

fn process(id: u32) -> Option<Process> {
    process_of(&fs::read_to_string(format!("/proc/{id}/stat")).ok()?)
}

// The name stands in parentheses and may hold anything: the fields are counted behind it (proc(5)).
fn process_of(stat: &str) -> Option<Process> {
    let (_, fields) = stat.rsplit_once(')')?;
    let fields: Vec<&str> = fields.split_whitespace().collect();
    let ticks = |place: usize| fields.get(place)?.parse::<u64>().ok();
    Some(Process {
        parent: fields.get(1)?.parse().ok()?,
        ticks: ticks(11)?.checked_add(ticks(12)?)?,
        ticks_of_children: ticks(13)?.checked_add(ticks(14)?)?,
    })
}

fn busy() -> Option<u64> {
    busy_of(&fs::read_to_string("/proc/stat").ok()?)
}

// user, nice, system, idle, iowait, irq, softirq, steal; what guests take is within user and nice.
fn busy_of(stat: &str) -> Option<u64> {
    let line = stat.lines().next()?.strip_prefix("cpu ")?;
    let fields: Option<Vec<u64>> = line.split_whitespace().take(8).map(|field| field.parse().ok()).collect();
    let [user, nice, system, _idle, _waiting, irq, softirq, steal] = fields?[..] else { return None };
    Some([user, nice, system, irq, softirq, steal].iter().sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_is_read_whatever_its_name() {
        let stat = "41 (a) b (c) S 7 41 41 0 -1 4194304 100 0 0 0 12 5 300 4 20 0 1 0 1 1 1";

        assert_eq!(process_of(stat), Some(Process { parent: 7, ticks: 17, ticks_of_children: 304 }));
        assert_eq!(process_of("41 (a"), None);
    }

    #[test]
    fn idle_and_waiting_are_not_busy() {
        assert_eq!(busy_of("cpu  10 1 5 1000 90 2 3 4 7 7\ncpu0 1 1"), Some(25));
        assert_eq!(busy_of("intr 1"), None);
    }
}
