//! An organisation is deleted: it lets nobody in from then on, and what is in it goes when the time has come. Until then it may be restored.
pub mod carry_out;
pub mod create;
pub mod restore;
pub mod withdraw;

/// How the installation deletes organisations.
#[derive(Debug, Clone)]
pub struct Deletions {
    /// How long an organisation may be restored; the databases ask for seven at least.
    pub delay_days: i32,
    /// Whom owners write to who want theirs restored.
    pub contact: Option<String>,
}

impl Deletions {
    /// The shortest there is.
    pub const DELAY_DAYS_MIN: i64 = 7;
    /// The longest.
    pub const DELAY_DAYS_MAX: i64 = 365;
}

impl Default for Deletions {
    fn default() -> Self {
        Self { delay_days: 7, contact: None }
    }
}
