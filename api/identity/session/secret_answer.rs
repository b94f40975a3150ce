//! What verbs that a secret opens answer with.
use actix_web::{HttpRequest, HttpResponse, Responder, body::BoxBody, http::header};
use serde::Serialize;

use super::Refused;

/// What a secret says or did, or why it opens nothing.
pub enum SecretAnswer<T> {
    Told(T),
    Refused(Refused),
}

impl<T: Serialize> Responder for SecretAnswer<T> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        match self {
            Self::Told(view) => HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(view),
            Self::Refused(refused) => refused.respond_to(request),
        }
    }
}
