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

/// A way in that ends with a new session.
pub trait OpensSession: ChecksPassword {}

impl OpensSession for SigningIn {}
impl OpensSession for CompletingSignIn {}

/// A way in on which a refresh token gets its successor.
pub trait Rotates: WayIn {}

impl Rotates for Refreshing {}
impl Rotates for Reauthenticating {}
impl Rotates for ChangingPassword {}
impl Rotates for BeginningTotp {}
impl Rotates for ConfirmingTotp {}
impl Rotates for RemovingTotp {}
impl Rotates for RenewingRecoveryCodes {}

/// A way in on which whoever signed in gives their password once more.
pub trait ProvesHolder: ChecksPassword + Rotates {}

impl ProvesHolder for Reauthenticating {}
impl ProvesHolder for ChangingPassword {}
impl ProvesHolder for BeginningTotp {}
impl ProvesHolder for ConfirmingTotp {}
impl ProvesHolder for RemovingTotp {}
impl ProvesHolder for RenewingRecoveryCodes {}

/// A way in on which whoever signed in sees to their second factor.
pub trait SeesFactors: ProvesHolder {}

impl SeesFactors for BeginningTotp {}
impl SeesFactors for ConfirmingTotp {}
impl SeesFactors for RemovingTotp {}
impl SeesFactors for RenewingRecoveryCodes {}

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
    Refreshing None, Proven, true, "The refresh cookie opens it, after the access token has expired.";
    Reauthenticating Some("session.reauthenticated"), Proven, true, "The refresh cookie opens it, so that whoever signed in says once more who they are; the password decides.";
    ChangingPassword Some("password.changed"), Proven, true, "The refresh cookie opens it, so that whoever signed in chooses another password; the old one decides.";
    BeginningTotp Some("totp.begun"), Proven, true, "The refresh cookie opens it, so that whoever signed in sets up an app; the password decides, and the second factor that is there already.";
    ConfirmingTotp Some("totp.confirmed"), Proven, false, "The refresh cookie opens it, so that whoever signed in shows the first code of their app; its secret they have just been told.";
    RemovingTotp Some("totp.removed"), Proven, true, "The refresh cookie opens it, so that whoever signed in gives up their second factor; the password and that factor decide.";
    RenewingRecoveryCodes Some("recovery_code.renewed"), Proven, true, "The refresh cookie opens it, so that whoever signed in gets new recovery codes; the password and the second factor decide.";
    Leaving Some("session.ended"), Proven, false, "The refresh cookie opens it, so that one can leave after the access token has expired.";
    ReadingLink None, Ignored, true, "The link opens it; its holder has no session yet.";
    UsingLink Some("password.set"), Ignored, true, "The link opens it, once; its holder has no session yet.";
}
