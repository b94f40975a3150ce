//! Which failures of the database pass by themselves: it is out of reach, ending, full, or keeps somebody waiting too long.
use kernel::{Error, ended};

/// Codes of PostgreSQL (appendix A): a lock or a statement that took too long, a transaction that did, a deadlock, a
/// conflict of transactions.
const PASSING: [&str; 5] = ["55P03", "57014", "25P04", "40P01", "40001"];
/// Classes: a lost connection, not enough of something (memory, disk, connections), trouble of the system below.
const PASSING_CLASSES: [&str; 3] = ["08", "53", "58"];
/// The server ends, crashed, begins, or ended an idle session.
const ENDING: &str = "57P";

/// What passes is `unavailable`: it may be tried again with the same key. Anything else is a bug.
pub(crate) fn unavailable(error: sqlx::Error) -> Error {
    if passes(&error) {
        tracing::warn!(cause = %error, "database unavailable");
        return ended::UNAVAILABLE.into();
    }
    error.into()
}

/// The same, of whatever a verb came back with.
pub(crate) fn told(error: Error) -> Error {
    match error {
        Error::Unexpected(cause) => match cause.downcast::<sqlx::Error>() {
            Ok(cause) => unavailable(*cause),
            Err(cause) => Error::Unexpected(cause),
        },
        refused @ Error::Refused(_) => refused,
    }
}

/// Whether an error is one of the database that passes by itself.
pub fn is_outage(error: &Error) -> bool {
    match error {
        Error::Unexpected(cause) => cause.downcast_ref().is_some_and(passes),
        Error::Refused(_) => error.refusal() == ended::UNAVAILABLE,
    }
}

/// Whether it passes by itself.
pub(crate) fn passes(error: &sqlx::Error) -> bool {
    match error {
        // Of a connection that ends while it greets, the driver says that the protocol was broken.
        sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed
        | sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::Protocol(_) => true,
        sqlx::Error::Database(error) => error.code().is_some_and(|code| {
            PASSING.contains(&code.as_ref())
                || code.starts_with(ENDING)
                || PASSING_CLASSES.iter().any(|class| code.starts_with(class))
        }),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passes_is_unavailable_and_a_bug_stays_a_bug() {
        let passing = told(sqlx::Error::Io(std::io::ErrorKind::ConnectionReset.into()).into());
        let bug = told(sqlx::Error::RowNotFound.into());
        let other = told(std::io::Error::other("no database").into());

        assert_eq!(passing.refusal(), ended::UNAVAILABLE);
        assert!(is_outage(&passing) && is_outage(&sqlx::Error::PoolTimedOut.into()));
        assert!(!is_outage(&bug) && !is_outage(&ended::STALE.into()));
        assert_eq!(bug.refusal(), ended::UNEXPECTED);
        assert_eq!(other.refusal(), ended::UNEXPECTED);
        assert_eq!(told(ended::STALE.into()).refusal(), ended::STALE);
    }
}
