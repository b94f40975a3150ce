use std::fs::{DirBuilder, File, TryLockError};
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::net::TcpListener;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use tokio::process::Child;

use super::place::Place;
use super::{ADMINISTRATOR, Failure, Settings, configuration, leftover};

/// The binaries' major version; a cluster of another one cannot be opened.
const MAJOR: &str = "18";
/// The shortest limit of a socket's whole path is that of macOS, 103; its name takes up to 16.
const SOCKET_FOLDER_BYTES_MAX: usize = 87;
const LOG_BYTES_MAX: u64 = 1 << 20;
const LOG_SHOWN_MAX: u64 = 4 << 10;

/// A cluster on disk that nobody else uses as long as this value lives.
#[derive(Debug)]
pub(super) struct Cluster {
    place: Place,
    password: Password,
    arguments: Vec<String>,
    log_start: u64,
    _lock: File,
}

struct Password(String);

impl std::fmt::Debug for Password {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Password(..)")
    }
}

impl Cluster {
    /// Locks the data folder, ends what a killed run left, and creates the cluster unless it is there.
    pub(super) fn prepare(settings: &Settings) -> Result<Self, Failure> {
        let arguments = configuration::arguments(&settings.extra, settings.durable)?;
        let place = Place::choose(settings)?;
        let lock = lock(&place.data)?;
        let has_cluster = place.data.join("cluster").exists();
        let password = if has_cluster { kept_password(&place)? } else { new_password(&place)? };
        let cluster = Self { place, password, arguments, log_start: 0, _lock: lock };
        if has_cluster {
            cluster.check_version()?;
            leftover::end(&cluster)?;
        } else {
            cluster.create(settings.durable)?;
        }
        Ok(cluster)
    }

    /// Starts a postmaster; whether it answers, the caller finds out.
    pub(super) fn launch(&mut self, port: u16) -> Result<Child, Failure> {
        let path = self.log_file();
        if std::fs::metadata(&path).is_ok_and(|log| log.len() > LOG_BYTES_MAX) {
            let before = path.with_extension("log.before");
            std::fs::rename(&path, &before).map_err(Failure::at("put aside", &path))?;
        }
        let mut log =
            File::options().append(true).create(true).mode(0o600).open(&path).map_err(Failure::at("write", &path))?;
        self.log_start = log.seek(SeekFrom::End(0)).map_err(Failure::at("write", &path))?;
        let output = log.try_clone().map_err(Failure::at("write", &path))?;
        let mut command = self.program("postgres");
        command.arg("-D").arg(self.folder()).args(["-p", &port.to_string()]).args(&self.arguments);
        if let Some(folder) = self.socket_folder() {
            command.args(["-c", &format!("unix_socket_directories={folder}")]);
        }
        command.stdout(output).stderr(log);
        tokio::process::Command::from(command).spawn().map_err(|error| self.does_not_run("postgres", &error))
    }

    /// The port of the last start while it is free, so that addresses noted elsewhere stay right.
    pub(super) fn free_port(&self) -> Result<u16, Failure> {
        let last = std::fs::read_to_string(self.port_file()).ok().and_then(|text| text.trim().parse().ok());
        let free = |port: u16| TcpListener::bind(("127.0.0.1", port)).and_then(|listener| listener.local_addr());
        last.and_then(|port| free(port).ok()).map_or_else(|| free(0), Ok).map(|address| address.port()).map_err(
            |error| Failure::new(format!("there is no free port on 127.0.0.1 ({error}); end something that listens")),
        )
    }

    pub(super) fn keep_port(&self, port: u16) -> Result<(), Failure> {
        std::fs::write(self.port_file(), format!("{port}\n")).map_err(Failure::at("write", &self.port_file()))
    }

    /// A file that is gone is as good as forgotten.
    pub(super) fn forget_port(&self) {
        std::fs::remove_file(self.port_file()).ok();
    }

    /// A server that is gone already needs no signal.
    pub(super) fn signal(&self, pid: u32, signal: &str) {
        let mut command = self.program("pg_ctl");
        command.args(["kill", signal, &pid.to_string()]).stdout(Stdio::null()).stderr(Stdio::null());
        if let Err(error) = command.status() {
            tracing::warn!(%error, pid, signal, "PostgreSQL was not signalled; the next start will stop it");
        }
    }

    pub(super) fn stop_without_us(&self) -> Result<(), Failure> {
        self.run("pg_ctl", |command| {
            command.arg("stop").arg("-D").arg(self.folder()).args(["-s", "-w", "-m", "fast", "-t", "60"])
        })
    }

    pub(super) fn password(&self) -> &str {
        &self.password.0
    }

    pub(super) fn password_is_wrong(&self) -> Failure {
        Failure::new(format!(
            "the cluster does not accept the password in {}; put the right file back, or remove {} to start with an empty database",
            password_file(&self.place.data).display(),
            self.place.data.display()
        ))
    }

    pub(super) fn data_dir(&self) -> &Path {
        &self.place.data
    }

    pub(super) fn folder(&self) -> PathBuf {
        self.place.data.join("cluster")
    }

    /// Where its socket is: the folder of the cluster, which nobody else enters. None where the path is too long for a socket, or
    /// would be read as a list.
    pub(super) fn socket_folder(&self) -> Option<String> {
        let folder = self.folder().into_os_string().into_string().ok()?;
        let is_one = !folder.contains([',', '"', '\\']);
        (is_one && folder.len() <= SOCKET_FOLDER_BYTES_MAX).then_some(folder)
    }

    pub(super) fn pid_file(&self) -> PathBuf {
        self.folder().join("postmaster.pid")
    }

