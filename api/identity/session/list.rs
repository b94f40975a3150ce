//! Where one is signed in: each browser and device, and when it was last used.
use access::{Answer, Permit, Work, catalogue::ViewSession};
use chrono::{DateTime, Utc};
use kernel::{Cursor, Error, Page, PageSize, Query, SessionId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{device::Device, store};

/// Where the page begins.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListRequest {
    /// The `next_cursor` of the page before.
    cursor: Option<Cursor>,
    /// How many to a page.
    #[serde(default)]
    #[param(inline)]
    limit: PageSize,
}

/// A sign-in that lives; its id opens nothing.
#[derive(Debug, Serialize, ToSchema)]
pub struct ListedSession {
    pub id: SessionId,
    /// Whether it is the one that asks.
    pub is_this: bool,
    pub created_at: DateTime<Utc>,
    /// To the minute.
    pub last_used_at: DateTime<Utc>,
    /// When it ends if nobody uses it any more.
    pub idle_ends_at: DateTime<Utc>,
    /// When it ends at the latest.
    pub expires_at: DateTime<Utc>,
    /// The address that signed in; null when it was not known.
    #[schema(example = "203.0.113.7", max_length = 45)]
    pub network: Option<String>,
    /// What the browser said of itself; null when it said nothing.
    pub device: Option<Device>,
}

/// List one's sign-ins
///
/// Those of the caller that live, newest first, on every browser and device.
#[utoipa::path(get, path = "/sessions", tag = "identity", params(ListRequest),
    responses((status = 200, body = Page<ListedSession>, description = "A page of sign-ins.")))]
pub async fn list_sessions(
    permit: Permit<ViewSession>,
    request: Query<ListRequest>,
) -> Result<Answer<Page<ListedSession>>, Error> {
    permit.read(async |work| list(work, request.into_inner()).await).await
}

/// A page of the caller's own.
pub async fn list(work: &mut Work<'_, ViewSession>, request: ListRequest) -> Result<Page<ListedSession>, Error> {
    let after = request.cursor.as_ref().map(Cursor::place).transpose()?;
    let sessions = store::own_page(work, after, request.limit.rows_asked()).await?;
    Page::cut(sessions, request.limit, |session| (session.created_at, session.id))
}
