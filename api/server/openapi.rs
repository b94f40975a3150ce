//! What the document says beside the operations: who we are, how one signs in, what a problem looks like.
use serde_json::{Map, Value};
use utoipa::{
    Modify, OpenApi,
    openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
};

/// The frame of the document; the operations come from the routes.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Countersign",
        version = "1",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
        description = "A purchase-order centre for organisations that must be able to show who agreed.\n\n\
            Every operation names the permission it needs (`x-permission`), the permissions that let it show more (`x-widened-by`) and the event it leaves in the trail (`x-audit-event`). \
            Creates and acts carry an `Idempotency-Key`; updates carry the `ETag` they were made on as `If-Match`. \
            Lists are pages by cursor: send `next_cursor` back as `cursor`. Amounts are decimal strings with the currency's own digits. \
            A refusal is a problem of RFC 9457 whose `type` resolves to a page that says what to do."
    ),
    // Types of parameters are named by reference, and only those of bodies are gathered from the operations.
    components(schemas(
        kernel::Problem<'_>,
        kernel::FieldError,
        kernel::Cursor,
        kernel::PageSize,
        kernel::Name,
        kernel::Text,
        kernel::Reference,
        kernel::Email,
        kernel::CountryCode,
        kernel::Currency,
        kernel::DepartmentId,
        kernel::PersonId,
        kernel::RequestId,
        kernel::SessionId
    )),
    modifiers(&Security),
    servers((url = "/", description = "This server"))
)]
pub struct Document;

struct Security;

impl Modify for Security {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let bearer = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("JWT")
            .description(Some("An access token of five minutes (RFC 9068), from `POST /v1/session`."))
            .build();
        let components = document.components.get_or_insert_default();
        components.security_schemes.insert("access_token".into(), SecurityScheme::Http(bearer).into());
        let cookie = ApiKeyValue::with_description(
            access::REFRESH_COOKIE,
            "The refresh token that signing in sets; it counts only together with `X-CSRF-Token` and a request from our own origin.",
        );
        let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(cookie));
        components.security_schemes.insert("refresh_cookie".into(), cookie.into());
    }
}

/// The document as it is printed and served: the extensions of an operation by name, for their map has no order of its own.
pub fn in_order(document: &utoipa::openapi::OpenApi) -> serde_json::Result<Value> {
    Ok(ordered(serde_json::to_value(document)?))
}

fn ordered(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let (mut extensions, mut fields): (Vec<_>, Vec<_>) =
                fields.into_iter().partition(|(name, _)| name.starts_with("x-"));
            extensions.sort_by(|(a, _), (b, _)| a.cmp(b));
            fields.append(&mut extensions);
            fields.into_iter().map(|(name, value)| (name, ordered(value))).collect::<Map<_, _>>().into()
        }
        Value::Array(items) => items.into_iter().map(ordered).collect(),
        plain @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) => plain,
    }
}
