//! Whoever holds a session, as they prove once more who they are.
use access::{AttemptId, CrossTenant, Home, OwnCredential, way_in::ProvesHolder};
use kernel::{Error, ended};

use super::{
    RefreshToken, Refused, Sessions, Tokens,
    refresh::{FOLLOWED_MAX, exchange},
};
use crate::{
    guess,
    password::{Password, PasswordHasher},
    refusals,
};

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

    /// Checks their password, counted as at sign-in.
    pub async fn prove(&self, hasher: &PasswordHasher, password: Password) -> Result<Result<AttemptId, Tokens>, Error> {
        let OwnCredential { slug, email, credential, .. } = &self.own;
        let attempt = match guess::at_account(self.entry, self.sessions, self.home, [slug, email]).await? {
            Ok(attempt) => attempt,
            Err(refused) => return Ok(Err(Tokens::Refused(refused))),
        };
        if hasher.verify(password, Some(credential.password_hash.clone())).await? {
            return Ok(Ok(attempt));
        }
        self.entry.refuse(self.home, attempt, Some(credential.owner)).await?;
        Err(refusals::PASSWORD_REFUSED.into())
    }

    /// Does what was proven for, which is told the newest token by its hash, and renews the session's secrets; `act` says whether
    /// token and password still hold.
    pub async fn renew(mut self, act: impl AsyncFn([u8; 32]) -> Result<bool, Error>) -> Result<Tokens, Error> {
        // Hashing takes long enough for another tab to exchange the token.
        for _ in 0..FOLLOWED_MAX {
            if act(self.token.hash()).await? {
                return exchange(self.entry, self.sessions, self.home, self.token).await;
            }
            match newest(self.entry, self.home, &mut self.token).await? {
                Some(own) if own.credential.changed_at == self.own.credential.changed_at => {}
                Some(_) => return Err(refusals::PASSWORD_REFUSED.into()),
                None => break,
            }
        }
        Err(ended::UNAUTHENTICATED.into())
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
