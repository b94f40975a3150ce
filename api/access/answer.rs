//! What a request is answered with, in bytes: fresh, or exactly as it was answered before.
use std::marker::PhantomData;

use actix_web::{
    HttpRequest, HttpResponse, Responder,
    body::BoxBody,
    http::{StatusCode, header},
};
use kernel::{Error, Page, Revision};
use serde::Serialize;

use crate::{event::Place, tx::Kept};

/// What can be shown to a caller; a document also says its revision, which travels as `ETag`.
pub trait Shown: Serialize {
    /// Of a document that is updated with `If-Match`.
    fn revision(&self) -> Option<Revision> {
        None
    }

    /// About how long it is as JSON: a long answer need not be moved while it grows.
    fn bytes_expected(&self) -> usize {
        1 << 10
    }
}

impl<T: Serialize> Shown for Page<T> {
    fn bytes_expected(&self) -> usize {
        self.items.len().saturating_add(1) << 10
    }
}

impl Shown for () {}

/// The answer `T`, as JSON.
#[derive(Debug)]
pub struct Answer<T> {
    pub(crate) status: u16,
    pub(crate) location: Option<String>,
    etag: Option<String>,
    is_replayed: bool,
    pub(crate) body: Vec<u8>,
    shown: PhantomData<fn() -> T>,
}

impl<T: Shown> Answer<T> {
    /// A fresh answer: 201 with a location, 204 with nothing to say, else 200.
    pub(crate) fn fresh(value: &T, location: Option<String>) -> Result<Self, Error> {
        Self::placed(value, location.map(Place::Made))
    }

    /// The same, where something was made or will be.
    pub(crate) fn placed(value: &T, place: Option<Place>) -> Result<Self, Error> {
        let mut body = Vec::with_capacity(value.bytes_expected());
        serde_json::to_writer(&mut body, value)?;
        let is_empty = body == b"null";
        let (status, location) = match (place, is_empty) {
            (Some(Place::Made(location)), _) => (201, Some(location)),
            (Some(Place::Awaited(location)), _) => (202, Some(location)),
            (None, true) => (204, None),
            (None, false) => (200, None),
        };
        let etag = value.revision().map(Revision::etag);
        let body = if is_empty { Vec::new() } else { body };
        Ok(Self { status, location, etag, is_replayed: false, body, shown: PhantomData })
    }
}

impl<T> Answer<T> {
    pub(crate) fn replayed(kept: Kept) -> Self {
        let etag = serde_json::from_slice::<Tagged>(&kept.response)
            .ok()
            .and_then(|tagged| tagged.revision)
            .map(Revision::etag);
        let Kept { status, location, response } = kept;
        Self { status, location, etag, is_replayed: true, body: response, shown: PhantomData }
    }
}

// A kept answer has lost its type; only its revision is wanted.
#[derive(serde::Deserialize)]
struct Tagged {
    revision: Option<Revision>,
}

impl<T> Responder for Answer<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let mut response = HttpResponse::build(StatusCode::from_u16(self.status).unwrap_or(StatusCode::OK));
        if let Some(location) = self.location {
            response.insert_header((header::LOCATION, location));
        }
        if let Some(etag) = self.etag {
            response.insert_header((header::ETAG, etag));
        }
        if self.is_replayed {
            response.insert_header(("idempotency-replayed", "true"));
        }
        if self.body.is_empty() {
            return response.finish();
        }
        response.content_type("application/json").body(self.body)
    }
}

/// A file: inert, an attachment that no browser runs.
#[derive(Debug)]
pub struct FileAnswer {
    pub media_type: &'static str,
    /// Plain ASCII; the caller makes it from a number, never from a user's text.
    pub file_name: String,
    pub bytes: Vec<u8>,
}

impl Responder for FileAnswer {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let disposition = format!(
            "attachment; filename=\"{}\"",
            self.file_name.replace(|c: char| !c.is_ascii_graphic() || c == '"', "_")
        );
        HttpResponse::Ok()
            .content_type(self.media_type)
            .insert_header((header::CONTENT_DISPOSITION, disposition))
            .insert_header((header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"))
            .body(self.bytes)
    }
}
