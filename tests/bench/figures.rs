//! The figures of a run, each told to the report with its bound.
use std::{sync::Arc, time::Duration};

use access::Pool;
use kernel::Error;
use tokio::runtime::Handle;

use crate::{
    app::App,
    client::Client,
    context,
    cpu::Ours,
    crowd, failure,
    ground::{Filling, Ground, Organisation},
    load::{Look, RecordedChain, Taken, chains_bare, chains_over_http, look_bare, look_over_http},
    open_loop,
    operation::{PAGE, Step, page},
    process::Starts,
    profile,
    report::Report,
    rounds::measure,
    tape::Tape,
};

/// Requests a second of the open loop.
const RATE: u32 = 2_000;
/// And for how long.
const RATE_HELD: Duration = Duration::from_secs(30);
/// Goes before, and does not count.
const RATE_WARM: Duration = Duration::from_secs(3);
/// Functions of the database that are told, the dearest first.
const FUNCTIONS: usize = 12;

/// What every figure needs.
pub struct Bench<'a> {
    pub ours: Ours,
    pub rounds: u32,
    pub during: Duration,
    pub clients: usize,
    pub filling: &'a Filling,
    pub ground: &'a Ground,
    pub app: &'a App,
}

impl Bench<'_> {
    /// Pages, single orders and chains over HTTP, each beside the same messages bare.
    pub async fn over_bare(
        &self,
        (on, pool): (&Handle, &Pool),
        tape: &Tape<'_>,
        chains: usize,
        report: &mut Report,
    ) -> Result<(), Error> {
        let ways = ("HTTP", "bare");
        for (name, looks, bound) in [("page of 50", &tape.pages, 0.75), ("one order", &tape.orders, 0.70)] {
            let http = || look_over_http(&self.app.address, looks, self.during);
            let alone = || look_bare(on, pool, looks, self.during);
            // One of each does not count.
            http().await?;
            alone().await?;
            report.tell_measured(name, ways, &measure(self.ours, self.rounds, http, alone).await?, bound);
            if let Some(look) = looks.first() {
                report.tell_messages(name, &look.recording);
            }
        }
        let (over_http, alone) = (Taken::default(), Taken::default());
        let address = &self.app.address;
        let http = || chains_over_http(address, self.clients, &self.filling.organisations, (&over_http, chains));
        let recorded: &Arc<[RecordedChain]> = &tape.chains;
        let alone = || chains_bare(on, pool, self.clients, recorded, (&alone, chains));
        http().await?;
        alone().await?;
        report.tell_measured("chain", ways, &measure(self.ours, self.rounds, http, alone).await?, 0.60);
        for (step, recording) in Step::ALL.iter().zip(recorded.first().ok_or_else(|| failure("no chain"))?) {
            report.tell_messages(step.name(), recording);
        }
        Ok(())
    }

    /// Pages here beside pages of a small database, and a deep page beside the first.
    pub async fn flatness(&self, (small, few): (&App, &Filling), report: &mut Report) -> Result<(), Error> {
        let many = self.filling.orders;
        let ways = (format!("of {many} orders"), format!("of {} orders", few.orders));
        let ways = (ways.0.as_str(), ways.1.as_str());
        let (all, all_of_few) = (self.looks(self.filling.organisations.iter())?, self.looks(few.organisations.iter())?);
        let (large, large_of_few) = ([self.filling.large()?], [few.large()?]);
        let (large, large_of_few) = (self.looks(large.into_iter())?, self.looks(large_of_few.into_iter())?);
        for (name, here, there) in
            [("first page", &all, &all_of_few), ("first page of the large organisation", &large, &large_of_few)]
        {
            let here = || look_over_http(&self.app.address, here, self.during);
            let there = || look_over_http(&small.address, there, self.during);
            here().await?;
            there().await?;
            report.tell_measured(name, ways, &measure(self.ours, self.rounds, here, there).await?, 0.75);
        }
        let organisation = self.filling.large()?;
        let filters = half_way(&Client::of(&self.app.address), organisation).await?;
        let deep: Vec<Look<'_>> = large.iter().map(|_| Look::unrecorded(page(organisation, &filters))).collect();
        let (deep, first) = (
            || look_over_http(&self.app.address, &deep, self.during),
            || look_over_http(&self.app.address, &large, self.during),
        );
        deep().await?;
        let measured = measure(self.ours, self.rounds, deep, first).await?;
        report.tell_measured("page half-way down the large organisation", ("deep", "first"), &measured, 0.75);
        Ok(())
    }

    /// What opening a sealed transaction costs more than a bare one.
    pub async fn context(&self, report: &mut Report) -> Result<(), Error> {
        let cost = context::cost(self.ground, self.filling).await?;
        report.tell_at_most(
            "session and sealed context, more than a bare setting",
            cost.sealed - cost.bare,
            "ms",
            0.10,
        );
        report.tell("transaction with session and sealed context, median", cost.sealed, "ms");
        report.tell("transaction with a bare setting, median", cost.bare, "ms");
        Ok(())
    }

    /// Pages at a fixed rate.
    pub async fn open_loop(&self, report: &mut Report) -> Result<(), Error> {
        let looks = self.looks(self.filling.organisations.iter())?;
        // The first one does not count.
        open_loop::at_rate(self.ours, &self.app.address, &looks, RATE, RATE_WARM).await?;
        let latencies = open_loop::at_rate(self.ours, &self.app.address, &looks, RATE, RATE_HELD).await?;
        let name = format!("{RATE} pages a second");
        report.tell_at_most(format!("{name}, 99 of 100 within"), latencies.percentile(99), "ms", 10.0);
        report.tell(format!("{name}, half within"), latencies.percentile(50), "ms");
        report.tell(format!("{name}, answers"), count(latencies.count()), "pages");
        if let Some(cores) = latencies.foreign_cores {
            report.tell(format!("{name}, other programs"), cores, "cores");
        }
        Ok(())
    }

    /// Many writers in one organisation, and many approvers of one step.
    pub async fn crowd(&self, report: &mut Report) -> Result<(), Error> {
        let organisation = self.filling.large()?;
        let written = crowd::write(self.ground, &self.app.address, organisation).await?;
        let name = format!("{} writers", crowd::WRITERS);
        report.tell_at_most(format!("{name}, errors"), count(written.errors), "errors", 0.0);
        report.tell_at_most(format!("{name}, missing numbers"), count(written.gaps), "numbers", 0.0);
        report.tell_at_most(format!("{name}, numbers given twice"), count(written.doubles), "numbers", 0.0);
        report.tell(format!("{name}, orders created, approved and issued"), written.per_second(), "per second");
        let counted = crowd::approve(&self.app.address, organisation).await?;
        let name = format!("{} approvers of one step", organisation.tokens.crowd.len());
        report.tell_exactly(format!("{name}, that count"), count(counted), "approvals", 1.0);
        Ok(())
    }

    /// What the walker, the policy engine and the database's own functions cost.
    pub async fn profile(&self, report: &mut Report) -> Result<(), Error> {
        let walk = profile::walk(self.ground).await?;
        report.tell("catalogue walker, at each start and each hour, never in a request", millis(walk), "ms");
        report.tell("policy engine, the route of one document among 200 people", millis(profile::route()?), "ms");
        let parts = profile::parts(self.ground, self.filling).await?;
        report.tell("chain alone, with counting functions", parts.chain_ms, "ms");
        for (function, calls, ms) in parts.functions.into_iter().take(FUNCTIONS) {
            report.tell(format!("{function} in a chain, itself, {calls:.0} calls"), ms, "ms");
        }
        Ok(())
    }

    fn looks<'o>(&self, organisations: impl Iterator<Item = &'o Organisation> + Clone) -> Result<Vec<Look<'o>>, Error> {
        let looks: Vec<_> = organisations
            .cycle()
            .take(self.clients)
            .map(|organisation| Look::unrecorded(page(organisation, "")))
            .collect();
        if looks.is_empty() { Err(failure("no organisation")) } else { Ok(looks) }
    }
}

/// The service as a process of its own.
pub async fn process(starts: &Starts<'_>, report: &mut Report) -> Result<(), Error> {
    let seen = starts.see().await?;
    report.tell_at_most(
        "start to the first good answer to somebody signed in, median",
        millis(seen.start),
        "ms",
        200.0,
    );
    report.tell_at_most("memory, idle", seen.idle_mib, "MiB", 40.0);
    report.tell_at_most("memory, most under 64 clients", seen.loaded_mib, "MiB", 80.0);
    Ok(())
}

// The cursor half-way down, as somebody gets there.
async fn half_way(client: &Client, organisation: &Organisation) -> Result<String, Error> {
    let pages = usize::try_from(organisation.clones)? / PAGE / 2;
    let mut filters = String::new();
    for _ in 0..pages {
        let answer = client.asks(&page(organisation, &filters), 200).await?;
        let cursor =
            answer.get("next_cursor").and_then(serde_json::Value::as_str).ok_or_else(|| failure("no deep page"))?;
        filters = format!("&cursor={cursor}");
    }
    Ok(filters)
}

fn millis(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

fn count(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::NAN, f64::from)
}
