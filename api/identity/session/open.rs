//! Opening a session: its first secrets, and what they are answered with.
use access::{ACCESS_TOKEN_LIFE_S, AttemptId, CrossTenant, Home, NewSession, SessionOwner, way_in::OpensSession};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use kernel::{Error, SessionId};

use super::{RefreshToken, SessionTokens, Sessions, Tokens, known_device::DeviceSecret};
use crate::keys::secret_hash;

/// Makes the secrets, lets the database open the session with them, and ends the one that the browser held before. `opens` says which session it is and
/// since when, or nothing, and then nobody is signed in.
pub(super) async fn open<W: OpensSession>(
    entry: &CrossTenant<W>,
    sessions: &Sessions,
    home: &Home,
    attempt: Option<AttemptId>,
    owner: SessionOwner,
    opens: impl AsyncFnOnce(NewSession<'_>) -> Result<Option<(SessionId, DateTime<Utc>)>, Error>,
) -> Result<Option<Tokens>, Error> {
    let refresh_token = RefreshToken::first(&home.code, entry.chance(home), entry.chance(home));
    let access_secret = home.code.mint(&URL_SAFE_NO_PAD.encode(entry.chance::<32>(home)));
    let device = DeviceSecret::of(&home.code, entry.chance(home));
    let new = NewSession {
        attempt,
        access_hash: &secret_hash(&access_secret),
        access_life_s: ACCESS_TOKEN_LIFE_S,
        refresh_hash: &refresh_token.hash(),
        device_hash: &device.hash(),
        idle_limit_s: sessions.policy.idle_limit_s,
        lifetime_s: sessions.policy.lifetime_s,
    };
    let Some((session, at)) = opens(new).await? else { return Ok(None) };
    let access_token = entry.sign(home, session, owner, at, access_secret)?;
    if let Some(before) = entry.refresh_token_before() {
        // An identifier is never kept across an authentication (ASVS 7.2.4): what the browser held before ends.
        entry.end_session_before(home, before, secret_hash(before)).await?;
    }
    let tokens = SessionTokens::new(access_token, 0, &refresh_token);
    let cookie_life_s = sessions.policy.idle_limit_s;
    Ok(Some(Tokens::Fresh { tokens, refresh_token, cookie_life_s, device: Some(device) }))
}
