//! Whoever holds a session, as they prove once more who they are.
use access::{
    AttemptId, CrossTenant, FactorProof, Home, OwnCredential, OwnFactors, Proven,
    way_in::{ProvesHolder, SeesFactors},
};
use chrono::{DateTime, Utc};
use kernel::{Error, Refusal, ended};

use super::{
    RefreshToken, Refused, Sessions, Tokens,
    refresh::{FOLLOWED_MAX, exchange},
};
use crate::{
    guess::{self, Tried},
    password::{Password, PasswordHasher},
    refusals,
    second_factor::Code,
};

/// Password and second factor, where there is one, were right; or a passkey that was just shown stands for them.
pub(crate) struct BothProven {
    attempt: Option<AttemptId>,
    factor: Option<FactorProof>,
}

/// Whose session the cookie is of, and the newest token of it.
pub(crate) struct Holder<'a, W> {
    entry: &'a CrossTenant<W>,
    sessions: &'a Sessions,
    pub home: &'a Home,
    token: RefreshToken,
    pub own: OwnCredential,
}

impl<'a, W: ProvesHolder> Holder<'a, W> {
    /// The holder of the session, or the answer for nobody.
    pub async fn find(entry: &'a CrossTenant<W>, sessions: &'a Sessions) -> Result<Result<Self, Tokens>, Error> {
        let shown = entry.refresh_token()?;
        let home = entry.home_of_secret(shown)?;
        let mut token = RefreshToken::parse(shown).ok_or(ended::UNAUTHENTICATED)?;
        if let Some(own) = newest(entry, home, &mut token).await? {
            return Ok(Ok(Self { entry, sessions, home, token, own }));
        }
        // Turned away as at a refresh: a token that comes too late ends its session, an unknown one is a guess.
        Ok(Err(match exchange(entry, sessions, home, token).await? {
            Tokens::Fresh { .. } => Tokens::Refused(Refused::for_good(ended::UNAUTHENTICATED)),
            refused @ Tokens::Refused(_) => refused,
        }))
    }

    /// As the database knows the newest token.
    pub fn refresh_hash(&self) -> [u8; 32] {
        self.token.hash()
    }

    /// Checks their password, counted as at sign-in.
    pub async fn prove(&self, hasher: &PasswordHasher, password: Password) -> Result<Result<AttemptId, Tokens>, Error> {
        let OwnCredential { slug, email, credential, .. } = &self.own;
        let tried = guess::at_account(self.entry, self.sessions, self.home, [slug, email]).await?;
        let Tried { attempt, may_succeed } = match tried {
            Ok(tried) => tried,
            Err(refused) => return Ok(Err(Tokens::Refused(refused))),
        };
        let fits = hasher.verify(password, Some(credential.password_hash.clone())).await?;
        if fits && may_succeed {
            return Ok(Ok(attempt));
        }
        self.entry.refuse(self.home, attempt, Some(credential.owner)).await?;
        Err(refusals::PASSWORD_REFUSED.into())
    }

    /// Does what was proven for, which is told the newest token by its hash, and renews the session's secrets; `act` says whether
    /// token and proof still hold.
    pub async fn renew(
        mut self,
        refusal: Refusal,
        act: impl AsyncFn([u8; 32]) -> Result<bool, Error>,
    ) -> Result<Tokens, Error> {
        self.once(refusal, act).await?;
        exchange(self.entry, self.sessions, self.home, self.token).await
    }

    /// Does it, and leaves the secrets as they are; refuses with `refusal` what holds no more though the session does.
    pub async fn once(
        &mut self,
        refusal: Refusal,
        act: impl AsyncFn([u8; 32]) -> Result<bool, Error>,
    ) -> Result<(), Error> {
        // Hashing takes long enough for another tab to exchange the token.
        for _ in 0..FOLLOWED_MAX {
            let tried = self.token.hash();
            if act(tried).await? {
                return Ok(());
            }
            match newest(self.entry, self.home, &mut self.token).await? {
                Some(own) if own.credential.changed_at != self.own.credential.changed_at => {
                    return Err(refusals::PASSWORD_REFUSED.into());
                }
                Some(_) if self.token.hash() == tried => return Err(refusal.into()),
                Some(_) => {}
                None => break,
            }
        }
        Err(ended::UNAUTHENTICATED.into())
    }
}

impl<W: SeesFactors> Holder<'_, W> {
    /// Their factors.
    pub async fn factors(&self) -> Result<OwnFactors, Error> {
        let found = self.entry.find_own_factors(self.home, &self.token.hash()).await?;
        found.ok_or_else(|| ended::UNAUTHENTICATED.into())
    }

    /// Checks their password, and the code where they have a second factor that they have not just shown; both are one try, counted as at sign-in.
    async fn prove_both(
        &self,
        hasher: &PasswordHasher,
        own: &OwnFactors,
        password: Password,
        code: Option<Code>,
    ) -> Result<Result<BothProven, Tokens>, Error> {
        let factors = own.factors.as_ref().filter(|_| code.is_some() || !own.has_shown_passkey);
        if factors.is_some() && code.is_none() {
            return Err(Error::invalid("code", "required", "Must be a code of the app, or a recovery code."));
        }
        let attempt = match self.prove(hasher, password).await? {
            Ok(attempt) => attempt,
            Err(refused) => return Ok(Err(refused)),
        };
        let mut both = BothProven { attempt: Some(attempt), factor: None };
        if let (Some(factors), Some(code)) = (factors, code) {
            both.factor = code.check(self.entry, self.home, hasher, factors).await?;
            if both.factor.is_none() {
                self.entry.refuse(self.home, attempt, Some(self.own.credential.owner)).await?;
                return Err(refusals::CODE_REFUSED.into());
            }
        }
        Ok(Ok(both))
    }

    /// As above; a passkey that they have just shown stands for both.
    pub async fn prove_either(
        &self,
        hasher: &PasswordHasher,
        own: &OwnFactors,
        password: Option<Password>,
        code: Option<Code>,
    ) -> Result<Result<BothProven, Tokens>, Error> {
        match password {
            Some(password) => self.prove_both(hasher, own, password, code).await,
            None if own.has_shown_passkey => Ok(Ok(BothProven { attempt: None, factor: None })),
            None => Err(Error::invalid(
                "password",
                "required",
                "Must be given, unless a passkey was shown within the last five minutes.",
            )),
        }
    }
}

impl BothProven {
    /// As the database is told it.
    pub fn as_told(&self, refresh_hash: [u8; 32], changed_at: DateTime<Utc>) -> Proven<'_> {
        Proven { attempt: self.attempt, refresh_hash, changed_at, factor: self.factor.as_ref() }
    }
}

/// Leads a token that another tab has exchanged a moment ago on to its newest successor; whose session it is, while that lives.
async fn newest<W: ProvesHolder>(
    entry: &CrossTenant<W>,
    home: &Home,
    token: &mut RefreshToken,
) -> Result<Option<OwnCredential>, Error> {
    for _ in 0..FOLLOWED_MAX {
        match entry.find_own_credential(home, &token.hash()).await? {
            Some(own) if own.has_successor => *token = token.successor(&home.key),
            found => return Ok(found),
        }
    }
    Ok(None)
}
