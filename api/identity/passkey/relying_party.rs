//! For whom passkeys are made, and what they sign; `webauthn-rs` judges it.
use access::{Judged, PasskeyKey, PasskeyUse, Passkeys, Signed};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use kernel::Error;
use serde_json::{Value, json};
use uuid::Uuid;
use webauthn_rs::prelude::{
    Credential, DiscoverableAuthentication, ParsedAttestation, PasskeyRegistration, Url, Webauthn, WebauthnBuilder,
    WebauthnError,
};

use super::{
    Assertion,
    shown::{ID_BYTES_MAX, NewCredential},
};
use crate::refusals;

/// Who asks, as devices show it.
const NAME: &str = "Countersign";

/// Whoever passkeys are for: the domain of the configured address, and nothing that a request says.
#[derive(Debug)]
pub struct RelyingParty(Option<Webauthn>);

/// What a browser is asked, and what its answer will be checked against.
pub struct Asked {
    pub options: Value,
    pub state: Value,
}

/// Who makes a passkey, as their device shows it.
pub struct Registrant<'a> {
    pub handle: Uuid,
    pub account: &'a str,
    pub name: &'a str,
}

impl RelyingParty {
    /// The one of an address such as `https://countersign.example`. An address that is a number has none, for browsers keep no passkeys for it.
    pub fn of(origin: &str) -> Self {
        Self(webauthn(origin))
    }

    /// Asks for a new passkey: one that its device finds by itself, for such a one alone signs somebody in without their address.
    pub fn asks_for_new(&self, registrant: &Registrant<'_>, known: Vec<Vec<u8>>) -> Result<Asked, Error> {
        let Registrant { handle, account, name } = *registrant;
        let (asked, state) = self.webauthn()?.start_passkey_registration(handle, account, name, Some(known))?;
        let mut options = serde_json::to_value(asked.public_key)?;
        if let Some(chosen) = options.pointer_mut("/authenticatorSelection").and_then(Value::as_object_mut) {
            chosen.insert("residentKey".into(), json!("required"));
            chosen.insert("requireResidentKey".into(), json!(true));
        }
        Ok(Asked { options, state: serde_json::to_value(state)? })
    }

    /// Reads the passkey that was made. Who built its device is not asked, and not kept where it says so all the same.
    pub fn reads_new(&self, shown: &NewCredential, state: Value) -> Result<Credential, Error> {
        let state: PasskeyRegistration = serde_json::from_value(state)?;
        let made = self.webauthn()?.finish_passkey_registration(&shown.parsed()?, &state).map_err(|error| {
            tracing::info!(%error, "a new passkey was refused");
            refusals::PASSKEY_REFUSED
        })?;
        let made = Credential { attestation: ParsedAttestation::default(), ..Credential::from(made) };
        // What was signed says the id once more, and decides.
        if made.cred_id.len() > ID_BYTES_MAX {
            return Err(refusals::PASSKEY_REFUSED.into());
        }
        Ok(made)
    }

    /// Asks for a passkey: one of these, or, where none are named, any that its device finds.
    pub fn asks_to_show(&self, known: &[Vec<u8>]) -> Result<Asked, Error> {
        let (asked, state) = self.webauthn()?.start_discoverable_authentication()?;
        let mut options = serde_json::to_value(asked.public_key)?;
        let known = known.iter().map(|id| json!({ "type": "public-key", "id": URL_SAFE_NO_PAD.encode(id) })).collect();
        if let Some(options) = options.as_object_mut() {
            options.insert("allowCredentials".into(), Value::Array(known));
        }
        Ok(Asked { options, state: serde_json::to_value(state)? })
    }

    /// Judges what was signed: the challenge, the address, that the device knew who holds it, the signature and how far it has counted.
    pub fn judges(&self, shown: &Assertion, state: Value, kept: &PasskeyKey) -> Result<Judged, Error> {
        let state: DiscoverableAuthentication = serde_json::from_value(state)?;
        let credential: Credential = serde_json::from_value(kept.credential.clone())?;
        let counter = u32::try_from(kept.counter)?;
        let credential = Credential { counter, backup_state: kept.is_backed_up, ..credential };
        let shown = shown.parsed()?;
        Ok(match self.webauthn()?.finish_discoverable_authentication_v2(&shown, state, &credential) {
            Ok(right) => Judged::Right(PasskeyUse {
                id: kept.id,
                counter: right.counter().into(),
                is_backed_up: right.backup_state(),
            }),
            Err(WebauthnError::CredentialPossibleCompromise) => Judged::MayBeCopied,
            Err(error) => {
                tracing::info!(%error, "a passkey was refused");
                Judged::Wrong
            }
        })
    }

