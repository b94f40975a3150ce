use std::io::{Error, ErrorKind};
use std::path::Path;

/// Why there is no server, in a sentence that says what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure(String);

impl Failure {
    pub(super) fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }

    /// For `map_err`: what was tried on which path, and the way out that fits the cause.
    pub(super) fn at(doing: &str, path: &Path) -> impl FnOnce(Error) -> Self {
        move |error| {
            let remedy = match error.kind() {
                ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                    "run as the owner of that folder, or name another one with COUNTERSIGN_DATA_DIR"
                }
                ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "free some disk space and start again",
                ErrorKind::NotFound => "something removed it meanwhile; start again",
                _ => "mend that and start again",
            };
            Self(format!("cannot {doing} {}: {error}; {remedy}", path.display()))
        }
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Failure {}
