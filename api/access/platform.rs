//! The operators' plane: who runs the installation, and reaches no row of an organisation.
//!
//! Operators stand in the directory, with roles in the database of their own: one opens their sessions, another acts in them, and neither does both. What
//! they do is a function of the directory, which finds the session by the secret that this transaction was begun with and leaves the event itself: so a
//! change without an event, or in the name of somebody who is not signed in, is nothing that this role could do by SQL either.
pub mod catalogue;
mod confirming;
mod entrance;
mod invitation;
mod mail;
mod organisation;
mod passkey;
mod permit;
mod purge;
mod recovery;
mod support;

use std::time::Duration;

use kernel::Error;
use serde::{Deserialize, Serialize};
use sqlx::{
    PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use utoipa::ToSchema;

use crate::{Chance, HomeKey, KeyRing, PlanePasswords, Seals};
pub use entrance::{
    BeginningOperatorPasskeySignIn, DeniedOperatorConfirmation, DenyingOperatorConfirmation, LinkOfOperator,
    NewOperatorSession, OperatorAttempt, OperatorEntrance, OperatorFactors, OperatorInvited, OperatorLink,
    OperatorWayIn, PendingTotp, SigningInAsOperator, UsingOperatorLink,
};
pub use invitation::{NewOperator, NewOperatorLink, invite_operator};
pub use organisation::{Glance, OwnerInvited, Restored, Warrant};
pub use passkey::{
    AddingOperatorPasskey, BeginningOperatorPasskey, NewPasskeySession, OWN_FACTORS_WITHIN_S, OperatorPasskeySignIn,
    OperatorsPasskey, OwnFactorAct, OwnOperatorAccount, RemovingOperatorPasskey,
};
pub use permit::{Operator, OperatorSession, PlatformPermit, PlatformWork, uninterrupted};
pub use recovery::{RecoveryGlance, RecoveryWish, RecoveryWord};
pub use support::{SupportGlance, SupportOpened, SupportRefused, SupportSecret, SupportWish, SupportWord};

/// Holds the secret of an operator's session; no script reads it.
pub const OPERATOR_COOKIE: &str = "__Host-operator";
/// Holds its CSRF token for our own script to read.
pub const OPERATOR_CSRF_COOKIE: &str = "__Host-operator-csrf";
/// What the secrets of operators begin with; it is no home's code.
pub const OPERATOR_PREFIX: &str = "op";

/// The directory may be away; whoever waits for it is told so before a proxy gives up.
const WAIT_MAX: Duration = Duration::from_secs(5);

/// What an operator is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OperatorRole {
    /// Helps organisations.
    Support,
    /// Runs the installation.
    Ops,
    /// Watches over both.
    Security,
}

impl OperatorRole {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Support, Self::Ops, Self::Security];

    /// As the database calls it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Support => "support",
            Self::Ops => "ops",
            Self::Security => "security",
        }
    }

    /// Of its code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    pub(crate) fn read(code: &str) -> Result<Self, Error> {
        Self::parse(code).ok_or_else(|| std::io::Error::other("a role that nobody knows").into())
    }
}

/// The way to the directory for operators, and the keys that are its own.
pub struct Platform {
    /// Opens sessions, and can do nothing in one.
    pub(crate) sign_in: PgPool,
    /// Acts in sessions, and can open none.
    pub(crate) operator: PgPool,
    /// Sends the mail of operators.
    pub(crate) worker: PgPool,
    pub key: HomeKey,
    pub seals: Seals,
    pub chance: Chance,
}

impl Platform {
    /// Prepares the pools; connections open when they are first needed.
    pub fn new(
        directory: &PgConnectOptions,
        passwords: &PlanePasswords,
        secret: &[u8],
        ring: &KeyRing,
        chance: Chance,
    ) -> Result<Self, Error> {
        let pool = |role: &str| {
            let address = directory.clone().username(role).password(&passwords.of_role(role));
            let options = PgPoolOptions::new().max_connections(2).acquire_timeout(WAIT_MAX);
            options.test_before_acquire(false).connect_lazy_with(address)
        };
        Ok(Self {
            sign_in: pool("countersign_sign_in"),
            operator: pool("countersign_operator"),
            worker: pool("countersign_worker"),
            key: HomeKey::of_directory(secret)?,
            seals: Seals::of_directory(ring)?,
            chance,
        })
    }

    /// Closes all pools.
    pub async fn close(&self) {
        self.sign_in.close().await;
        self.operator.close().await;
        self.worker.close().await;
    }
}
