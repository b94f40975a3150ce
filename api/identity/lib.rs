//! Who is calling: signing in, staying signed in, leaving, and the link that a first owner comes in by.
//!
//! An access token lives for five minutes in memory; a refresh token lives in a cookie that no script reads and is
//! exchanged for its successor each time. Successors are derived under the server's key, so that an exchange that is
//! repeated within ten seconds gets the same answer; one that is repeated later is a theft and ends the session.
//! The database finds the session at every request, so leaving holds from the next one. A stranger and a known
//! person are refused alike: same status, same body, same work. Functions of the door do what is done before there
//! is a session; passwords are hashed off the async threads, as many at once as there are cores. Whoever has lost their
//! second factor is let in anew by two others, and the last owner by the installation, which everybody sees and anybody who should can stop. A passkey is both factors in one step. Whoever has no organisation signs one up, where the
//! installation is open to it. Programs call with keys, which two people give them.

mod api_key;
mod confirmation_link;
mod email_link;
mod factor_reset;
mod guess;
mod keys;
mod link;
mod oauth;
mod one_time_secret;
mod owner_recovery;
mod owner_recovery_link;
mod passkey;
mod passkey_sign_in;
mod password;
mod recovery_code;
mod refusals;
mod routes;
mod second_factor;
mod session;
mod sign_up;
mod totp;

pub use guess::even_moment;
pub use keys::secret_hash;
pub use one_time_secret::OneTimeSecret;
pub use passkey::{
    ANSWER_WITHIN_S, PasskeyQuestion, PasskeyView, Registrant, RelyingParty, create::CreatePasskey, handle_under,
    list::Passkeys as PasskeyList,
};
pub use passkey_sign_in::{KnownChallenge, OpenChallenge, ShownPasskey, begin::PasskeySignInBegun};
pub use password::{HashCost, NewPassword, Password, PasswordHasher, answer_resets};
pub use refusals::{CHALLENGE_EXPIRED, PASSKEY_TAKEN, PASSKEYS_TOO_MANY, REFUSALS};
pub use routes::routes;
pub use second_factor::TotpCode;
pub use session::{SessionPolicy, Sessions, Slug};
pub use sign_up::{CreateSignUp, INVITATION_DAYS, SignUps, answer_sign_ups, not_offered};
pub use totp::{FirstCode, SET_UP_LIFE_S, TotpSecret, TotpSetUp};
