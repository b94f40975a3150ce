//! An authenticator app: one code every thirty seconds, each good once (RFC 6238). Its secret is told once, and kept sealed.
pub mod begin;
pub mod confirm;
pub mod remove;

use access::{Chance, Factor, Home, Sealed, Seals};
use kernel::Error;
use serde::Serialize;
use totp_rs::{Builder, Totp};
use utoipa::ToSchema;
use uuid::Uuid;

/// Digits of a code; apps know no other number by heart.
pub const DIGITS: usize = 6;
/// How long an app that is being set up waits for its first code.
pub const SET_UP_LIFE_S: i64 = 15 * 60;
const STEP_S: i64 = 30;
/// How long a secret is.
pub const SECRET_BYTES: usize = 20;
/// Who asks for the codes, as apps show it.
const ISSUER: &str = "Countersign";
// A clock that is further off shows codes that cannot be told from guesses.
const CLOCK_STEPS_MAX: i64 = 20;

/// The secret that an app and the service share.
pub struct TotpSecret([u8; SECRET_BYTES]);

/// What an app is told, once.
#[derive(Serialize, ToSchema)]
pub struct TotpSetUp {
    /// To type into the app: Base32 (RFC 4648), without padding.
    #[schema(example = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", min_length = 32, max_length = 32)]
    pub secret: String,
    /// To show as a QR code for the app to read.
    #[schema(
        example = "otpauth://totp/Countersign:owner%40harbour-house.example?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Countersign",
        max_length = 1024
    )]
    pub uri: String,
    /// Seconds from now within which the first code must come.
    #[schema(example = 900, minimum = 1, maximum = 900)]
    pub expires_in_s: i64,
}

/// What a first code says of the app.
#[derive(Debug, PartialEq, Eq)]
pub enum FirstCode {
    Right {
        step: i64,
    },
    /// Its clock is off by so many seconds, behind where they are negative.
    ClockIsOff {
        by_s: i64,
    },
    Wrong,
}

impl TotpSecret {
    /// Of bits that nobody can foresee.
    pub fn new(bits: [u8; SECRET_BYTES]) -> Self {
        Self(bits)
    }

    /// As it is kept: sealed for its own row.
    pub fn seal(&self, home: &Home, id: Uuid) -> Result<Sealed, Error> {
        home.seal(&place(&id.to_string()), &self.0)
    }

    /// As it was kept.
    pub fn open(home: &Home, factor: &Factor) -> Result<Self, Error> {
        Self::opened(&home.seals, &place(&factor.totp_id.to_string()), &factor.secret)
    }

    /// As it is kept outside of a home: sealed for that place.
    pub fn sealed(&self, seals: &Seals, chance: &Chance, place: &[&str]) -> Result<Sealed, Error> {
        seals.seal(chance, place, &self.0)
    }

    /// As it was kept there.
    pub fn opened(seals: &Seals, place: &[&str], secret: &Sealed) -> Result<Self, Error> {
        Ok(Self(seals.open(place, secret)?.as_slice().try_into()?))
    }

    /// The step in which a code holds: this one's, and no other's.
    pub fn step_of(&self, code: &str, at_s: i64) -> Result<Option<i64>, Error> {
        let step = self.totp("", "")?.check(code, u64::try_from(at_s)?);
        Ok(step.map(i64::try_from).transpose()?)
    }

    /// What the first code says.
    pub fn judge(&self, code: &str, at_s: i64) -> Result<FirstCode, Error> {
        if let Some(step) = self.step_of(code, at_s)? {
            return Ok(FirstCode::Right { step });
        }
        for steps in (1..=CLOCK_STEPS_MAX).flat_map(|steps| [-steps, steps]) {
            if self.step_of(code, at_s + steps * STEP_S)?.is_some() {
                // One step behind is as likely a slow hand.
                let is_late = steps == -1;
                return Ok(if is_late { FirstCode::Wrong } else { FirstCode::ClockIsOff { by_s: steps * STEP_S } });
            }
        }
        Ok(FirstCode::Wrong)
    }

    /// What the app of this account is told.
    pub fn set_up(&self, organisation: &str, email: &str) -> Result<TotpSetUp, Error> {
        let totp = self.totp(organisation, email)?;
        let secret = totp.secret().to_base32();
        Ok(TotpSetUp { secret, uri: totp.to_url()?, expires_in_s: SET_UP_LIFE_S })
    }

    fn totp(&self, organisation: &str, email: &str) -> Result<Totp, Error> {
        // The organisation stands in the name of the account: a person may have one in several.
        let account = if organisation.is_empty() { "account".to_owned() } else { format!("{email} ({organisation})") };
        let builder = Builder::new().with_secret(self.0.as_slice()).with_skew(0).with_issuer(Some(ISSUER));
        Ok(builder.with_account_name(account).build()?)
    }
}

fn place(id: &str) -> [&str; 3] {
    ["door.totp", "sealed_secret", id]
}

impl std::fmt::Debug for TotpSetUp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TotpSetUp(..)")
    }
}

impl std::fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TotpSecret(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // RFC 6238, appendix B, SHA-1; the last six of its eight digits.
    const OF_THE_RFC: [u8; 20] = *b"12345678901234567890";
    const SAMPLES: [(i64, &str); 6] = [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ];

    #[test]
    fn codes_are_those_of_the_rfc() {
        for (at_s, code) in SAMPLES {
            assert_eq!(TotpSecret(OF_THE_RFC).step_of(code, at_s).ok(), Some(Some(at_s / 30)), "{code}");
        }
    }

    #[test]
    fn a_code_holds_in_its_own_thirty_seconds_alone() {
        let secret = TotpSecret(OF_THE_RFC);
        let holds = |at_s: i64| secret.step_of("287082", at_s).is_ok_and(|step| step.is_some());

        assert!(holds(30) && holds(59));
        assert!(!holds(29) && !holds(60));
    }

    #[test]
    fn a_clock_that_is_off_is_told_by_how_much() {
        let secret = TotpSecret(OF_THE_RFC);
        let judged = |at_s: i64| secret.judge("005924", at_s).ok();

        assert_eq!(judged(1_234_567_890), Some(FirstCode::Right { step: 41_152_263 }));
        assert_eq!(judged(1_234_567_890 + 30), Some(FirstCode::Wrong));
        assert_eq!(judged(1_234_567_890 - 30), Some(FirstCode::ClockIsOff { by_s: 30 }));
        assert_eq!(judged(1_234_567_890 + 300), Some(FirstCode::ClockIsOff { by_s: -300 }));
        assert_eq!(judged(1_234_567_890 + 30 * 21), Some(FirstCode::Wrong));
    }

    #[test]
    fn an_app_is_told_who_asks_for_whom() {
        let told = TotpSecret(OF_THE_RFC).set_up("harbour-house", "owner@harbour-house.example").expect("a set-up");

        assert_eq!(told.secret, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        let uri = "otpauth://totp/Countersign:owner%40harbour-house.example%20%28harbour-house%29?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Countersign";
        assert_eq!(told.uri, uri);
    }

    #[test]
    fn a_secret_does_not_show_itself() {
        let set_up = TotpSecret(OF_THE_RFC).set_up("harbour-house", "owner@harbour-house.example");

        assert_eq!(format!("{:?} {set_up:?}", TotpSecret(OF_THE_RFC)), "TotpSecret(..) Ok(TotpSetUp(..))");
    }
}
