//! A passkey (WebAuthn): a key on somebody's device signs what it is asked, for this service's own address alone, once the device knows that it is they.
//! That is both factors in one step, and no other address can ask for it.
pub mod begin;
pub mod create;
pub mod list;
mod relying_party;
pub mod remove;
pub mod rename;
mod shown;

use access::{Home, HomeKey, OwnPasskey, SessionOwner, Shown};
use chrono::{DateTime, Utc};
use kernel::{Name, PasskeyId};
pub use relying_party::{Registrant, RelyingParty};
use serde::Serialize;
use serde_json::Value;
pub(crate) use shown::Assertion;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::keys::{Purpose, derive};

/// How long an answer may take.
pub const ANSWER_WITHIN_S: i64 = 5 * 60;
/// Bytes of a handle that say the home; the rest names the person.
const HOME_BYTES: usize = 6;

/// What to ask the browser for.
#[derive(Debug, Serialize, ToSchema)]
pub struct PasskeyQuestion {
    /// For `PublicKeyCredential.parseCreationOptionsFromJSON` where a passkey is to be made, and `parseRequestOptionsFromJSON` where one is to be shown.
    #[schema(value_type = Object)]
    pub options: Value,
    /// Seconds from now within which the answer must come.
    #[schema(example = 300, minimum = 1, maximum = 300)]
    pub expires_in_s: i64,
}

/// A passkey of one's own.
#[derive(Debug, Serialize, ToSchema)]
pub struct PasskeyView {
    pub id: PasskeyId,
    /// As its owner calls it.
    pub name: Name,
    pub created_at: DateTime<Utc>,
    /// When it was last shown, at sign-in or since; null when never.
    pub last_used_at: Option<DateTime<Utc>>,
    /// Whether its keeper says that it is kept on other devices too.
    pub is_backed_up: bool,
    /// How its device is reached, as far as it says so.
    #[schema(example = json!(["internal", "hybrid"]), max_items = 10)]
    pub transports: Vec<String>,
}

impl PasskeyQuestion {
    /// With these options.
    pub fn of(options: Value) -> Self {
        Self { options, expires_in_s: ANSWER_WITHIN_S }
    }
}

impl Shown for PasskeyView {}

impl From<OwnPasskey> for PasskeyView {
    fn from(own: OwnPasskey) -> Self {
        let OwnPasskey { id, name, created_at, last_used_at, is_backed_up, transports } = own;
        Self { id, name, created_at, last_used_at, is_backed_up, transports }
    }
}

/// What a device is told of whose passkey it keeps, and says again when it shows it: the home, and a name that tells nobody anything.
pub fn handle_of(home: &Home, owner: SessionOwner) -> Uuid {
    handle_under(&home.key, home.code.as_str(), &[&owner.org_id.to_string(), &owner.person_id.to_string()])
}

/// The same of whoever these parts name, under the key that stands behind a code.
pub fn handle_under(key: &HomeKey, code: &str, parts: &[&str]) -> Uuid {
    let name = derive(key, Purpose::PasskeyHolder, parts);
    let code = code.bytes().chain(std::iter::repeat(0)).take(HOME_BYTES);
    let mut handle = [0; 16];
    for (place, byte) in handle.iter_mut().zip(code.chain(name)) {
        *place = byte;
    }
    Uuid::from_bytes(handle)
}

/// The code of the home that a handle says, whatever it is.
pub fn home_of_handle(handle: &[u8]) -> String {
    let code = handle.iter().take(HOME_BYTES).take_while(|byte| byte.is_ascii_alphanumeric());
    code.map(|byte| char::from(*byte)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_says_its_home() {
        assert_eq!(home_of_handle(b"eu1\0\0\0abcdefghij"), "eu1");
        assert_eq!(home_of_handle(b"apac12abcdefghij"), "apac12");
        assert_eq!(home_of_handle(b"\xff\xfe"), "");
    }
}