    pub(super) fn log_file(&self) -> PathBuf {
        self.place.data.join("server.log")
    }

    /// The end of what the server wrote since it was launched.
    pub(super) fn log_of_this_start(&self) -> String {
        let read = || {
            let mut log = File::open(self.log_file())?;
            let end = log.seek(SeekFrom::End(0))?;
            log.seek(SeekFrom::Start(self.log_start.max(end.saturating_sub(LOG_SHOWN_MAX))))?;
            let mut bytes = Vec::new();
            log.take(LOG_SHOWN_MAX).read_to_end(&mut bytes)?;
            Ok::<_, std::io::Error>(String::from_utf8_lossy(&bytes).into_owned())
        };
        read().unwrap_or_else(|error| format!("(the log cannot be read: {error})"))
    }

    fn port_file(&self) -> PathBuf {
        self.place.data.join("port")
    }

    fn check_version(&self) -> Result<(), Failure> {
        let file = self.folder().join("PG_VERSION");
        let found = std::fs::read_to_string(&file).map_err(Failure::at("read", &file))?;
        if found.trim() == MAJOR {
            return Ok(());
        }
        Err(Failure::new(format!(
            "the cluster in {} is of PostgreSQL {}, this build runs {MAJOR}; move its data with pg_dump of the old build, or remove it",
            self.folder().display(),
            found.trim()
        )))
    }

    /// Made beside its place and renamed at the end, so that a start cut short leaves no half cluster.
    fn create(&self, durable: bool) -> Result<(), Failure> {
        let half = self.place.data.join("cluster.half");
        match std::fs::remove_dir_all(&half) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(Failure::at("remove", &half)(error)),
            Ok(()) | Err(_) => {}
        }
        let begun = Instant::now();
        DirBuilder::new().mode(0o700).create(&half).map_err(Failure::at("create", &half))?;
        self.place.give(&half)?;
        self.run("initdb", |command| {
            if !durable {
                let (name, value) = configuration::HASHED_ONCE;
                command.args(["--no-sync", "--set", &format!("{name}={value}")]);
            }
            command.arg("-D").arg(&half).arg("--pwfile").arg(password_file(&self.place.data)).args([
                "--username",
                ADMINISTRATOR,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--data-checksums",
                "--no-instructions",
            ])
        })?;
        std::fs::rename(&half, self.folder()).map_err(Failure::at("create", &self.folder()))?;
        tracing::info!(folder = %self.folder().display(), milliseconds = begun.elapsed().as_millis(), "Created a PostgreSQL cluster");
        Ok(())
    }

    fn run(&self, name: &str, arguments: impl FnOnce(&mut Command) -> &mut Command) -> Result<(), Failure> {
        let mut command = self.program(name);
        let output = arguments(&mut command).output().map_err(|error| self.does_not_run(name, &error))?;
        if output.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&output.stderr);
        Err(Failure::new(format!(
            "{name} failed in {} ({}): {}; mend that, or remove that folder to start with an empty database",
            self.place.data.display(),
            output.status,
            said.trim()
        )))
    }

    /// Nothing of our environment goes along: it may hold secrets, and `PG…` variables would change what the programs do.
    fn program(&self, name: &str) -> Command {
        let mut command = Command::new(self.place.server.join("bin").join(name));
        command.env_clear().env("PATH", "/usr/bin:/bin").env("LC_ALL", "C");
        command.current_dir("/").stdin(Stdio::null()).process_group(0);
        if let Some(user) = self.place.user {
            command.uid(user.uid).gid(user.gid);
        }
        command
    }

    fn does_not_run(&self, name: &str, error: &std::io::Error) -> Failure {
        Failure::new(format!(
            "cannot run {name} of {} ({error}); install it again with `tools/install postgres`, or set DATABASE_URL; where the C library \
             is not glibc, only DATABASE_URL works",
            self.place.server.display()
        ))
    }
}

fn lock(data: &Path) -> Result<File, Failure> {
    let path = data.join("lock");
    let file = File::options()
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(&path)
        .map_err(Failure::at("open", &path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Failure::new(format!(
            "another Countersign runs on {}; stop it, or name another folder with COUNTERSIGN_DATA_DIR",
            data.display()
        ))),
        Err(TryLockError::Error(error)) => Err(Failure::at("lock", &path)(error)),
    }
}

fn password_file(data: &Path) -> PathBuf {
    data.join("password")
}

fn kept_password(place: &Place) -> Result<Password, Failure> {
    let path = password_file(&place.data);
    match std::fs::read_to_string(&path).map(|text| text.trim().to_owned()) {
        Ok(text) if !text.is_empty() => Ok(Password(text)),
        Ok(_) | Err(_) => Err(Failure::new(format!(
            "the password of the cluster, {}, is missing or unreadable; put it back, or remove {} to start with an empty database",
            path.display(),
            place.data.display()
        ))),
    }
}

fn new_password(place: &Place) -> Result<Password, Failure> {
    let source = Path::new("/dev/urandom");
    let mut bytes = [0_u8; 32];
    File::open(source).and_then(|mut file| file.read_exact(&mut bytes)).map_err(Failure::at("read", source))?;
    let text = bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
    let path = password_file(&place.data);
    match std::fs::remove_file(&path) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(Failure::at("replace", &path)(error)),
        Ok(()) | Err(_) => {}
    }
    let mut file =
        File::options().write(true).create_new(true).mode(0o600).open(&path).map_err(Failure::at("create", &path))?;
    writeln!(file, "{text}").and_then(|()| file.sync_all()).map_err(Failure::at("write", &path))?;
    place.give(&path)?;
    Ok(Password(text))
}
