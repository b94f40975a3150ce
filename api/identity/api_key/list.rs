//! List the API keys.
use access::{Answer, Permit, Work, catalogue::ViewApiKeys};
use kernel::{ApiKeyId, Cursor, Error, Page, PageSize, Query};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{ApiKeyState, ApiKeyView, store};

/// Which keys.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListApiKeysRequest {
    /// Only this one.
    id: Option<ApiKeyId>,
    /// Only those that stand so.
    state: Option<ApiKeyState>,
    /// The `next_cursor` of the page before, with the same filters.
    #[param(inline)]
    cursor: Option<Cursor>,
    /// How many on a page.
    #[serde(default)]
    #[param(inline, required = false)]
    limit: PageSize,
}

kernel::turns!(ListApiKeysRequest);

/// List the API keys
///
/// The newest first: what each may do, from where and until when, who asked for it and who agreed, and when it was last used. Never a secret.
#[utoipa::path(get, path = "/api-keys", tag = "identity", params(ListApiKeysRequest),
    responses((status = 200, body = Page<ApiKeyView>, description = "One page of keys.")))]
pub async fn list_api_keys(
    permit: Permit<ViewApiKeys>,
    request: Query<ListApiKeysRequest>,
) -> Result<Answer<Page<ApiKeyView>>, Error> {
    permit.read(async |work| list(work, request.into_inner()).await).await
}

/// One page.
pub async fn list(work: &mut Work<'_, ViewApiKeys>, request: ListApiKeysRequest) -> Result<Page<ApiKeyView>, Error> {
    let ListApiKeysRequest { id, state, cursor, limit } = request;
    let before: Option<ApiKeyId> = cursor.map(|cursor| cursor.place()).transpose()?;
    let keys = store::page(work, id, state, before, limit.rows_asked()).await?;
    let page = Page::cut(keys, limit, |key| key.id)?;
    Ok(page.map(|key| key.seen_by(work.caller())))
}
