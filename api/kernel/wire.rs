//! What a request carries: its body, its filters and the revision it was made on, parsed once and strictly.
use std::{
    future::{Future, Ready, ready},
    io::Write,
    ops::Deref,
    pin::Pin,
};

use actix_web::{
    FromRequest, HttpMessage, HttpRequest,
    dev::Payload,
    http::header::{CONTENT_TYPE, IF_MATCH},
    web::BytesMut,
};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{KnownFormat, ObjectBuilder, RefOr, Schema, SchemaFormat, schema::Type},
};

use crate::{Error, FieldError, Revision, Spool, ended};

/// The largest JSON body, in bytes.
pub const BODY_BYTES_MAX: usize = 1_048_576;
/// How deep a JSON body may nest.
pub const BODY_DEPTH_MAX: usize = 16;

/// A JSON body of type `T`: UTF-8, not too large, not too deep, no unknown and no duplicate field.
#[derive(Debug)]
pub struct Json<T>(T);

/// The same, which may be left out or be null: then it says what `T` says by default.
#[derive(Debug)]
pub struct OptionalJson<T>(T);

/// The query string of type `T`.
#[derive(Debug)]
pub struct Query<T>(T);

/// A body that is no JSON, of at most `MAX` bytes, with the media type that the sender claims for it.
#[derive(Debug)]
pub struct Bytes<const MAX: usize> {
    /// Lower case, without parameters; empty when nothing was claimed.
    pub media_type: String,
    pub bytes: Vec<u8>,
}

/// The same, written to the disk as it comes and never whole in memory.
#[derive(Debug)]
pub struct Spooled<const MAX: usize> {
    /// Lower case, without parameters; empty when nothing was claimed.
    pub media_type: String,
    pub spool: Spool,
}

/// The SHA-256 of the body, left on the request for the idempotency key to compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BodyDigest(pub [u8; 32]);

/// The revision that an update was made on.
#[derive(Debug, Clone, Copy)]
pub struct IfMatch(pub Revision);

impl<T> Json<T> {
    /// The body.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> OptionalJson<T> {
    /// The body, or what stands for none.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> Query<T> {
    /// The query.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> Deref for Query<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: DeserializeOwned + 'static> FromRequest for Json<T> {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let mut payload = payload.take();
        Box::pin(async move {
            if !is_json(&request) {
                return Err(ended::UNSUPPORTED_MEDIA_TYPE.into());
            }
            let body = read(&request, &mut payload, BODY_BYTES_MAX).await?;
            parse(&body).map(Self)
        })
    }
}

impl<T: DeserializeOwned + Default + 'static> FromRequest for OptionalJson<T> {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let mut payload = payload.take();
        Box::pin(async move {
            let body = read(&request, &mut payload, BODY_BYTES_MAX).await?;
            if body.is_empty() {
                // To a key that was used before, no body is none, as where none is read.
                request.extensions_mut().remove::<BodyDigest>();
                return Ok(Self(T::default()));
            }
            if !is_json(&request) {
                return Err(ended::UNSUPPORTED_MEDIA_TYPE.into());
            }
            Ok(Self(parse::<Option<T>>(&body)?.unwrap_or_default()))
        })
    }
}

impl<const MAX: usize> PartialSchema for Bytes<MAX> {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary)))
            .max_length(Some(MAX))
            .into()
    }
}

impl<const MAX: usize> ToSchema for Bytes<MAX> {}

impl<const MAX: usize> FromRequest for Bytes<MAX> {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let mut payload = payload.take();
        Box::pin(async move {
            let bytes = read(&request, &mut payload, MAX).await?.to_vec();
            Ok(Self { media_type: media_type(&request), bytes })
        })
    }
}

impl<const MAX: usize> FromRequest for Spooled<MAX> {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let mut payload = payload.take();
        Box::pin(async move {
            let mut spool = Spool::new()?;
            while let Some(chunk) = std::future::poll_fn(|context| next_chunk(&mut payload, context)).await {
                let chunk = chunk.map_err(|error| Error::refused(ended::MALFORMED_JSON, error.to_string()))?;
                if spool.bytes().saturating_add(u64::try_from(chunk.len())?) > u64::try_from(MAX)? {
                    return Err(Error::refused(ended::TOO_LARGE, format!("At most {MAX} bytes.")));
                }
                spool.write_all(&chunk)?;
            }
            request.extensions_mut().insert(BodyDigest(spool.sha256()));
            Ok(Self { media_type: media_type(&request), spool })
        })
    }
}

