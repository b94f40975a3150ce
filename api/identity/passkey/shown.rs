//! What a browser answers with (`PublicKeyCredential.toJSON()`), as far as anybody looks at it.
use access::Signed;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use kernel::{Error, rule};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned};
use utoipa::ToSchema;
use webauthn_rs::prelude::{PublicKeyCredential, RegisterPublicKeyCredential};

use super::home_of_handle;

/// Bytes of the id of a passkey, as long as the database keeps one.
pub(super) const ID_BYTES_MAX: usize = 1023;

/// A passkey that was shown: what its device signed.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[schema(as = PasskeyAssertion)]
pub struct Assertion {
    #[schema(value_type = String, pattern = "^[A-Za-z0-9_-]+$", min_length = 1, max_length = 1364, example = "_9xhS3bTqJ0yQd5Zp0n2Fg")]
    id: Bytes<ID_BYTES_MAX>,
    #[serde(rename = "rawId")]
    #[schema(value_type = String, pattern = "^[A-Za-z0-9_-]+$", min_length = 1, max_length = 1364, example = "_9xhS3bTqJ0yQd5Zp0n2Fg")]
    raw_id: Bytes<ID_BYTES_MAX>,
    #[serde(rename = "type")]
    kind: CredentialKind,
    response: AssertionResponse,
}

/// What was signed, and by which signature.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[schema(as = PasskeyAssertionResponse)]
struct AssertionResponse {
    #[serde(rename = "authenticatorData")]
    #[schema(value_type = String, pattern = "^[A-Za-z0-9_-]+$", min_length = 1, max_length = 4096, example = "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAQ")]
    authenticator_data: Bytes<3072>,
    #[serde(rename = "clientDataJSON")]
    #[schema(value_type = String, pattern = "^[A-Za-z0-9_-]+$", min_length = 1, max_length = 4096, example = "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0In0")]
    client_data_json: Bytes<3072>,
    #[schema(value_type = String, pattern = "^[A-Za-z0-9_-]+$", min_length = 1, max_length = 2048, example = "MEUCIQDxkJ4")]
    signature: Bytes<1536>,
    /// Whose it is, as the device was told. Needed where nobody has said who they are; one that is empty is none.
    #[serde(rename = "userHandle", default, deserialize_with = "unless_empty")]
    #[schema(value_type = Option<String>, pattern = "^[A-Za-z0-9_-]*$", max_length = 88, example = "ZXUxAAAAYWJjZGVmZ2hpag")]
    user_handle: Option<Bytes<66>>,
}

/// A passkey that was made.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[schema(as = PasskeyCreated)]
pub struct NewCredential {
    #[schema(value_type = String, pattern = "^[A-Za-z0-9_-]+$", min_length = 1, max_length = 1364, example = "_9xhS3bTqJ0yQd5Zp0n2Fg")]
    id: Bytes<ID_BYTES_MAX>,
    #[serde(rename = "rawId")]
    #[schema(value_type = String, pattern = "^[A-Za-z0-9_-]+$", min_length = 1, max_length = 1364, example = "_9xhS3bTqJ0yQd5Zp0n2Fg")]
    raw_id: Bytes<ID_BYTES_MAX>,
    #[serde(rename = "type")]
    kind: CredentialKind,
    response: CreatedResponse,
}

/// The public key, and for which address it was made.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[schema(as = PasskeyCreatedResponse)]
struct CreatedResponse {
    #[serde(rename = "attestationObject")]
    #[schema(value_type = String, pattern = "^[A-Za-z0-9_-]+$", min_length = 1, max_length = 8192, example = "o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YQ")]
    attestation_object: Bytes<6144>,
    #[serde(rename = "clientDataJSON")]
    #[schema(value_type = String, pattern = "^[A-Za-z0-9_-]+$", min_length = 1, max_length = 4096, example = "eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIn0")]
    client_data_json: Bytes<3072>,
    /// How the device is reached.
    #[serde(default)]
    #[schema(max_items = 10)]
    transports: Vec<Transport>,
}

/// The only kind there is.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[schema(as = PasskeyKind)]
enum CredentialKind {
    #[serde(rename = "public-key")]
    PublicKey,
}

/// How a device is reached (`AuthenticatorTransport`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = PasskeyTransport)]
enum Transport {
    Usb,
    Nfc,
    Ble,
    SmartCard,
    Internal,
    Hybrid,
    /// Another that is not known here.
    #[serde(other)]
    Unknown,
}

/// Bytes, as Base64url: one at least, and at most so many. The document says in how many characters.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Bytes<const MAX: usize>(Vec<u8>);

impl Transport {
    const fn code(self) -> Option<&'static str> {
        match self {
            Self::Usb => Some("usb"),
            Self::Nfc => Some("nfc"),
            Self::Ble => Some("ble"),
            Self::SmartCard => Some("smart-card"),
            Self::Internal => Some("internal"),
            Self::Hybrid => Some("hybrid"),
            Self::Unknown => None,
        }
    }
}

impl Assertion {
    /// Which passkey it is.
    pub fn credential_id(&self) -> &[u8] {
        &self.raw_id.0
    }

    /// Whose, as its device says.
    pub fn user_handle(&self) -> Option<&[u8]> {
        self.response.user_handle.as_ref().map(|handle| handle.0.as_slice())
    }

