//! The service as a process of its own: how long a start takes, and how much memory it holds. Linux only for the memory.
use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use futures_util::future::try_join;
use kernel::Error;
use sqlx::ConnectOptions;

use crate::{
    app::HOME,
    client::{Client, Request},
    failure,
    ground::{Filling, Ground},
    load::{Look, look_over_http},
    operation::page,
};

/// Clients under whose load memory is read.
const CLIENTS: usize = 64;
/// After the first answer, before it counts as idle.
const REST: Duration = Duration::from_secs(3);
const LOADED: Duration = Duration::from_secs(6);
/// Starts that count; the one before them brings the database up to date.
const STARTS: usize = 5;
const STARTS_WITHIN: Duration = Duration::from_mins(2);

/// What a service needs to be started again and again.
pub struct Starts<'a> {
    pub binary: &'a Path,
    pub ground: &'a Ground,
    pub filling: &'a Filling,
    pub secret: &'a str,
    /// Its own, for its keys.
    pub data_dir: PathBuf,
}

/// What was seen of the process.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    /// From the start of the process to its first good answer to somebody signed in; the median.
    pub start: Duration,
    pub idle_mib: f64,
    pub loaded_mib: f64,
}

/// A running one; dropped, it is killed.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

impl Starts<'_> {
    /// Starts it, looks at it idle and under load, and starts it again.
    pub async fn see(&self) -> Result<Seen, Error> {
        let folder = self.data_dir.join("homes").join(HOME);
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("signing-key.der"), &self.filling.signing_key)?;
        drop(self.start().await?);
        let mut starts = Vec::new();
        for _ in 0..STARTS {
            starts.push(self.start().await?.1);
        }
        starts.sort_unstable();
        let start = starts.get(STARTS / 2).copied().ok_or_else(|| failure("nothing was started"))?;
        let (running, _, address) = self.start_at().await?;
        tokio::time::sleep(REST).await;
        let idle_mib = memory_of(&running)?;
        let organisations = self.filling.organisations.iter().cycle().take(CLIENTS);
        let looks: Vec<Look<'_>> = organisations.map(|organisation| Look::unrecorded(page(organisation, ""))).collect();
        let load = look_over_http(&address, &looks, LOADED);
        let watch = async {
            let (begun, mut most) = (Instant::now(), 0.0);
            while begun.elapsed() < LOADED {
                tokio::time::sleep(Duration::from_millis(100)).await;
                most = f64::max(most, memory_of(&running)?);
            }
            Ok::<_, Error>(most)
        };
        let (_, loaded_mib) = try_join(load, watch).await?;
        fs::remove_dir_all(&self.data_dir)?;
        Ok(Seen { start, idle_mib, loaded_mib })
    }

    async fn start(&self) -> Result<(Running, Duration), Error> {
        let (running, took, _) = self.start_at().await?;
        Ok((running, took))
    }

    async fn start_at(&self) -> Result<(Running, Duration, String), Error> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let (listen, address) = (format!("127.0.0.1:{port}"), format!("http://127.0.0.1:{port}"));
        // Its directory stands in the same database.
        let database = self.ground.nearest().to_url_lossy();
        let begun = Instant::now();
        let child = Command::new(self.binary)
            .args(["serve", "--listen", &listen, "--origin", crate::app::ORIGIN])
            .arg("--data-dir")
            .arg(&self.data_dir)
            .env("DATABASE_URL", database.as_str())
            .env("COUNTERSIGN_DIRECTORY_URL", database.as_str())
            .env("COUNTERSIGN_DATABASE_SECRET", self.secret)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let running = Running(child);
        let look = Request::get(&self.filling.small()?.tokens.accounts, "/v1/purchase-orders?limit=1");
        while begun.elapsed() < STARTS_WITHIN {
            if let Ok((200, _)) = Client::of(&address).answers(&look).await {
                return Ok((running, begun.elapsed(), address));
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        Err(failure("the service did not answer"))
    }
}

// What is resident, as the kernel counts it.
fn memory_of(running: &Running) -> Result<f64, Error> {
    let status = fs::read_to_string(format!("/proc/{}/status", running.0.id()))?;
    let kib =
        status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB")?.parse::<u32>().ok());
    kib.map(|kib| f64::from(kib) / 1024.0).ok_or_else(|| failure("the kernel tells no memory"))
}
