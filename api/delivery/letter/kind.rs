//! The kinds of mail there are.
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a mail is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MailKind {
    /// A link to choose a new password by.
    PasswordReset,
    /// A link to join the organisation by.
    Invitation,
    /// A link to found an organisation by.
    SignUp,
    /// A link to confirm another address by, or to refuse it, in the mailbox of the present one.
    EmailOld,
    /// A link to confirm another address by, in its own mailbox.
    EmailNew,
    /// The address was changed.
    EmailChanged,
    /// The password was changed, or reset.
    PasswordChanged,
    /// An authenticator app was set up.
    SecondFactorSetUp,
    /// The second factor was given up.
    SecondFactorRemoved,
    /// A passkey was added.
    PasskeyAdded,
    /// A passkey was removed.
    PasskeyRemoved,
    /// A passkey may have been copied, and was refused.
    PasskeySuspected,
    /// There are new recovery codes.
    RecoveryCodesRenewed,
    /// Somebody signed in by a recovery code.
    RecoveryCodeUsed,
    /// A sign-in was ended because its token was used twice.
    SessionReused,
    /// Rights were given or taken.
    RightsChanged,
    /// Rights were asked for, and its reader may agree.
    GrantWaiting,
    /// Somebody asked to reset its reader's second factor.
    FactorResetAsked,
    /// That was asked for, and its reader may agree.
    FactorResetWaiting,
    /// Its reader's second factor was reset.
    FactorResetDone,
    /// Its reader's account was deactivated.
    AccountDeactivated,
    /// A link to choose a new password by, for whoever was let in again.
    AccountActivated,
    /// Somebody left, and its reader goes on with their work.
    WorkHandedOver,
    /// Somebody left by themselves.
    PersonLeft,
    /// The organisation is offered to its reader.
    OwnershipOffered,
    /// The organisation is offered to somebody.
    OwnershipAsked,
    /// The organisation has changed hands.
    OwnershipMoved,
    /// An API key was asked for, and its reader may agree.
    ApiKeyWaiting,
    /// Somebody left who knows the secrets of API keys.
    ApiKeysLeft,
    /// Somebody gave an API key another secret.
    ApiKeyRotated,
    /// Whoever held an API key gave it up.
    ApiKeyGivenUp,
    /// So many tries to sign in have failed in a row that unknown browsers get in no more.
    SignInGuarded,
    /// What its reader is about to do, and the code by which they confirm it.
    Confirmation,
    /// What its reader is about to confirm by a passkey: no code, and the way to say that it is somebody else.
    ConfirmationByPasskey,
    /// Somebody said that it was not they who asked for that.
    ConfirmationDenied,
    /// An issued order, to its supplier, with its paper.
    PurchaseOrder,
    /// A line by the organisation's own mail server, to whoever tries it.
    MailServerTested,
    /// The organisation is being deleted, and until when that can be undone.
    OrganisationDeleting,
    /// That was undone.
    OrganisationRestored,
    /// An operator of the installation brings back the last owner, and how that is stopped.
    OwnerRecoveryBegun,
    /// The same to that owner, with a link that stops it.
    OwnerRecoveryOwn,
    /// It was stopped.
    OwnerRecoveryStopped,
    /// That owner's second factor was removed.
    OwnerRecoveryCompleted,
    /// An operator of the installation asks to read.
    SupportAsked,
    /// They read from now on.
    SupportOpened,
}

impl MailKind {
    /// Whether a link stands in it that opens something once.
    pub fn holds_link(self) -> bool {
        match self {
            Self::PasswordReset
            | Self::Invitation
            | Self::SignUp
            | Self::EmailOld
            | Self::EmailNew
            | Self::Confirmation
            | Self::ConfirmationByPasskey
            | Self::AccountActivated
            | Self::OwnerRecoveryOwn => true,
            Self::EmailChanged
            | Self::PasswordChanged
            | Self::SecondFactorSetUp
            | Self::SecondFactorRemoved
            | Self::PasskeyAdded
            | Self::PasskeyRemoved
            | Self::PasskeySuspected
            | Self::RecoveryCodesRenewed
            | Self::RecoveryCodeUsed
            | Self::SessionReused
            | Self::RightsChanged
            | Self::GrantWaiting
            | Self::FactorResetAsked
            | Self::FactorResetWaiting
            | Self::FactorResetDone
            | Self::AccountDeactivated
            | Self::WorkHandedOver
            | Self::PersonLeft
            | Self::OwnershipOffered
            | Self::OwnershipAsked
            | Self::OwnershipMoved
            | Self::ApiKeyWaiting
            | Self::ApiKeysLeft
            | Self::ApiKeyRotated
            | Self::ApiKeyGivenUp
            | Self::SignInGuarded
            | Self::ConfirmationDenied
            | Self::PurchaseOrder
            | Self::MailServerTested
            | Self::OrganisationDeleting
            | Self::OrganisationRestored
            | Self::OwnerRecoveryBegun
            | Self::OwnerRecoveryStopped
            | Self::OwnerRecoveryCompleted
            | Self::SupportAsked
            | Self::SupportOpened => false,
        }
    }
}

impl TryFrom<String> for MailKind {
    type Error = serde_json::Error;

    fn try_from(text: String) -> Result<Self, serde_json::Error> {
        serde_json::from_value(text.into())
    }
}
