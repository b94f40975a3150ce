//! What the verbs of a link answer with.
use actix_web::{HttpRequest, HttpResponse, Responder, body::BoxBody, http::header};

use super::LinkView;
use crate::session::Refused;

/// Whose link it is, or why it opens nothing.
pub enum LinkAnswer {
    Holder(LinkView),
    Refused(Refused),
}

impl Responder for LinkAnswer {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        match self {
            Self::Holder(view) => HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(view),
            Self::Refused(refused) => refused.respond_to(request),
        }
    }
}
