//! What the document says beside the operations: who we are, how one signs in, what a problem looks like.
use access::catalogue::CATALOGUE;
use serde_json::{Map, Value, json};
use utoipa::{
    Modify, OpenApi,
    openapi::{
        extensions::Extensions,
        security::{
            ApiKey, ApiKeyValue, ClientCredentials, Flow, HttpAuthScheme, HttpBuilder, OAuth2, Scopes, SecurityScheme,
        },
        server::ServerBuilder,
    },
};

mod limits;

/// The frame of the document; the operations come from the routes.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Countersign",
        version = "1",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
        contact(name = "Countersign, security", email = "security@countersign.example"),
        description = "A purchase-order centre for organisations that must be able to show who agreed.\n\n\
            Every operation names the permission it needs (`x-permission`), the permissions that let it show or do more (`x-widened-by`) and the event it leaves in the trail (`x-audit-event`). \
            Creates and acts carry an `Idempotency-Key`; updates carry the `ETag` they were made on as `If-Match`. \
            Lists are pages by cursor: send `next_cursor` back as `cursor`. Amounts are decimal strings with the currency's own digits. \
            A refusal is a problem of RFC 9457 whose `type` resolves to a page that says what to do."
    ),
    // Types of parameters are named by reference, and only those of bodies are gathered from the operations.
    components(schemas(
        kernel::Problem<'_>,
        kernel::Confirmation,
        kernel::FieldError,
        kernel::PermissionPair,
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
    modifiers(&Security, &Surroundings),
    tags(
        (name = "identity", description = "Signing in, sessions, one-time links, and the keys of programs."),
        (name = "organisation", description = "What an organisation keeps about itself: settings, categories, taxes, addresses, rates."),
        (name = "people", description = "People, their roles and permissions, departments."),
        (name = "suppliers", description = "Who is bought from."),
        (name = "approval", description = "Policies, what waits for whom, and what would happen."),
        (name = "purchasing", description = "Requisitions and orders, from the draft to the paper."),
        (name = "imports", description = "Files that become orders or suppliers, once they were looked at."),
        (name = "mail", description = "What the service sends by e-mail, and what became of it."),
        (name = "audit", description = "The trail, and what was refused."),
        (name = "operators", description = "Who runs the installation; nothing here is of an organisation, or for anybody in one.")
    )
)]
pub struct Document;

struct Security;

impl Modify for Security {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let bearer = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("JWT")
            .description(Some("An access token of five minutes (RFC 9068), from `POST /v1/session`. Signed with Ed25519 and checked as RFC8725 asks: one algorithm, \
                 its own type, issuer and audience; it opens nothing once its session has ended."))
            .build();
        let components = document.components.get_or_insert_default();
        components.security_schemes.insert("access_token".into(), SecurityScheme::Http(bearer).into());
        let key = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("The key of a program as it is, `eu1_csk_..`: for scripts. It opens its scopes, until it expires or is revoked."))
            .build();
        components.security_schemes.insert("api_key".into(), SecurityScheme::Http(key).into());
        let scopes = CATALOGUE.iter().filter(|entry| entry.is_scope).map(|entry| (entry.code, entry.meaning));
        let exchange = ClientCredentials::new("/v1/oauth/token", scopes.collect::<Scopes>());
        let exchange = OAuth2::with_description(
            [Flow::ClientCredentials(exchange)],
            "The key of a program, exchanged for an access token of five minutes (RFC 6749, section 4.4), checked as RFC8725 asks.",
        );
        components.security_schemes.insert("client_credentials".into(), SecurityScheme::OAuth2(exchange).into());
        let cookie = ApiKeyValue::with_description(
            access::REFRESH_COOKIE,
            "The refresh token that signing in sets; it counts only together with `X-CSRF-Token` and a request from our own origin.",
        );
        let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(cookie));
        components.security_schemes.insert("refresh_cookie".into(), cookie.into());
        let cookie = ApiKeyValue::with_description(
            access::platform::OPERATOR_COOKIE,
            "The session of an operator; what changes something also shows `X-CSRF-Token`, and every request says that it comes from our own origin.",
        );
        let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(cookie));
        components.security_schemes.insert("operator_cookie".into(), cookie.into());
    }
}

struct Surroundings;

impl Modify for Surroundings {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let server = ServerBuilder::new()
            .url("/")
            .description(Some("Wherever this document is served from: production, staging or local."))
            .extensions(Some(Extensions::builder().add("x-internal", false).build()));
        document.servers = Some(vec![server.build()]);
        let components = document.components.get_or_insert_default();
        components.responses.extend(access::refusals_described());
        components.headers.extend(access::headers_described());
    }
}

/// The document as it is printed and served: what holds for all operations said at each, and the extensions of an operation by
/// name, for their map has no order of its own.
pub fn in_order(document: &utoipa::openapi::OpenApi) -> serde_json::Result<Value> {
    let mut document = serde_json::to_value(document)?;
    name_items(&mut document);
    limit_grammar(&mut document);
    limits::describe(&mut document);
    Ok(ordered(document))
}

// What a page holds is written out in the schema of each page; it has a name of its own.
fn name_items(document: &mut Value) {
    let Some(schemas) = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut) else { return };
    let named = schemas.clone();
    for (name, page) in schemas {
        let Some(name) = name.strip_prefix("Page_") else { continue };
        if let Some(item) = page.pointer_mut("/properties/items/items")
            && named.get(name) == Some(item)
        {
            *item = json!({ "$ref": format!("#/components/schemas/{name}") });
        }
    }
}

// Lists in the variants of the policy's grammar.
fn limit_grammar(document: &mut Value) {
    for (name, most) in approval::GRAMMAR_LISTS {
        let variants = document.pointer_mut(&format!("/components/schemas/{name}/oneOf")).and_then(Value::as_array_mut);
        let properties = variants.into_iter().flatten().filter_map(|variant| variant.get_mut("properties"));
        for list in properties.filter_map(Value::as_object_mut).flat_map(|fields| fields.values_mut()) {
            if list.get("type") == Some(&json!("array"))
                && let Some(list) = list.as_object_mut()
            {
                list.insert("maxItems".to_owned(), json!(most));
            }
        }
    }
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
