//! Give up a key, or a token of one.
use access::{CrossTenant, way_in::RevokingToken};
use actix_web::HttpResponse;
use kernel::{Bytes, Error, Query};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{FORM_BYTES_MAX, form};

/// What is given up; whatever else the form says, such as a `token_type_hint`, is passed over.
#[derive(Deserialize, ToSchema)]
#[schema(as = TokenRevocation)]
pub struct RevocationForm {
    /// The secret of a key, or an access token that a key was exchanged for.
    #[schema(max_length = 4096, write_only)]
    token: String,
}

/// Give up a key
///
/// Whoever holds the secret of a key, whether they were meant to or found it, ends it at once and for good, with all its tokens; whoever may revoke keys
/// is told by mail; one that waits is never agreed to then. A token of a key ends alone. Answered with 200 whatever was shown (RFC 7009, section 2.2).
#[utoipa::path(post, path = "/oauth/revoke", tag = "identity",
    request_body(content = RevocationForm, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, description = "If it opened anything, it does no more.")))]
pub async fn revoke_token(
    entry: CrossTenant<RevokingToken>,
    body: Bytes<FORM_BYTES_MAX>,
) -> Result<HttpResponse, Error> {
    let asked = Query::<RevocationForm>::parse(&form(body)?)?;
    revoke(&entry, &asked.into_inner().token).await
}

/// Ends it, and says nothing about it.
pub async fn revoke(entry: &CrossTenant<RevokingToken>, shown: &str) -> Result<HttpResponse, Error> {
    entry.give_up(shown).await?;
    Ok(HttpResponse::Ok().finish())
}