    /// The passkey by its home, as a secret names the one that minted it.
    pub fn at_home(&self) -> String {
        format!("{}_{}", home_of_handle(self.user_handle().unwrap_or_default()), BASE64.encode(self.credential_id()))
    }

    /// As it is judged.
    pub fn parsed(&self) -> Result<PublicKeyCredential, Error> {
        reread(self)
    }
}

impl From<&Signed> for Assertion {
    fn from(signed: &Signed) -> Self {
        // Whose it is was looked up: it is the caller's.
        let response = AssertionResponse {
            authenticator_data: Bytes(signed.authenticator_data.clone()),
            client_data_json: Bytes(signed.client_data.clone()),
            signature: Bytes(signed.signature.clone()),
            user_handle: None,
        };
        let id = || Bytes(signed.credential_id.clone());
        Self { id: id(), raw_id: id(), kind: CredentialKind::PublicKey, response }
    }
}

impl NewCredential {
    /// As it is judged.
    pub fn parsed(&self) -> Result<RegisterPublicKeyCredential, Error> {
        reread(self)
    }

    /// How its device says that it is reached; nobody vouches for it, and it decides nothing.
    pub fn transports(&self) -> Vec<String> {
        self.response.transports.iter().filter_map(|transport| transport.code()).map(str::to_owned).take(10).collect()
    }
}

fn reread<T: DeserializeOwned>(shown: &impl Serialize) -> Result<T, Error> {
    Ok(serde_json::from_value(serde_json::to_value(shown)?)?)
}

impl<const MAX: usize> Bytes<MAX> {
    fn read<E: serde::de::Error>(text: &str) -> Result<Self, E> {
        let read = BASE64.decode(text).ok().filter(|bytes| !bytes.is_empty() && bytes.len() <= MAX);
        let wrong = || E::custom(rule("not_base64url", format!("Must be 1 to {MAX} bytes in Base64url.")));
        read.map(Self).ok_or_else(wrong)
    }
}

impl<const MAX: usize> Serialize for Bytes<MAX> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&BASE64.encode(&self.0))
    }
}

impl<'de, const MAX: usize> Deserialize<'de> for Bytes<MAX> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::read(&String::deserialize(from)?)
    }
}

fn unless_empty<'de, D: Deserializer<'de>, const MAX: usize>(from: D) -> Result<Option<Bytes<MAX>>, D::Error> {
    let text = Option::<String>::deserialize(from)?.filter(|text| !text.is_empty());
    text.map(|text| Bytes::read(&text)).transpose()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn assertion() -> Value {
        json!({
            "id": "AQID",
            "rawId": "AQID",
            "type": "public-key",
            "authenticatorAttachment": "platform",
            "clientExtensionResults": {},
            "response": {
                "authenticatorData": "AQID", "clientDataJSON": "AQID", "signature": "AQID", "userHandle": "ZXUxAAAAYWJjZGVmZ2hpag",
            },
        })
    }

    #[test]
    fn what_a_browser_answers_is_read_and_what_it_adds_is_left_out() {
        let shown: Assertion = serde_json::from_value(assertion()).expect("an assertion");

        assert_eq!(shown.at_home(), "eu1_AQID");
        let parsed = shown.parsed().expect("the same");
        assert_eq!(parsed.get_credential_id(), [1, 2, 3]);
        assert_eq!(parsed.get_user_unique_id(), Some(b"eu1\0\0\0abcdefghij".as_slice()));
    }

    #[test]
    fn whose_it_is_may_be_left_out() {
        let mut without = assertion();
        without["response"].as_object_mut().expect("an object").remove("userHandle");

        let shown: Assertion = serde_json::from_value(without).expect("an assertion");

        assert_eq!(shown.user_handle(), None);
        assert_eq!(shown.at_home(), "_AQID");
        assert!(shown.parsed().is_ok_and(|parsed| parsed.get_user_unique_id().is_none()));
    }

    #[test]
    fn an_empty_holder_is_none() {
        for empty in [json!(""), json!(null)] {
            let mut shown = assertion();
            shown["response"]["userHandle"] = empty;
            let shown: Assertion = serde_json::from_value(shown).expect("an assertion");
            assert_eq!(shown.user_handle(), None);
        }
    }

    #[test]
    fn what_is_no_base64url_is_refused() {
        for wrong in ["", "A", "AQ+D", "AQ D", &"A".repeat(1368)] {
            let mut shown = assertion();
            shown["rawId"] = json!(wrong);
            let read = serde_json::from_value::<Assertion>(shown);
            assert!(read.is_err_and(|error| error.to_string().contains("not_base64url")), "{wrong}");
        }
    }

    #[test]
    fn each_field_is_as_long_as_the_document_says() {
        for (field, chars_max) in
            [("authenticatorData", 4096), ("clientDataJSON", 4096), ("signature", 2048), ("userHandle", 88)]
        {
            let read = |chars: usize| {
                let mut shown = assertion();
                shown["response"][field] = json!("A".repeat(chars));
                serde_json::from_value::<Assertion>(shown)
            };
            assert!(read(chars_max).is_ok(), "{field}");
            assert!(read(chars_max + 4).is_err(), "{field}");
        }
    }
}
