//! What the document says of every answer: the headers that it carries, and the refusals that any operation shares.
use utoipa::openapi::{
    Content, KnownFormat, ObjectBuilder, Ref, RefOr, Response, ResponseBuilder, Responses, SchemaFormat,
    header::{Header, HeaderBuilder},
    schema::Type,
};

pub(super) const ETAG_CHARS_MAX: usize = 24;

// The name of the answer in the document, its status, and what it means.
const REFUSALS: [(&str, &str, &str); 15] = [
    ("Unreadable", "400", "The request cannot be read."),
    ("NotSignedIn", "401", "Nobody is signed in."),
    ("OpensNothing", "401", "What was shown opens nothing."),
    ("MayNot", "403", "A permission is missing, or a confirmation."),
    ("FromElsewhere", "403", "The request does not come from where it should."),
    ("NotFound", "404", "There is nothing here that the caller may see."),
    ("AgainstARule", "409", "A rule says no."),
    ("Stale", "412", "Somebody changed it since."),
    ("TooLarge", "413", "The body is too large."),
    ("OtherMediaType", "415", "The content type is not one this operation reads."),
    ("Invalid", "422", "Some fields break a rule."),
    ("RevisionMissing", "428", "`If-Match` is missing."),
    ("TooMany", "429", "Too many requests, or too many tries that failed."),
    ("Unexpected", "500", "A bug on our side."),
    ("Unavailable", "503", "The service cannot reach what it needs."),
];

// What every answer carries: name, pattern, example, meaning.
const HEADERS: [(&str, &str, &str, &str); 3] = [
    (
        "X-Request-Id",
        "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
        "0192b0c0-0000-7000-8000-000000000001",
        "Our id of the request; the trail and the logs know it.",
    ),
    (
        "RateLimit-Policy",
        r#"^"network";q=[0-9]+;w=60$"#,
        r#""network";q=6000;w=60"#,
        "How many requests one network may make in how many seconds (draft-ietf-httpapi-ratelimit-headers).",
    ),
    (
        "RateLimit",
        r#"^"network";r=[0-9]+;t=[0-9]+$"#,
        r#""network";r=5994;t=37"#,
        "How many are left (`r`), and in how many seconds they are all back (`t`).",
    ),
];
const HEADER_CHARS_MAX: usize = 40;
const LOCATION_CHARS_MAX: usize = 200;
const RETRY_AFTER: &str = "Retry-After";

/// The headers that answers name by reference.
pub fn headers_described() -> impl Iterator<Item = (String, RefOr<Header>)> {
    let always = HEADERS.iter().map(|(name, pattern, example, meaning)| {
        let text = ObjectBuilder::new().schema_type(Type::String).max_length(Some(HEADER_CHARS_MAX));
        let schema = text.pattern(Some(*pattern)).examples([*example]);
        (*name, HeaderBuilder::new().description(Some(*meaning)).schema(Some(schema)).build())
    });
    let seconds = ObjectBuilder::new()
        .schema_type(Type::Integer)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int32)))
        .minimum(Some(1))
        .maximum(Some(86_400))
        .examples([37]);
    let patience = HeaderBuilder::new().description(Some("Seconds to wait before the next try.")).schema(Some(seconds));
    always.chain([(RETRY_AFTER, patience.build())]).map(|(name, header)| (name.to_owned(), RefOr::T(header)))
}

/// The refusals that operations name by reference.
pub fn refusals_described() -> impl Iterator<Item = (String, RefOr<Response>)> {
    REFUSALS.iter().map(|(name, status, meaning)| {
        let content = Content::new(Some(Ref::from_schema_name("Problem")));
        let response = ResponseBuilder::new().description(*meaning).content("application/problem+json", content);
        let mut response = response.build();
        say_headers(&mut response);
        if matches!(*status, "429" | "503") {
            response.headers.insert(RETRY_AFTER.into(), header(RETRY_AFTER));
        }
        ((*name).to_owned(), RefOr::T(response))
    })
}

/// Completes what an operation says of its answers by what its signature says.
pub(super) fn complete(answers: &mut Responses, is_guarded: bool, has_path: bool, is_update: bool) {
    for (status, answer) in &mut answers.responses {
        let RefOr::T(answer) = answer else { continue };
        say_headers(answer);
        // A document that is updated with `If-Match` says its revision wherever it is shown.
        if is_update && status.starts_with('2') {
            answer.headers.insert("ETag".into(), RefOr::T(etag()));
        }
        if matches!(status.as_str(), "201" | "202") {
            answer.headers.insert("Location".into(), RefOr::T(location()));
        }
    }
    let applies = |name: &str| match name {
        "NotSignedIn" | "MayNot" => is_guarded,
        "OpensNothing" | "FromElsewhere" => !is_guarded,
        "NotFound" => has_path,
        "Stale" | "RevisionMissing" => is_update,
        _ => true,
    };
    // A room's own words for a status stand.
    for (name, status, _) in REFUSALS.iter().filter(|(name, ..)| applies(name)) {
        let named = || RefOr::Ref(Ref::from_response_name(*name));
        answers.responses.entry((*status).to_owned()).or_insert_with(named);
    }
}

fn say_headers(answer: &mut Response) {
    for (name, ..) in HEADERS {
        answer.headers.insert(name.to_owned(), header(name));
    }
}

fn header(name: &str) -> RefOr<Header> {
    RefOr::Ref(Ref::new(format!("#/components/headers/{name}")))
}

fn location() -> Header {
    let place = ObjectBuilder::new().schema_type(Type::String).max_length(Some(LOCATION_CHARS_MAX));
    let schema = place.pattern(Some("^/v1/")).examples(["/v1/suppliers/0192b0c0-0000-7000-8000-000000000001"]);
    HeaderBuilder::new().description(Some("Where it stands.")).schema(Some(schema)).build()
}

fn etag() -> Header {
    let tag = ObjectBuilder::new().schema_type(Type::String).max_length(Some(ETAG_CHARS_MAX));
    let schema = tag.pattern(Some(r#"^"[1-9][0-9]*"$"#)).examples(["\"2\""]);
    HeaderBuilder::new().description(Some("The new revision.")).schema(Some(schema)).build()
}
