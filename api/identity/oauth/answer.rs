//! What the exchange of a key is answered with, in the words of RFC 6749, section 5.
use access::KeyToken;
use actix_web::{
    HttpRequest, HttpResponse, Responder,
    body::BoxBody,
    http::{StatusCode, header},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::session::Refused;

/// A token, why there is none, or when to ask again.
pub enum TokenAnswer {
    Opened(KeyToken),
    Refused(TokenRefusal),
    Waits(Refused),
}

/// An access token of a program.
#[derive(Serialize, ToSchema)]
pub struct TokenView {
    #[schema(max_length = 4096)]
    access_token: String,
    #[schema(example = "Bearer", max_length = 6)]
    token_type: &'static str,
    /// Seconds.
    #[schema(example = 300, minimum = 0, maximum = 300)]
    expires_in: i64,
    /// What it opens: permissions, with spaces between.
    #[schema(example = "purchase_order.create purchase_order.view", max_length = 4000)]
    scope: String,
}

/// Why there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TokenRefusal {
    /// The form lacks something, or says it twice.
    InvalidRequest,
    /// There is no such key, it opens nothing, or not from this network.
    InvalidClient,
    /// Only `client_credentials` are known.
    UnsupportedGrantType,
    /// Something that the key has not.
    InvalidScope,
}

/// That there is none, as OAuth says it.
#[derive(Serialize, ToSchema)]
pub struct TokenRefusalView {
    error: TokenRefusal,
    #[schema(example = "There is no such key, it opens nothing, or not from this network.", max_length = 200)]
    error_description: &'static str,
}

impl TokenRefusal {
    fn status(self) -> StatusCode {
        match self {
            Self::InvalidClient => StatusCode::UNAUTHORIZED,
            Self::InvalidRequest | Self::UnsupportedGrantType | Self::InvalidScope => StatusCode::BAD_REQUEST,
        }
    }

    fn description(self) -> &'static str {
        match self {
            Self::InvalidRequest => "The form lacks something, or says something twice or in two ways.",
            Self::InvalidClient => "There is no such key, it opens nothing, or not from this network.",
            Self::UnsupportedGrantType => "Only client_credentials are known here.",
            Self::InvalidScope => "The key has not all of these scopes.",
        }
    }
}

impl Responder for TokenAnswer {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let mut response = match self {
            Self::Waits(refused) => return refused.respond_to(request),
            Self::Opened(KeyToken { access_token, life_s, scopes }) => HttpResponse::Ok().json(TokenView {
                access_token,
                token_type: "Bearer",
                expires_in: life_s,
                scope: scopes.join(" "),
            }),
            Self::Refused(refusal) => {
                let mut response = HttpResponse::build(refusal.status());
                if refusal == TokenRefusal::InvalidClient {
                    response.insert_header((header::WWW_AUTHENTICATE, r#"Basic realm="countersign", charset="UTF-8""#));
                }
                response.json(TokenRefusalView { error: refusal, error_description: refusal.description() })
            }
        };
        response.headers_mut().insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
        response
    }
}