    fn webauthn(&self) -> Result<&Webauthn, Error> {
        self.0.as_ref().ok_or_else(|| refusals::PASSKEYS_UNAVAILABLE.into())
    }
}

impl Passkeys for RelyingParty {
    fn are_open(&self) -> bool {
        self.0.is_some()
    }

    fn asks_to_sign(&self, challenge: &[u8; 32], known: &[Vec<u8>]) -> Result<Value, Error> {
        let mut asked = self.asks_to_show(known)?;
        replace(asked.options.get_mut("challenge"), challenge)?;
        Ok(asked.options)
    }

    fn judges_signed(&self, signed: &Signed, challenge: &[u8; 32], key: &PasskeyKey) -> Result<Judged, Error> {
        let mut asked = self.asks_to_show(&[])?;
        replace(asked.state.pointer_mut("/ast/challenge"), challenge)?;
        self.judges(&Assertion::from(signed), asked.state, key)
    }
}

// The library asks for chance of its own; ours stands in its place, in what it wrote down. Where it writes that otherwise one day, nothing is asked.
fn replace(place: Option<&mut Value>, challenge: &[u8; 32]) -> Result<(), Error> {
    let place = place.filter(|place| place.is_string());
    *place.ok_or_else(|| std::io::Error::other("no challenge to replace"))? = URL_SAFE_NO_PAD.encode(challenge).into();
    Ok(())
}

fn webauthn(origin: &str) -> Option<Webauthn> {
    let url = Url::parse(origin).ok()?;
    let builder = WebauthnBuilder::new(url.domain()?, &url).ok()?;
    builder.rp_name(NAME).build().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(origin: &str) -> Option<Value> {
        let party = RelyingParty::of(origin);
        party.asks_to_show(&[vec![1, 2, 3]]).ok().map(|asked| asked.options)
    }

    #[test]
    fn the_domain_of_the_address_alone_is_asked_for() {
        for (origin, domain) in [
            ("https://po.example", "po.example"),
            ("https://po.example:8443/", "po.example"),
            ("http://localhost:8080", "localhost"),
        ] {
            assert_eq!(asked(origin).map(|options| options["rpId"].clone()), Some(json!(domain)), "{origin}");
        }
        for without in ["https://192.0.2.7", "http://127.0.0.1:8080", "https://[2001:db8::1]", "", "po.example"] {
            assert_eq!(asked(without), None, "{without}");
        }
    }

    #[test]
    fn the_device_must_know_who_holds_it_and_find_the_passkey_by_itself() {
        let party = RelyingParty::of("https://po.example");
        let registrant = Registrant { handle: Uuid::nil(), account: "gm@po.example (po)", name: "Greta Marsh" };

        let new = party.asks_for_new(&registrant, Vec::new()).expect("options").options;
        let shown = asked("https://po.example").expect("options");

        assert_eq!(new["authenticatorSelection"]["userVerification"], "required");
        assert_eq!(new["authenticatorSelection"]["residentKey"], "required");
        assert_eq!(new["attestation"], "none");
        assert_eq!(new["user"]["id"], "AAAAAAAAAAAAAAAAAAAAAA");
        assert_eq!(shown["userVerification"], "required");
        assert_eq!(shown["allowCredentials"], json!([{ "type": "public-key", "id": "AQID" }]));
    }

    #[test]
    fn what_is_to_be_signed_takes_the_place_of_the_librarys_own() {
        let party = RelyingParty::of("https://po.example");

        let options = party.asks_to_sign(&[7; 32], &[vec![1, 2, 3]]).expect("options");

        assert_eq!(options["challenge"], URL_SAFE_NO_PAD.encode([7; 32]));
        assert_eq!((&options["rpId"], &options["userVerification"]), (&json!("po.example"), &json!("required")));
        let mut state = party.asks_to_show(&[]).expect("options").state;
        assert!(replace(state.pointer_mut("/ast/challenge"), &[7; 32]).is_ok());
        let state: DiscoverableAuthentication = serde_json::from_value(state).expect("what it wrote down");
        assert!(serde_json::to_string(&state).is_ok_and(|text| text.contains(&URL_SAFE_NO_PAD.encode([7; 32]))));
        assert!(!RelyingParty::of("https://192.0.2.7").are_open());
    }
}
