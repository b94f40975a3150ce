//! Why some operations need no permission: the whole list, so that it can be counted and read.

/// A reason to come in without a permission.
pub trait WayIn: 'static {
    /// The reason, as the API document prints it.
    const REASON: &'static str;
    /// The event that it leaves when it is granted.
    const EVENT: Option<&'static str>;
    /// What it does with the refresh cookie.
    const COOKIE: CookieUse;
    /// Whether its answer tells a right secret from a wrong one, so that wrong ones are counted and throttled.
    const TELLS_GUESSES: bool;
}

/// A way in on which what a person proves themselves by is checked.
pub trait ChecksPassword: WayIn {}

impl ChecksPassword for SigningIn {}
impl ChecksPassword for Reauthenticating {}
impl ChecksPassword for ChangingPassword {}
impl ChecksPassword for CompletingSignIn {}
impl ChecksPassword for BeginningTotp {}
impl ChecksPassword for ConfirmingTotp {}
impl ChecksPassword for RemovingTotp {}
impl ChecksPassword for RenewingRecoveryCodes {}
impl ChecksPassword for SigningInWithPasskey {}
impl ChecksPassword for BeginningStepUp {}
impl ChecksPassword for BeginningPasskey {}
impl ChecksPassword for AddingPasskey {}
impl ChecksPassword for RemovingPasskey {}

/// A way in on which a passkey may be shown.
pub trait ChecksPasskey: WayIn {}

impl ChecksPasskey for SigningInWithPasskey {}
impl ChecksPasskey for CompletingSignIn {}
impl ChecksPasskey for Reauthenticating {}

/// A way in that ends with a new session.
pub trait OpensSession: ChecksPassword {}

impl OpensSession for SigningIn {}
impl OpensSession for CompletingSignIn {}
impl OpensSession for SigningInWithPasskey {}

/// A way in that ends with a new session where a passkey was shown.
pub trait OpensWithPasskey: OpensSession + ChecksPasskey {}

impl OpensWithPasskey for SigningInWithPasskey {}
impl OpensWithPasskey for CompletingSignIn {}

/// A way in on which one says which organisation one means.
pub trait NamesOrganisation: WayIn {}

impl NamesOrganisation for SigningIn {}
impl NamesOrganisation for AskingPasswordReset {}

/// A way in on which a refresh token gets its successor.
pub trait Rotates: WayIn {}

impl Rotates for Refreshing {}
impl Rotates for Reauthenticating {}
impl Rotates for ChangingPassword {}
impl Rotates for BeginningTotp {}
impl Rotates for ConfirmingTotp {}
impl Rotates for RemovingTotp {}
impl Rotates for RenewingRecoveryCodes {}
impl Rotates for BeginningStepUp {}
impl Rotates for BeginningPasskey {}
impl Rotates for AddingPasskey {}
impl Rotates for RemovingPasskey {}

/// A way in on which whoever signed in gives their password once more.
pub trait ProvesHolder: ChecksPassword + Rotates {}

impl ProvesHolder for Reauthenticating {}
impl ProvesHolder for ChangingPassword {}
impl ProvesHolder for BeginningTotp {}
impl ProvesHolder for ConfirmingTotp {}
impl ProvesHolder for RemovingTotp {}
impl ProvesHolder for RenewingRecoveryCodes {}
impl ProvesHolder for BeginningStepUp {}
impl ProvesHolder for BeginningPasskey {}
impl ProvesHolder for AddingPasskey {}
impl ProvesHolder for RemovingPasskey {}

/// A way in on which whoever signed in sees to their second factor.
pub trait SeesFactors: ProvesHolder {}

impl SeesFactors for BeginningTotp {}
impl SeesFactors for ConfirmingTotp {}
impl SeesFactors for RemovingTotp {}
impl SeesFactors for RenewingRecoveryCodes {}
impl SeesFactors for BeginningStepUp {}
impl SeesFactors for BeginningPasskey {}
impl SeesFactors for AddingPasskey {}
impl SeesFactors for RemovingPasskey {}

/// What an operation does with the refresh cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CookieUse {
    /// Nothing.
    Ignored,
    /// It sets a new one; the old one's session ends.
    Replaced,
    /// The cookie opens it, so the request must prove that it comes from our own pages.
    Proven,
}