// What the sender claims that the body is: lower case, without parameters.
fn media_type(request: &HttpRequest) -> String {
    content_type(request).split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn content_type(request: &HttpRequest) -> &str {
    request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

fn is_json(request: &HttpRequest) -> bool {
    let mut parts = content_type(request).split(';').map(|part| part.trim().to_ascii_lowercase());
    parts.next().as_deref() == Some("application/json") && parts.all(|part| part.is_empty() || part == "charset=utf-8")
}

// Reads the whole body and leaves its digest on the request; stops at the first byte too many.
async fn read(request: &HttpRequest, payload: &mut Payload, bytes_max: usize) -> Result<BytesMut, Error> {
    let mut body = BytesMut::new();
    while let Some(chunk) = std::future::poll_fn(|context| next_chunk(payload, context)).await {
        let chunk = chunk.map_err(|error| Error::refused(ended::MALFORMED_JSON, error.to_string()))?;
        if body.len().saturating_add(chunk.len()) > bytes_max {
            return Err(Error::refused(ended::TOO_LARGE, format!("At most {bytes_max} bytes.")));
        }
        body.extend_from_slice(&chunk);
    }
    request.extensions_mut().insert(BodyDigest(Sha256::digest(&body).into()));
    Ok(body)
}

// Polls the payload as the stream it is, without a crate for one call.
fn next_chunk(
    payload: &mut Payload,
    context: &mut std::task::Context<'_>,
) -> std::task::Poll<Option<Result<actix_web::web::Bytes, actix_web::error::PayloadError>>> {
    futures_core::Stream::poll_next(Pin::new(payload), context)
}

/// Parses a JSON body, naming the field and the rule that it breaks.
pub(crate) fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Error> {
    let text = std::str::from_utf8(body)
        .map_err(|error| Error::refused(ended::MALFORMED_TEXT, format!("At byte {}.", error.valid_up_to())))?;
    if depth(text) > BODY_DEPTH_MAX {
        return Err(ended::TOO_DEEP.into());
    }
    let mut json = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        refused(&path, &error.into_inner())
    })?;
    json.end().map_err(|error| refused("", &error))?;
    Ok(value)
}

fn refused(path: &str, error: &serde_json::Error) -> Error {
    use serde_json::error::Category;
    match error.classify() {
        Category::Data => {
            let field = FieldError::of_serde(if path == "." { "" } else { path }, &error.to_string());
            Error::invalid_fields(vec![field])
        }
        Category::Syntax | Category::Eof | Category::Io => Error::refused(ended::MALFORMED_JSON, error.to_string()),
    }
}

// Counted before parsing, brackets within strings apart, so that no parser recurses on it.
fn depth(text: &str) -> usize {
    let (mut deepest, mut depth, mut in_string, mut escaped) = (0, 0_usize, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => depth = depth.saturating_add(1),
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::parse(request.query_string()))
    }
}

impl<T: DeserializeOwned> Query<T> {
    /// Takes a query string, naming the field and the rule that it breaks.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let pairs = serde_urlencoded::Deserializer::new(form_urlencoded::parse(text.as_bytes()));
        let parsed = serde_path_to_error::deserialize(pairs).map_err(|error| {
            let path = error.path().to_string();
            let field = FieldError::of_serde(if path == "." { "" } else { &path }, &error.inner().to_string());
            Error::invalid_fields(vec![field])
        });
        parsed.map(Self)
    }
}

