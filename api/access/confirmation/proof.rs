//! What the second request shows: the code that was mailed, or what a passkey signed.
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use kernel::{Error, ended};
use uuid::Uuid;

use super::{OVER, by_code::CODE_DIGITS};

/// As long as `Confirmation` may be: room for the longest credential there is, and what proxies still let pass.
pub(crate) const CONFIRMATION_CHARS_MAX: usize = 4096;
const BY_MAIL: &str = "mail";

/// What `Confirmation` says.
pub(crate) enum Said {
    /// It is to be asked for by mail, also where there is a passkey.
    ByMail,
    Proof(Proof),
}

/// Of which intent, and by what.
pub(crate) enum Proof {
    Code(Code),
    Passkey(Uuid, Signed),
}

/// The code of an intent, as it was typed.
#[derive(Debug, Clone)]
pub(crate) struct Code {
    pub id: Uuid,
    pub digits: String,
}

/// What a passkey signed, as its browser tells it.
#[derive(Debug, PartialEq, Eq)]
pub struct Signed {
    pub credential_id: Vec<u8>,
    pub authenticator_data: Vec<u8>,
    pub client_data: Vec<u8>,
    pub signature: Vec<u8>,
}

impl Said {
    /// `mail`, `<id>:<eight digits>` or `<id>:<credential id>.<authenticator data>.<client data>.<signature>`, each of these in Base64url; what has another
    /// shape confirms nothing.
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        if text == BY_MAIL {
            return Ok(Self::ByMail);
        }
        let parts = text.split_once(':').filter(|_| text.len() <= CONFIRMATION_CHARS_MAX);
        let proof = parts.and_then(|(id, shown)| Proof::read(Uuid::try_parse(id).ok()?, shown));
        proof.map(Self::Proof).ok_or_else(|| Error::refused(ended::CONFIRMATION_REFUSED, OVER))
    }
}

impl Proof {
    fn read(id: Uuid, shown: &str) -> Option<Self> {
        if shown.len() == CODE_DIGITS && shown.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(Self::Code(Code { id, digits: shown.to_owned() }));
        }
        let parts = shown.split('.').map(|part| URL_SAFE_NO_PAD.decode(part).ok().filter(|bytes| !bytes.is_empty()));
        let parts: Vec<_> = parts.collect::<Option<_>>()?;
        let [credential_id, authenticator_data, client_data, signature] = parts.try_into().ok()?;
        Some(Self::Passkey(id, Signed { credential_id, authenticator_data, client_data, signature }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0192b0c0-0000-7000-8000-000000000001";

    fn read(text: &str) -> Option<Said> {
        match Said::parse(text) {
            Ok(said) => Some(said),
            Err(error) => {
                assert_eq!(error.refusal(), ended::CONFIRMATION_REFUSED, "{text}");
                None
            }
        }
    }

    #[test]
    fn a_code_is_an_id_and_eight_digits() {
        let said = read(&format!("{ID}:01234567"));

        assert!(matches!(said, Some(Said::Proof(Proof::Code(code))) if code.digits == "01234567"));
        for wrong in ["", ":", ID, &format!("{ID}:"), &format!("{ID}:0123456"), &format!("{ID}:0123456a"), "x:01234567"]
        {
            assert!(read(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn what_a_passkey_signed_is_an_id_and_four_parts() {
        let signed =
            Signed { credential_id: vec![1], authenticator_data: vec![2], client_data: vec![3], signature: vec![4] };

        let said = read(&format!("{ID}:AQ.Ag.Aw.BA"));

        assert!(matches!(said, Some(Said::Proof(Proof::Passkey(id, read))) if id.to_string() == ID && read == signed));
        let long = "A".repeat(CONFIRMATION_CHARS_MAX);
        for wrong in
            ["AQ.Ag.Aw", "AQ.Ag.Aw.BA.BQ", "AQ.Ag.Aw.", "AQ.Ag.A+.BA", "AQ.Ag.Aw.BA=", &format!("AQ.Ag.Aw.{long}")]
        {
            assert!(read(&format!("{ID}:{wrong}")).is_none(), "{wrong}");
        }
    }

    #[test]
    fn by_mail_is_one_word() {
        assert!(matches!(read("mail"), Some(Said::ByMail)));
        assert!(read("Mail").is_none() && read(&format!("{ID}:mail")).is_none());
    }
}
