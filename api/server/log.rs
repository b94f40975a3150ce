//! Where log lines go: those of a home to its own log, those of nobody to the standard error stream.
//!
//! A home's log is a file in the home's folder unless `COUNTERSIGN_LOGS` says otherwise. It is begun anew when it is long, and a
//! few old ones are kept; whoever keeps logs for longer collects them from there, in the home's own region.
use std::{
    fmt,
    fs::{self, File, OpenOptions},
    io::{self, IsTerminal, Stderr, Write},
    path::PathBuf,
    sync::{Mutex, MutexGuard, PoisonError},
};

use access::{HomeCode, home_of_line};
use tracing_subscriber::{EnvFilter, fmt::MakeWriter};

use crate::config::Settings;

const BYTES_MAX: u64 = 64 << 20;
/// How many old ones are kept, the youngest as `.1`.
const KEPT: u8 = 8;

/// Where a home's lines go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sink {
    File(PathBuf),
    StandardError,
}

impl fmt::Display for Sink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => write!(f, "{}", path.display()),
            Self::StandardError => f.write_str("this stream"),
        }
    }
}

/// The log of each home that is served here, and that of nobody.
pub struct HomeLogs {
    homes: Vec<(HomeCode, Mutex<Log>)>,
    nobody: Mutex<Log>,
}

/// Where one line goes.
pub struct Line<'a>(MutexGuard<'a, Log>);

/// A file that is begun anew before it is too long, or the standard error stream.
pub enum Log {
    File { path: PathBuf, file: File, bytes: u64, bytes_max: u64 },
    StandardError(Stderr),
}

/// Starts the log of a command, whose lines all go to the person at the terminal.
pub fn start_for_command(settings: &Settings) {
    let nobody = Mutex::new(Log::StandardError(io::stderr()));
    start(settings.log_json, HomeLogs { homes: Vec::new(), nobody });
}

/// Starts the log of a service.
pub fn start_for_service(settings: &Settings) -> Result<(), String> {
    start(settings.log_json, HomeLogs::open(settings.logs()?, &Sink::StandardError)?);
    log_panics();
    Ok(())
}

/// Starts a log that goes to these.
pub fn start(as_json: bool, logs: HomeLogs) {
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn,actix_server=warn,actix_http=off,webauthn_rs_core=off"));
    let colours = io::stderr().is_terminal() && logs.homes.is_empty();
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(logs).with_ansi(colours);
    if as_json { log.json().init() } else { log.init() }
}

// What a panic says may quote what it was working on: it goes where the lines of that work go.
fn log_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let said = panic.payload_as_str().unwrap_or_default();
        tracing::error!(place, said, "panicked");
    }));
}

impl HomeLogs {
    /// Opens them, or says which cannot be written.
    pub fn open(sinks: Vec<(HomeCode, Sink)>, nobody: &Sink) -> Result<Self, String> {
        let open = |whose: &str, sink: &Sink| {
            let log = Log::open(sink, BYTES_MAX).map(Mutex::new);
            log.map_err(|error| format!("The log of {whose} cannot be written ({error}): mend its folder, or name another file in COUNTERSIGN_LOGS."))
        };
        let mut homes = Vec::new();
        for (code, sink) in sinks {
            let log = open(&format!("the home {code}"), &sink)?;
            homes.push((code, log));
        }
        Ok(Self { homes, nobody: open("nobody", nobody)? })
    }
}

impl<'a> MakeWriter<'a> for HomeLogs {
    type Writer = Line<'a>;

