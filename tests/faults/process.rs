//! The built service as a process, which can be killed at any moment.
use std::{
    fs,
    net::TcpListener,
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU16, Ordering},
    time::{Duration, Instant},
};

use sqlx::ConnectOptions;

use crate::support::{App, ORIGIN};

const STARTS_WITHIN: Duration = Duration::from_mins(1);

/// Ports below those that the system hands out: one of these, let go until the service takes it, is given to nobody else meanwhile.
const PORTS: std::ops::Range<u16> = 20_000..32_000;

/// Where and with what it is started, again and again.
pub struct Process {
    pub address: String,
    listen: String,
    database: String,
    directory: String,
    /// As `COUNTERSIGN_HOMES` has them; empty, the database is the one home.
    homes: String,
    data_dir: PathBuf,
    running: Option<Child>,
}

impl Process {
    /// Prepares one on the database of this application, with its signing key.
    pub fn on(app: &App, signing_key: &[u8]) -> Self {
        let port = free_port();
        let data_dir = std::env::temp_dir().join(format!("countersign-faults-{port}-{}", std::process::id()));
        let folder = data_dir.join("homes").join(app.first().as_str());
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("signing-key.der"), signing_key).unwrap();
        let listen = format!("127.0.0.1:{port}");
        let database = app.database().to_url_lossy().to_string();
        let directory = app.directory().to_url_lossy().to_string();
        let address = format!("http://{listen}");
        Self { address, listen, database, directory, homes: String::new(), data_dir, running: None }
    }

    /// Serves these homes, each at an address of its own, with one signing key for all.
    pub fn has_homes(&mut self, homes: &[(&str, &str)], signing_key: &[u8]) {
        self.homes = homes.iter().map(|(code, url)| format!("{code}={url} ")).collect();
        for (code, _) in homes {
            let folder = self.data_dir.join("homes").join(code);
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join("signing-key.der"), signing_key).unwrap();
        }
    }

    /// Starts it, and waits until it is ready.
    pub async fn start(&mut self) {
        let begun = Instant::now();
        let child = Command::new(env!("CARGO_BIN_EXE_countersign"))
            .args(["serve", "--listen", &self.listen, "--origin", ORIGIN, "--argon2-kib", "64", "--data-dir"])
            .arg(&self.data_dir)
            .env("DATABASE_URL", &self.database)
            .env("COUNTERSIGN_DIRECTORY_URL", &self.directory)
            .env("COUNTERSIGN_HOMES", &self.homes)
            .stdout(Stdio::null())
            .stderr(fs::File::create(self.data_dir.join("log")).unwrap())
            .spawn()
            .unwrap();
        self.running = Some(child);
        while begun.elapsed() < STARTS_WITHIN {
            let ready = awc::Client::default().get(format!("{}/health/ready", self.address)).send().await;
            if ready.is_ok_and(|ready| ready.status().is_success()) {
                return;
            }
            if self.running.as_mut().unwrap().try_wait().unwrap().is_some() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("the service did not start again: {}", fs::read_to_string(self.data_dir.join("log")).unwrap());
    }

    /// What stands in the log of a home, or in that of nobody.
    pub fn log(&self, home: Option<&str>) -> String {
        let folder = home.map_or_else(|| self.data_dir.clone(), |code| self.data_dir.join("homes").join(code));
        fs::read_to_string(folder.join("log")).unwrap()
    }

    /// What the system says of its memory, in KiB: `VmRSS` is what it has, `VmHWM` the most that it ever had.
    pub fn memory_kib(&self, what: &str) -> u64 {
        let id = self.running.as_ref().unwrap().id();
        let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap();
        let line = status.lines().find(|line| line.starts_with(what)).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    }

    /// Kills it without a word (SIGKILL).
    pub fn kill(&mut self) {
        if let Some(mut child) = self.running.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }
}

/// A port that nobody listens at. Tests run as processes of their own, each from another place on.
fn free_port() -> u16 {
    static TAKEN: AtomicU16 = AtomicU16::new(0);
    let from = u16::try_from(std::process::id() % 600).unwrap() * 20;
    let ports = usize::from(PORTS.end - PORTS.start);
    (0..ports)
        .map(|_| PORTS.start + (from + TAKEN.fetch_add(1, Ordering::Relaxed)) % (PORTS.end - PORTS.start))
        .find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .expect("some port is free")
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
        drop(fs::remove_dir_all(&self.data_dir));
    }
}
