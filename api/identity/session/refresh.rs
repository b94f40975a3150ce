//! Staying signed in: the refresh token is exchanged for its successor.
use access::{
    ACCESS_TOKEN_LIFE_S, CrossTenant, Home, Rotated, Rotation,
    way_in::{Refreshing, Rotates},
};
use actix_web::web::Data;
use kernel::{Error, ended};

use super::{RefreshToken, Refused, SessionTokens, Sessions, Tokens};
use crate::{guess, keys::secret_hash};

// A late tab is led on to the newest token, as long as the ten seconds of grace are far from over.
const FOLLOWED_FOR_S: i64 = 5;
pub(super) const FOLLOWED_MAX: usize = 8;

/// Refresh the session
///
/// Exchanges the cookie for its successor and a new access token. Repeated within ten seconds it gets the same answer;
/// repeated later it ends the session, for then somebody else holds a copy of the cookie.
#[utoipa::path(post, path = "/session/refresh", tag = "identity",
    responses((status = 200, body = SessionTokens, description = "Refreshed.",
        headers(("Set-Cookie" = String, description = "`__Host-refresh` and `__Host-csrf`.")))))]
pub async fn refresh_session(entry: CrossTenant<Refreshing>, sessions: Data<Sessions>) -> Result<Tokens, Error> {
    refresh(&entry, &sessions).await
}

/// Rotates the token of the cookie.
pub async fn refresh<W: Rotates>(entry: &CrossTenant<W>, sessions: &Sessions) -> Result<Tokens, Error> {
    let shown = entry.refresh_token()?;
    let home = entry.home_of_secret(shown)?;
    let token = RefreshToken::parse(shown).ok_or(ended::UNAUTHENTICATED)?;
    exchange(entry, sessions, home, token).await
}

/// Exchanges a token of the session, or the newest of its successors.
pub(super) async fn exchange<W: Rotates>(
    entry: &CrossTenant<W>,
    sessions: &Sessions,
    home: &Home,
    mut token: RefreshToken,
) -> Result<Tokens, Error> {
    for step in 0.. {
        let successor = token.successor(&home.key);
        let access_secret = token.access_secret(&home.code, &home.key);
        let access_hash = secret_hash(&access_secret);
        let rotation = entry.rotate(home, &token.hash(), &successor.hash(), &access_hash, ACCESS_TOKEN_LIFE_S).await?;
        match rotation {
            Rotation::Rotated(rotated)
                if rotated.has_moved_on && age_s(&rotated) < FOLLOWED_FOR_S && step < FOLLOWED_MAX =>
            {
                token = successor;
            }
            Rotation::Rotated(rotated) => {
                let access_token =
                    entry.sign(home, rotated.session, rotated.owner, rotated.issued_at, access_secret)?;
                let tokens = SessionTokens::new(access_token, age_s(&rotated), &successor);
                let cookie_life_s = sessions.policy.idle_limit_s;
                return Ok(Tokens::Fresh { tokens, refresh_token: successor, cookie_life_s, device: None });
            }
            Rotation::Reused | Rotation::Ended => break,
            Rotation::Unknown => {
                let refused = Refused::for_good(ended::UNAUTHENTICATED);
                return Ok(Tokens::Refused(guess::turn_away(entry, sessions, &token.text(), refused).await?));
            }
        }
    }
    Ok(Tokens::Refused(Refused::for_good(ended::UNAUTHENTICATED)))
}

fn age_s(rotated: &Rotated) -> i64 {
    (rotated.now - rotated.issued_at).num_seconds()
}
