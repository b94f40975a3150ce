//! What is shown beside the password: a code of the app, or a recovery code in its place.
use std::fmt;

use access::{CrossTenant, FactorProof, Factors, Home, way_in::ChecksPassword};
use kernel::{Error, rule};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

use crate::{
    password::PasswordHasher,
    recovery_code::{CODES, RecoveryCode},
    totp::{DIGITS, TotpSecret},
};

const CHARS_MAX: usize = 32;

/// A code as it was typed.
#[derive(Clone)]
pub enum Code {
    Totp(SecretString),
    Recovery(RecoveryCode),
}

/// A code of the app alone.
#[derive(Clone)]
pub struct TotpCode(SecretString);

/// Recovery codes, as their owner is told them: once.
#[derive(Default, Serialize)]
pub struct RecoveryCodes(Vec<String>);

impl Code {
    /// Spaces and hyphens are for the eye alone.
    pub fn parse(text: &str) -> Result<Self, String> {
        let bare: String = text.chars().filter(|char| !matches!(char, ' ' | '-')).collect();
        if text.len() <= CHARS_MAX {
            if bare.len() == DIGITS && bare.bytes().all(|byte| byte.is_ascii_digit()) {
                return Ok(Self::Totp(bare.into()));
            }
            if let Some(code) = RecoveryCode::read(&bare) {
                return Ok(Self::Recovery(code));
            }
        }
        Err(rule("not_a_code", "Must be the six digits that the app shows, or a recovery code."))
    }

    /// What the code turns out to be, if it is right. Nothing is used up yet.
    pub async fn check<W: ChecksPassword>(
        &self,
        entry: &CrossTenant<W>,
        home: &Home,
        hasher: &PasswordHasher,
        factors: &Factors,
    ) -> Result<Option<FactorProof>, Error> {
        match self {
            Self::Totp(code) => {
                let Some(totp) = &factors.totp else { return Ok(None) };
                let secret = TotpSecret::open(home, totp)?;
                let step = secret.step_of(code.expose_secret(), factors.at.timestamp())?;
                if step.is_some() && home.seals.is_outdated(&totp.secret.key_name) {
                    entry.reseal(home, totp, &secret.seal(home, totp.totp_id)?).await?;
                }
                Ok(step.map(FactorProof::TotpStep))
            }
            Self::Recovery(code) => {
                let found = hasher.find(code.clone(), factors.recovery_hashes.clone()).await?;
                Ok(found.map(FactorProof::RecoveryCode))
            }
        }
    }
}

impl TotpCode {
    /// The digits.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl RecoveryCodes {
    /// New ones, and the hashes that are kept of them.
    pub async fn make<W: ChecksPassword>(
        entry: &CrossTenant<W>,
        home: &Home,
        hasher: &PasswordHasher,
    ) -> Result<(Self, Vec<String>), Error> {
        let codes: Vec<_> = (0..CODES).map(|_| RecoveryCode::of(entry.chance(home))).collect();
        let told = codes.iter().map(RecoveryCode::told).collect();
        Ok((Self(told), hasher.hash_all(codes).await?))
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(..)")
    }
}

impl fmt::Debug for TotpCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TotpCode(..)")
    }
}

impl fmt::Debug for RecoveryCodes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCodes(..)")
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(from)?).map_err(D::Error::custom)
    }
}

impl<'de> Deserialize<'de> for TotpCode {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        match Code::parse(&String::deserialize(from)?) {
            Ok(Code::Totp(code)) => Ok(Self(code)),
            _ => Err(D::Error::custom(rule("not_a_code", "Must be the six digits that the app shows."))),
        }
    }
}

fn schema(example: &str, chars_max: usize) -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .write_only(true)
        .min_length(Some(DIGITS))
        .max_length(Some(chars_max))
        .examples([example])
        .into()
}

impl PartialSchema for Code {
    fn schema() -> RefOr<Schema> {
        schema("492039", CHARS_MAX)
    }
}

impl PartialSchema for TotpCode {
    fn schema() -> RefOr<Schema> {
        schema("492039", CHARS_MAX)
    }
}

impl ToSchema for Code {
    fn name() -> std::borrow::Cow<'static, str> {
        "SecondFactorCode".into()
    }
}

impl ToSchema for TotpCode {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_told_from_a_recovery_code_by_its_length() {
        assert!(matches!(Code::parse("492 039"), Ok(Code::Totp(code)) if code.expose_secret() == "492039"));
        assert!(matches!(Code::parse("710zg-0z9ah"), Ok(Code::Recovery(code)) if code.told() == "710ZG-0Z9AH"));
        assert!(matches!(Code::parse("1234567890"), Ok(Code::Recovery(_))));
        let long = format!("492039{}", " ".repeat(CHARS_MAX));
        for wrong in ["", "49203", "4920399", "49203a", "٤٩٢٠٣٩", &long] {
            assert!(Code::parse(wrong).is_err_and(|why| why.contains("not_a_code")), "{wrong}");
        }
    }

    #[test]
    fn codes_do_not_show_themselves() {
        let shown = format!("{:?} {:?}", Code::parse("492039"), Code::parse("710zg-0z9ah"));

        assert_eq!(shown, "Ok(Code(..)) Ok(Code(..))");
    }
}