    fn make_writer(&'a self) -> Self::Writer {
        let home = home_of_line();
        let own = self.homes.iter().find(|(code, _)| home.as_ref() == Some(code));
        let log = own.map_or(&self.nobody, |(_, log)| log);
        Line(log.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Line<'_> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.0.write(line)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl Log {
    fn open(sink: &Sink, bytes_max: u64) -> io::Result<Self> {
        match sink {
            Sink::StandardError => Ok(Self::StandardError(io::stderr())),
            Sink::File(path) => {
                if let Some(folder) = path.parent() {
                    fs::create_dir_all(folder)?;
                }
                let file = append(path)?;
                let bytes = file.metadata()?.len();
                Ok(Self::File { path: path.clone(), file, bytes, bytes_max })
            }
        }
    }

    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let (path, file, bytes, bytes_max) = match self {
            Self::StandardError(stream) => return stream.write(line),
            Self::File { path, file, bytes, bytes_max } => (path, file, bytes, bytes_max),
        };
        if *bytes >= *bytes_max {
            for number in (1..KEPT).rev() {
                // One that is not there yet has nothing to be moved.
                fs::rename(numbered(path, number), numbered(path, number.saturating_add(1))).ok();
            }
            // A collector may have taken it away.
            fs::rename(&*path, numbered(path, 1)).ok();
            *file = append(path)?;
            *bytes = 0;
        }
        file.write_all(line)?;
        *bytes = bytes.saturating_add(u64::try_from(line.len()).unwrap_or(u64::MAX));
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::StandardError(stream) => stream.flush(),
            Self::File { file, .. } => file.flush(),
        }
    }
}

fn append(path: &PathBuf) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn numbered(path: &std::path::Path, number: u8) -> PathBuf {
    path.with_added_extension(number.to_string())
}

#[cfg(test)]
mod tests {
    use access::{lines_of_home, lines_of_nobody_yet};
    use tracing::instrument::WithSubscriber;

    use super::*;

    fn folder(of: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("countersign-log-{of}-{}", std::process::id()));
        drop(fs::remove_dir_all(&folder));
        folder
    }

    fn home(code: &str) -> HomeCode {
        HomeCode::parse(code).expect("a home")
    }

    #[tokio::test]
    async fn a_line_goes_to_the_log_of_its_home_alone() {
        let folder = folder("alone");
        let path = |code: &str| folder.join(code).join("log");
        let sinks = ["eu1", "us1"].map(|code| (home(code), Sink::File(path(code)))).into();
        let logs = HomeLogs::open(sinks, &Sink::File(path("nobody"))).expect("logs");
        let subscriber = tracing_subscriber::fmt().with_writer(logs).with_ansi(false).finish();

        async {
            lines_of_home(home("eu1"), async { tracing::info!("of the one") }).await;
            lines_of_home(home("us1"), async { tracing::info!("of the other") }).await;
            lines_of_nobody_yet(async { tracing::info!("of nobody") }).await;
        }
        .with_subscriber(subscriber)
        .await;

        let read = |code: &str| fs::read_to_string(path(code)).expect("a log");
        assert!(read("eu1").ends_with("of the one\n") && read("eu1").lines().count() == 1);
        assert!(read("us1").ends_with("of the other\n") && read("us1").lines().count() == 1);
        assert!(read("nobody").ends_with("of nobody\n") && read("nobody").lines().count() == 1);
        fs::remove_dir_all(folder).expect("a folder");
    }

    #[test]
    fn a_long_log_is_begun_anew_and_few_old_ones_are_kept() {
        let folder = folder("anew");
        let path = folder.join("log");
        let mut log = Log::open(&Sink::File(path.clone()), 3).expect("a log");

        for line in 0..20 {
            log.write(format!("{line:02}\n").as_bytes()).expect("a line");
        }

        assert_eq!(fs::read_to_string(&path).expect("the newest"), "19\n");
        assert_eq!(fs::read_to_string(numbered(&path, 1)).expect("the one before"), "18\n");
        assert_eq!(fs::read_to_string(numbered(&path, KEPT)).expect("the oldest"), "11\n");
        assert_eq!(fs::read_dir(&folder).expect("a folder").count(), 9);
        fs::remove_dir_all(folder).expect("a folder");
    }
}