macro_rules! ways {
    ($($name:ident $event:expr, $cookie:ident, $tells_guesses:literal, $reason:literal;)*) => {$(
        #[doc = $reason]
        #[derive(Debug)]
        pub enum $name {}
        impl WayIn for $name {
            const REASON: &'static str = $reason;
            const EVENT: Option<&'static str> = $event;
            const COOKIE: CookieUse = CookieUse::$cookie;
            const TELLS_GUESSES: bool = $tells_guesses;
        }
    )*};
}

ways! {
    SigningIn Some("session.created"), Replaced, true, "Whoever signs in has no session yet; the password opens it.";
    CompletingSignIn Some("session.created"), Replaced, true, "The sign-in that was begun with the password opens it; the second factor decides.";
    BeginningPasskeySignIn None, Ignored, false, "Whoever signs in with a passkey has no session yet; everybody is asked the same.";
    SigningInWithPasskey Some("session.created"), Replaced, true, "Whoever signs in has no session yet; the passkey opens it.";
    Refreshing None, Proven, true, "The refresh cookie opens it, after the access token has expired.";
    Reauthenticating Some("session.reauthenticated"), Proven, true, "The refresh cookie opens it, so that whoever signed in says once more who they are; the password decides, or a passkey.";
    ChangingPassword Some("password.changed"), Proven, true, "The refresh cookie opens it, so that whoever signed in chooses another password; the old one decides.";
    BeginningTotp Some("totp.begun"), Proven, true, "The refresh cookie opens it, so that whoever signed in sets up an app; the password decides, and the second factor that is there already.";
    ConfirmingTotp Some("totp.confirmed"), Proven, false, "The refresh cookie opens it, so that whoever signed in shows the first code of their app; its secret they have just been told.";
    RemovingTotp Some("totp.removed"), Proven, true, "The refresh cookie opens it, so that whoever signed in gives up their second factor; the password and that factor decide.";
    RenewingRecoveryCodes Some("recovery_code.renewed"), Proven, true, "The refresh cookie opens it, so that whoever signed in gets new recovery codes; the password and the second factor decide.";
    BeginningStepUp None, Proven, false, "The refresh cookie opens it, so that whoever signed in is asked to show a passkey once more.";
    BeginningPasskey Some("passkey.begun"), Proven, true, "The refresh cookie opens it, so that whoever signed in adds a passkey; the password decides with the second factor, or a passkey just shown.";
    AddingPasskey Some("passkey.created"), Proven, false, "The refresh cookie opens it, so that whoever signed in shows the passkey that they were asked to make.";
    RemovingPasskey Some("passkey.removed"), Proven, true, "The refresh cookie opens it, so that whoever signed in gives a passkey up; the password decides with the second factor, or a passkey just shown.";
    Leaving Some("session.ended"), Proven, false, "The refresh cookie opens it, so that one can leave after the access token has expired.";
    AskingPasswordReset None, Ignored, false, "Whoever forgot their password cannot sign in; they are answered before anybody looks whether there is such an account.";
    ReadingLink None, Ignored, true, "The link opens it; its holder has no session yet.";
    UsingLink Some("password.set"), Ignored, true, "The link opens it, once; its holder has no session yet.";
    ReadingEmailLink None, Ignored, true, "The link in one of two mailboxes opens it; whoever reads that mailbox may have no session there.";
    ConfirmingEmail Some("person.email_confirmed"), Ignored, true, "The link in one of two mailboxes opens it, once; whoever reads that mailbox may have no session there.";
    SeeingSignUp None, Ignored, false, "Whoever has no account sees whether an organisation can be signed up for here, and in which regions.";
    AskingSignUp None, Ignored, false, "Whoever signs an organisation up has no account; they are answered before anybody looks whether address or name are known.";
    ReadingSignUp None, Ignored, true, "The link in the mailbox opens it; the organisation is not there yet.";
    ConfirmingSignUp Some("organisation.founded"), Ignored, true, "The link in the mailbox opens it, once; the organisation is not there yet.";
    DenyingConfirmation Some("confirmation.denied"), Ignored, true, "The link beside a code in the mailbox opens it, once; somebody else may have the session.";
    StoppingOwnerRecovery Some("owner_recovery.stopped"), Ignored, true, "The link in the owner's mailbox opens it, once; whoever asked for the recovery may be somebody else.";
    IssuingToken None, Ignored, true, "The key of a program opens it, which is exchanged for an access token.";
    RevokingToken Some("api_key.revoked"), Ignored, false, "Whoever holds a key may give it up: holding it is all that shows that it has leaked.";
    RefusingEmail Some("person.email_refused"), Ignored, true, "The link in the mailbox of before opens it; somebody else may have the session.";
}
