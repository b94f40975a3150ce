use std::io::ErrorKind;
use std::path::Path;
use std::process::{Command, Stdio};

use super::Failure;
use super::cluster::Cluster;

/// Ends the postmaster of a run that was killed. The caller holds the lock, so nobody alive owns it.
pub(super) fn end(cluster: &Cluster) -> Result<(), Failure> {
    let pid_file = cluster.pid_file();
    let text = match std::fs::read_to_string(&pid_file) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Failure::at("read", &pid_file)(error)),
    };
    let ended = match pid_in(&text).filter(|pid| runs_in(&cluster.folder(), &command_line(*pid))) {
        Some(pid) => {
            tracing::warn!(pid, "An earlier run was killed or is just ending and left its PostgreSQL; stopping it");
            cluster.stop_without_us()
        }
        // The number may meanwhile be another program's, which PostgreSQL would take for a running server.
        None => std::fs::remove_file(&pid_file).map_err(Failure::at("remove", &pid_file)),
    };
    // A postmaster that was ending anyway removes the file itself, perhaps just before we get to it.
    if pid_file.exists() { ended } else { Ok(()) }
}

/// Whether a start that ended so may succeed a moment later, on another port.
pub(super) fn passes_by_itself(log: &str) -> bool {
    ["could not bind", "could not create any TCP/IP sockets", "pre-existing shared memory block"]
        .iter()
        .any(|sign| log.contains(sign))
}

fn pid_in(text: &str) -> Option<u32> {
    text.lines().next()?.trim().parse().ok()
}

fn runs_in(folder: &Path, command_line: &str) -> bool {
    command_line.contains("postgres") && command_line.contains(&*folder.to_string_lossy())
}

/// Empty when there is no such process.
fn command_line(pid: u32) -> String {
    if Path::new("/proc/self").exists() {
        let bytes = std::fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        return String::from_utf8_lossy(&bytes).replace('\0', " ");
    }
    Command::new("ps")
        .args(["-ww", "-o", "command=", "-p", &pid.to_string()])
        .stdin(Stdio::null())
        .output()
        .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{command_line, passes_by_itself, pid_in, runs_in};
    use std::path::Path;

    #[test]
    fn the_number_is_the_first_line() {
        assert_eq!(pid_in("4711\n/data\n"), Some(4711));
        assert_eq!(pid_in(""), None);
        assert_eq!(pid_in("-4711\n"), None);
    }

    #[test]
    fn another_program_or_another_cluster_is_not_ours() {
        let folder = Path::new("/data/cluster");
        assert!(runs_in(folder, "/native/bin/postgres -D /data/cluster -p 5"));
        assert!(!runs_in(folder, "/native/bin/postgres -D /other/cluster -p 5"));
        assert!(!runs_in(folder, "tail -f /data/cluster/log"));
        assert!(!runs_in(folder, ""));
    }

    #[test]
    fn our_own_command_line_can_be_read() {
        let own = std::env::args().next().expect("a name");
        assert!(command_line(std::process::id()).contains(&own));
    }

    #[test]
    fn a_taken_port_passes_and_a_wrong_setting_stays() {
        assert!(passes_by_itself("LOG:  could not bind IPv4 address \"127.0.0.1\": Address already in use"));
        assert!(!passes_by_itself("FATAL:  unrecognized configuration parameter \"wrong\""));
    }
}
