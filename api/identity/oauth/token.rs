//! Exchange a key for an access token.
use access::{CrossTenant, KeyExchange, way_in::IssuingToken};
use actix_web::HttpRequest;
use kernel::{Bytes, Error, Query};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    FORM_BYTES_MAX,
    answer::{TokenAnswer, TokenRefusal, TokenRefusalView, TokenView},
    credentials::Credentials,
    form,
};
use crate::{refusals, session::Refused};

const SCOPES_MAX: usize = 60;
const TOO_MANY_RETRY_AFTER_S: u32 = 60;

/// What a client asks for; whatever else the form says is passed over.
#[derive(Deserialize, ToSchema)]
#[schema(as = TokenRequest)]
pub struct TokenForm {
    #[schema(example = "client_credentials", max_length = 40)]
    grant_type: String,
    /// Some of the key's scopes, with spaces between; without it all of them.
    #[schema(example = "purchase_order.view", max_length = 4000, nullable = false)]
    scope: Option<String>,
    /// The id of the key, unless the `Authorization` header says it.
    #[schema(max_length = 40, nullable = false)]
    client_id: Option<String>,
    /// The secret of the key, unless the `Authorization` header says it.
    #[schema(max_length = 100, write_only, nullable = false)]
    client_secret: Option<String>,
}

/// Exchange a key for an access token
///
/// Client credentials of RFC 6749, section 4.4: the id of a key and its secret, by HTTP Basic or in the form. The token lives for five minutes, opens
/// what was asked for and ends with its key. A key that is unknown, expired, revoked or used from elsewhere is answered alike.
#[utoipa::path(post, path = "/oauth/token", tag = "identity",
    request_body(content = TokenForm, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, body = TokenView, description = "A token."),
        (status = 400, body = TokenRefusalView, description = "`invalid_request`, `invalid_scope` or `unsupported_grant_type`."),
        (status = 401, body = TokenRefusalView, description = "`invalid_client`."),
    ))]
pub async fn issue_token(
    entry: CrossTenant<IssuingToken>,
    request: HttpRequest,
    body: Bytes<FORM_BYTES_MAX>,
) -> Result<TokenAnswer, Error> {
    let Ok(asked) = Query::<TokenForm>::parse(&form(body)?) else {
        return Ok(TokenAnswer::Refused(TokenRefusal::InvalidRequest));
    };
    token(&entry, &request, asked.into_inner()).await
}

/// Looks at what is shown, and opens a token by it.
pub async fn token(
    entry: &CrossTenant<IssuingToken>,
    request: &HttpRequest,
    form: TokenForm,
) -> Result<TokenAnswer, Error> {
    let said = |text: Option<String>| text.filter(|text| !text.is_empty());
    let Some(Credentials { key, secret }) = Credentials::of(request, said(form.client_id), said(form.client_secret))
    else {
        return Ok(TokenAnswer::Refused(TokenRefusal::InvalidRequest));
    };
    if form.grant_type != "client_credentials" {
        return Ok(TokenAnswer::Refused(TokenRefusal::UnsupportedGrantType));
    }
    let wanted: Option<Vec<String>> =
        said(form.scope).map(|scope| scope.split_ascii_whitespace().map(str::to_owned).collect());
    if wanted.as_ref().is_some_and(|wanted| wanted.len() > SCOPES_MAX || !wanted.iter().all(|code| is_code(code))) {
        return Ok(TokenAnswer::Refused(TokenRefusal::InvalidScope));
    }
    let home = entry.home_of_secret(&secret)?;
    let exchanged = match key {
        Some(key) => entry.exchange_key(home, key, &secret, wanted.as_deref()).await?,
        None => KeyExchange::Unknown,
    };
    Ok(match exchanged {
        KeyExchange::Opened(token) => TokenAnswer::Opened(token),
        KeyExchange::WrongScope => TokenAnswer::Refused(TokenRefusal::InvalidScope),
        KeyExchange::TooMany => TokenAnswer::Waits(Refused::until(refusals::TOO_MANY_TOKENS, TOO_MANY_RETRY_AFTER_S)),
        KeyExchange::Unknown => match entry.count_wrong_key(home, &secret).await? {
            Some(seconds) => TokenAnswer::Waits(Refused::until(refusals::TOO_MANY_ATTEMPTS, seconds)),
            None => TokenAnswer::Refused(TokenRefusal::InvalidClient),
        },
    })
}

// As every permission is written: the database refuses some characters altogether.
fn is_code(word: &str) -> bool {
    let is_name = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    word.split_once('.').is_some_and(|(noun, verb)| is_name(noun) && is_name(verb))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_is_written_as_a_permission_is() {
        assert!(is_code("supplier.view") && is_code("purchase_order.view_all"));
        for wrong in [
            "",
            "x",
            ".",
            "supplier.",
            ".view",
            "supplier.view.all",
            "Supplier.view",
            "supplier.view\0",
            "s\u{e9}.view",
        ] {
            assert!(!is_code(wrong), "{wrong:?}");
        }
    }
}
