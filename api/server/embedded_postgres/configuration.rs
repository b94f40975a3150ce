use super::Failure;

/// Nobody but this machine reaches the server, and by its socket nobody but the server's user.
const PRIVATE: [(&str, &str); 7] = [
    ("listen_addresses", "127.0.0.1"),
    ("unix_socket_directories", ""),
    ("unix_socket_permissions", "0700"),
    ("password_encryption", "scram-sha-256"),
    ("ssl", "off"),
    ("bonjour", "off"),
    ("external_pid_file", ""),
];

/// No statement, parameter or row value reaches the log, whoever runs what.
///
/// - Statements are never logged for themselves (`log_statement`, durations, samples, `log_min_error_statement`), nor are parameters.
/// - `log_min_messages = log` leaves out errors of sessions: their first line quotes input (`invalid input syntax for type uuid: "…"`).
///   It keeps start, stop, crash and refused logins; the service logs its own errors with their request id.
/// - `terse` drops DETAIL (the values of a broken constraint, the statement a crashed backend ran, the statements in a deadlock) and
///   CONTEXT (statements inside functions). It also empties what a session may still switch on for itself (`debug_print_*`).
const SILENT: [(&str, &str); 15] = [
    ("log_statement", "none"),
    ("log_duration", "off"),
    ("log_min_duration_statement", "-1"),
    ("log_min_duration_sample", "-1"),
    ("log_transaction_sample_rate", "0"),
    ("log_min_error_statement", "panic"),
    ("log_min_messages", "log"),
    ("log_error_verbosity", "terse"),
    ("log_parameter_max_length", "0"),
    ("log_parameter_max_length_on_error", "0"),
    ("log_lock_waits", "off"),
    ("log_replication_commands", "off"),
    ("log_connections", ""),
    ("log_disconnections", "off"),
    ("logging_collector", "off"),
];

/// What a caller may override.
const USUAL: [(&str, &str); 7] = [
    ("shared_preload_libraries", "pg_stat_statements"),
    // Utility statements keep their text, and `alter role … password` is one.
    ("pg_stat_statements.track_utility", "off"),
    ("timezone", "UTC"),
    ("log_timezone", "UTC"),
    ("cluster_name", "countersign"),
    ("max_connections", "100"),
    ("shared_buffers", "128MB"),
];

/// A client of a debug build takes a tenth of a second for the usual 4096 rounds, with every connection.
pub(super) const HASHED_ONCE: (&str, &str) = ("scram_iterations", "1");

const THROW_AWAY: [(&str, &str); 6] = [
    ("fsync", "off"),
    ("synchronous_commit", "off"),
    ("full_page_writes", "off"),
    ("autovacuum_naptime", "1min"),
    HASHED_ONCE,
    // A statement whose entry makes room for others while it runs is told with its constants, and a test looks for them.
    ("pg_stat_statements.max", "50000"),
];

/// The arguments of the postmaster behind `-D` and `-p`. The last mention of a name counts.
pub(super) fn arguments(extra: &[(String, String)], durable: bool) -> Result<Vec<String>, Failure> {
    let kept = PRIVATE.iter().chain(SILENT.iter());
    if let Some((name, _)) =
        extra.iter().find(|(name, _)| kept.clone().any(|(ours, _)| ours.eq_ignore_ascii_case(name)))
    {
        return Err(Failure::new(format!(
            "the setting `{name}` keeps the embedded PostgreSQL private or its log free of secrets; leave it out, or use a server of \
             your own with DATABASE_URL"
        )));
    }
    let throw_away: &[(&str, &str)] = if durable { &[] } else { &THROW_AWAY };
    let ours = |pair: &(&str, &str)| format!("{}={}", pair.0, pair.1);
    let settings = USUAL
        .iter()
        .chain(throw_away)
        .map(ours)
        .chain(extra.iter().map(|(name, value)| format!("{name}={value}")))
        .chain(kept.map(ours));
    Ok(settings.flat_map(|setting| ["-c".to_owned(), setting]).collect())
}

#[cfg(test)]
mod tests {
    use super::arguments;

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn a_callers_setting_comes_behind_the_usual_one() {
        let arguments = arguments(&[pair("max_connections", "20")], true).expect("a plain setting");

        let place = |setting: &str| arguments.iter().position(|argument| argument == setting).expect(setting);
        assert!(place("max_connections=20") > place("max_connections=100"));
    }

    #[test]
    fn a_setting_that_opens_the_log_or_the_network_is_refused_in_any_case_of_letters() {
        for name in ["log_statement", "Log_Min_Messages", "listen_addresses"] {
            let refusal = arguments(&[pair(name, "all")], true).expect_err(name).to_string();

            assert!(refusal.contains(name) && refusal.contains("DATABASE_URL"), "{refusal}");
        }
    }

    #[test]
    fn only_a_cluster_that_is_thrown_away_does_without_the_disk() {
        let has_fsync_off = |durable| arguments(&[], durable).expect("no extra").contains(&"fsync=off".to_owned());

        assert!(!has_fsync_off(true));
        assert!(has_fsync_off(false));
    }
}