impl FromRequest for IfMatch {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let revision = match request.headers().get(IF_MATCH) {
            None => Err(ended::PRECONDITION_REQUIRED.into()),
            Some(tag) => tag.to_str().ok().and_then(Revision::of_etag).ok_or_else(|| Error::from(ended::STALE)),
        };
        ready(revision.map(Self))
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::{Name, Quantity};

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Order {
        #[expect(dead_code, reason = "only parsed")]
        title: Name,
        #[serde(default)]
        #[expect(dead_code, reason = "only parsed")]
        lines: Vec<Line>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Line {
        #[expect(dead_code, reason = "only parsed")]
        quantity: Quantity,
    }

    fn broken(body: &str) -> (&'static str, Option<(String, String)>) {
        let error = parse::<Order>(body.as_bytes()).expect_err("a refusal");
        let field = error.problem().errors.first().map(|error| (error.field.clone(), error.rule.clone()));
        (error.refusal().code, field)
    }

    fn invalid(field: &str, rule: &str) -> (&'static str, Option<(String, String)>) {
        ("invalid", Some((field.into(), rule.into())))
    }

    #[test]
    fn each_broken_rule_names_its_field() {
        assert_eq!(broken(r#"{"title":"a","lines":[{"quantity":"0"}]}"#), invalid("lines[0].quantity", "too_small"));
        assert_eq!(broken(r#"{"title":"a","lines":[{"quantity":1}]}"#), invalid("lines[0].quantity", "wrong_type"));
        assert_eq!(broken(r#"{"title":"a","lines":[{}]}"#), invalid("lines[0].quantity", "required"));
        assert_eq!(broken(r#"{"lines":[]}"#), invalid("title", "required"));
        assert_eq!(broken(r#"{"title":"a","total":1}"#), invalid("total", "unknown_field"));
        assert_eq!(broken(r#"{"title":"a","title":"b"}"#), invalid("title", "duplicate_field"));
    }

    fn raw<const MAX: usize>(body: &'static str) -> Result<(Bytes<MAX>, Option<BodyDigest>), Error> {
        let request = actix_web::test::TestRequest::default().insert_header((CONTENT_TYPE, "Image/PNG; q=1"));
        let (request, mut payload) = request.set_payload(body).to_http_parts();
        let bytes = actix_web::rt::System::new().block_on(Bytes::from_request(&request, &mut payload))?;
        let digest = request.extensions().get::<BodyDigest>().copied();
        Ok((bytes, digest))
    }

    #[test]
    fn a_raw_body_is_bounded_and_leaves_its_digest() {
        let (body, digest) = raw::<3>("abc").expect("three bytes");

        assert_eq!((body.media_type.as_str(), body.bytes.as_slice()), ("image/png", b"abc".as_slice()));
        assert_eq!(digest, Some(BodyDigest(Sha256::digest(b"abc").into())));
        assert_eq!(raw::<2>("abc").expect_err("a refusal").refusal(), ended::TOO_LARGE);
    }

    fn spooled<const MAX: usize>(body: &'static str) -> Result<(Spooled<MAX>, Option<BodyDigest>), Error> {
        let request = actix_web::test::TestRequest::default().insert_header((CONTENT_TYPE, "Text/CSV; charset=utf-8"));
        let (request, mut payload) = request.set_payload(body).to_http_parts();
        let spooled = actix_web::rt::System::new().block_on(Spooled::from_request(&request, &mut payload))?;
        let digest = request.extensions().get::<BodyDigest>().copied();
        Ok((spooled, digest))
    }

    #[test]
    fn a_spooled_body_is_bounded_and_leaves_its_digest() {
        let (body, digest) = spooled::<3>("abc").expect("three bytes");

        assert_eq!((body.media_type.as_str(), body.spool.bytes()), ("text/csv", 3));
        assert_eq!(digest, Some(BodyDigest(Sha256::digest(b"abc").into())));
        assert_eq!(spooled::<2>("abc").expect_err("a refusal").refusal(), ended::TOO_LARGE);
    }

    fn optional(kind: &str, body: &'static str) -> Result<u32, Error> {
        let request = actix_web::test::TestRequest::default().insert_header((CONTENT_TYPE, kind));
        let (request, mut payload) = request.set_payload(body).to_http_parts();
        let body = OptionalJson::<u32>::from_request(&request, &mut payload);
        actix_web::rt::System::new().block_on(body).map(OptionalJson::into_inner)
    }

    #[test]
    fn a_body_may_be_left_out_where_it_says_so_and_is_read_strictly_otherwise() {
        let json = "application/json";
        let said = [("", ""), (json, ""), (json, "null"), (json, "7")];
        assert_eq!(said.map(|(kind, body)| optional(kind, body).expect("a number")), [0, 0, 0, 7]);
        assert_eq!(optional("text/plain", "7").expect_err("a refusal").refusal(), ended::UNSUPPORTED_MEDIA_TYPE);
        assert_eq!(optional(json, "7 x").expect_err("a refusal").refusal(), ended::MALFORMED_JSON);
    }

    #[test]
    fn what_is_not_json_is_refused_as_such() {
        assert_eq!(broken("{").0, "malformed_json");
        assert_eq!(broken(r#"{"title":"a"} x"#).0, "malformed_json");
        assert_eq!(parse::<Order>(b"{\"title\":\"\xff\"}").expect_err("a refusal").refusal().code, "malformed_text");
        assert_eq!(broken(&"[".repeat(100_000)).0, "too_deep");
    }
}
