//! A device that keeps passkeys, in software: it signs what it is asked with keys of its own (P-256), as `WebAuthn` and CTAP2 write it down, and lies when told to.
use aws_lc_rs::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::ORIGIN;

const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const HAS_KEY: u8 = 0x40;

/// The device, and what it says of itself and of where it is asked.
pub struct Device {
    /// The page that asks.
    pub origin: String,
    pub domain: String,
    /// Whether it found out that it is its owner who holds it.
    pub knows_holder: bool,
    /// How often it has signed.
    pub counter: u32,
    /// The id of the next passkey, if not one of its own choosing.
    pub next_id: Option<Vec<u8>>,
    pub keys: Vec<Key>,
}

/// A passkey that it keeps.
pub struct Key {
    id: Vec<u8>,
    handle: Value,
    pair: EcdsaKeyPair,
}

impl Default for Device {
    fn default() -> Self {
        Self {
            origin: ORIGIN.into(),
            domain: "localhost".into(),
            knows_holder: true,
            counter: 0,
            next_id: None,
            keys: Vec::new(),
        }
    }
}

impl Device {
    /// Makes a passkey as `options` ask.
    pub fn makes(&mut self, options: &Value) -> Value {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap();
        let id = self.next_id.take().unwrap_or_else(|| Uuid::new_v4().as_bytes().to_vec());
        let mut data = self.data(HAS_KEY);
        data.extend([0; 16]);
        data.extend(u16::try_from(id.len()).unwrap().to_be_bytes());
        data.extend(&id);
        data.extend(cose(pair.public_key().as_ref()));
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData".to_vec();
        if let Ok(length) = u8::try_from(data.len()) {
            object.extend([0x58, length]);
        } else {
            object.push(0x59);
            object.extend(u16::try_from(data.len()).unwrap().to_be_bytes());
        }
        object.extend(data);
        let shown = json!({
            "id": text(&id),
            "rawId": text(&id),
            "type": "public-key",
            "response": {
                "attestationObject": text(&object),
                "clientDataJSON": text(&self.said("webauthn.create", options)),
                "transports": ["internal"],
            },
        });
        self.keys.push(Key { id, handle: options["user"]["id"].clone(), pair });
        shown
    }

    /// Shows the passkey made last, as `options` ask.
    pub fn shows(&mut self, options: &Value) -> Value {
        self.counter += 1;
        let key = self.keys.last().unwrap();
        let (data, said) = (self.data(0), self.said("webauthn.get", options));
        let signed = [data.as_slice(), &Sha256::digest(&said)].concat();
        let signature = key.pair.sign(&SystemRandom::new(), &signed).unwrap();
        json!({
            "id": text(&key.id),
            "rawId": text(&key.id),
            "type": "public-key",
            "response": {
                "authenticatorData": text(&data),
                "clientDataJSON": text(&said),
                "signature": text(signature.as_ref()),
                "userHandle": key.handle,
            },
        })
    }

    /// The id of the passkey made last.
    pub fn id(&self) -> Vec<u8> {
        self.keys.last().unwrap().id.clone()
    }

    fn data(&self, flags: u8) -> Vec<u8> {
        let verified = if self.knows_holder { VERIFIED } else { 0 };
        let mut data = Sha256::digest(&self.domain).to_vec();
        data.push(flags | PRESENT | verified);
        data.extend(self.counter.to_be_bytes());
        data
    }

    fn said(&self, kind: &str, options: &Value) -> Vec<u8> {
        let said =
            json!({ "type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": false });
        said.to_string().into_bytes()
    }
}

// {1: 2, 3: -7, -1: 1, -2: x, -3: y} (RFC 9053) of an uncompressed point.
fn cose(point: &[u8]) -> Vec<u8> {
    let (x, y) = point[1..].split_at(32);
    [b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20".as_slice(), x, b"\x22\x58\x20", y].concat()
}

fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
