//! One operation of the API: its document and its handler, registered together or not at all.
//!
//! What the document says of permission, event, headers and refusals comes from the handler's signature, so that
//! no attribute can claim another.
use std::marker::PhantomData;

use actix_web::{
    FromRequest, Handler, Responder, Route,
    dev::{AppService, HttpServiceFactory},
    guard,
    http::Method,
    web,
};
use utoipa::{
    __dev::{SchemaReferences, Tags},
    Path,
    openapi::{
        RefOr, Required, Schema,
        extensions::Extensions,
        path::{HttpMethod, Parameter, ParameterBuilder, ParameterIn, Paths},
        schema::{ObjectBuilder, Type},
        security::SecurityRequirement,
    },
};
use utoipa_actix_web::{OpenApiFactory, service_config::ServiceConfig};

use crate::{Entry, Guarded, catalogue::CATALOGUE, confirmation::CONFIRMATION_CHARS_MAX, entry::Plane};

pub(crate) mod answers;

/// A document `D`, the handler it speaks of, and the arguments that handler takes.
pub struct Operation<D, H, Args> {
    handler: H,
    parts: PhantomData<(D, Args)>,
}

impl<D, H, Args> Operation<D, H, Args>
where
    H: Handler<Args>,
    Args: FromRequest + Guarded,
{
    /// Joins a handler to its document; `operations!` calls this.
    pub fn new(_document: D, handler: H) -> Self {
        Self { handler, parts: PhantomData }
    }
}

/// What operations are added to: the server, or its document.
pub trait Operations {
    /// Adds one.
    fn service<O: HttpServiceFactory + OpenApiFactory + 'static>(&mut self, operation: O);
}

impl Operations for web::ServiceConfig {
    fn service<O: HttpServiceFactory + OpenApiFactory + 'static>(&mut self, operation: O) {
        self.service(operation);
    }
}

impl Operations for ServiceConfig<'_> {
    fn service<O: HttpServiceFactory + OpenApiFactory + 'static>(&mut self, operation: O) {
        self.service(operation);
    }
}

/// Lists a room's operations: `operations! { api; order { approve: approve_purchase_order, } }`.
#[macro_export]
macro_rules! operations {
    ($api:ident; $($noun:ident { $($verb:ident: $handler:ident,)* })*) => {
        $crate::macros::pastey::paste! {
            $($($api.service($crate::Operation::new(
                $crate::operations!(@path $noun $verb [<__path_ $handler>]),
                $noun::$verb::$handler,
            ));)*)*
        }
    };
    (@path $noun:ident $verb:ident $document:ident) => { $noun::$verb::$document };
}

impl<D, H, Args> HttpServiceFactory for Operation<D, H, Args>
where
    D: Path,
    H: Handler<Args>,
    H::Output: Responder + 'static,
    Args: FromRequest + 'static,
{
    fn register(self, config: &mut AppService) {
        for method in D::methods().iter().map(actix_method) {
            let route = Route::new().to(self.handler.clone());
            // A guard on the resource, not on the route: so `GET` and `POST` may share a path.
            web::resource(D::path()).guard(guard::Method(method)).route(route).register(config);
        }
    }
}

impl<D, H, Args> OpenApiFactory for Operation<D, H, Args>
where
    D: Path + SchemaReferences + for<'a> Tags<'a>,
    Args: Guarded,
{
    fn paths(&self) -> Paths {
        let methods = D::methods();
        let is_post = methods.iter().any(|method| matches!(method, HttpMethod::Post));
        let mut operation = D::operation();
        operation.tags = Some(D::tags().into_iter().map(String::from).collect());
        let mut extensions = Extensions::builder();
        let mut parameters = operation.parameters.take().unwrap_or_default();
        if Args::Entry::PLANE == Plane::Platform {
            let is_get = methods.iter().any(|method| matches!(method, HttpMethod::Get));
            extensions = extensions.add("x-plane", "platform");
            extensions = match Args::Entry::PERMISSION {
                Some(permission) => extensions.add("x-permission", permission),
                None => extensions.add("x-public", Args::Entry::PUBLIC_BECAUSE),
            };
            operation.security = Some(of_operator(Args::Entry::READS_COOKIE));
            if Args::Entry::READS_COOKIE && !is_get {
                parameters.push(csrf_header());
            }
        } else if let Some(permission) = Args::Entry::PERMISSION {
            extensions = extensions.add("x-permission", permission);
            operation.security = Some(shown_by(permission));
            if is_post && Args::Entry::EVENT.is_some() {
                parameters.push(header("Idempotency-Key", "A value of your own, new for each intention; the same key and body get the same answer for at least 48 hours.", 8, 128));
            }
        } else {
            extensions = extensions.add("x-public", Args::Entry::PUBLIC_BECAUSE);
            operation.security = Some(if Args::Entry::READS_COOKIE {
                parameters.push(csrf_header());
                vec![SecurityRequirement::new::<_, [&str; 0], &str>("refresh_cookie", [])]
            } else {
                Vec::new()
            });
        }
        if !Args::Entry::WIDENED_BY.is_empty() {
            extensions = extensions.add("x-widened-by", Args::Entry::WIDENED_BY);
        }
        if let Some(event) = Args::Entry::EVENT {
            extensions = extensions.add("x-audit-event", event);
        }
        if let Some(seconds) = Args::Entry::SIGN_IN_WITHIN_S {
            extensions = extensions.add("x-auth-max-age", seconds);
        }
        if Args::Entry::NEEDS_CONFIRMATION {
            extensions = extensions.add("x-confirm", "otp");
            parameters.push(optional(header("Confirmation", "The `id` of what was refused as `confirmation_required`, a colon, and the eight digits that were mailed or what a passkey signed: `<credential id>.<authenticator data>.<client data>.<signature>`, each in Base64url. Without it the request is answered with what it would do; with `mail` also where there is a passkey, and a code is mailed.", 4, CONFIRMATION_CHARS_MAX)));
        }
        if Args::Entry::GUESSES_SECRET {
            extensions = extensions.add("x-secret-guess", true);
        }
        if Args::NEEDS_IF_MATCH {
            parameters.push(header(
                "If-Match",
                "The `ETag` of the revision that the change was made on (RFC 9110, section 13.1.1).",
                3,
                answers::ETAG_CHARS_MAX,
            ));
        }
        let has_path =
            parameters.iter().any(|p| matches!(p, RefOr::T(p) if matches!(p.parameter_in, ParameterIn::Path)));
        let is_guarded = Args::Entry::PERMISSION.is_some();
        answers::complete(&mut operation.responses, is_guarded, has_path, Args::NEEDS_IF_MATCH);
        operation.parameters = (!parameters.is_empty()).then_some(parameters);
        operation.extensions.get_or_insert_default().merge(extensions.build());
        methods.into_iter().fold(Paths::new(), |mut paths, method| {
            paths.add_path_operation(D::path(), vec![method], operation.clone());
            paths
        })
    }

    fn schemas(&self, schemas: &mut Vec<(String, RefOr<Schema>)>) {
        D::schemas(schemas);
    }
}

fn of_operator(reads_cookie: bool) -> Vec<SecurityRequirement> {
    let shown = reads_cookie.then(|| SecurityRequirement::new::<_, [&str; 0], &str>("operator_cookie", []));
    shown.into_iter().collect()
}

fn csrf_header() -> RefOr<Parameter> {
    let why =
        "The `csrf_token` of this session: the cookie alone does not show that the request comes from our own pages.";
    header("X-CSRF-Token", why, 43, 43)
}

fn optional(mut parameter: RefOr<Parameter>) -> RefOr<Parameter> {
    if let RefOr::T(parameter) = &mut parameter {
        parameter.required = Required::False;
    }
    parameter
}

// What opens it: an access token of somebody who signed in, and where a program may have the permission its key too, as it is or exchanged.
fn shown_by(permission: &'static str) -> Vec<SecurityRequirement> {
    let mut shown = vec![SecurityRequirement::new::<_, [&str; 0], &str>("access_token", [])];
    if CATALOGUE.iter().any(|entry| entry.code == permission && entry.is_scope) {
        shown.push(SecurityRequirement::new::<_, [&str; 1], &str>("client_credentials", [permission]));
        shown.push(SecurityRequirement::new::<_, [&str; 0], &str>("api_key", []));
    }
    shown
}

fn header(name: &str, description: &str, least: usize, most: usize) -> RefOr<Parameter> {
    let schema = ObjectBuilder::new().schema_type(Type::String).min_length(Some(least)).max_length(Some(most));
    let example = match name {
        "If-Match" => "\"1\"",
        "Confirmation" => "0192b0c0-0000-7000-8000-000000000001:01234567",
        "X-CSRF-Token" => "Nn0aG1l3pWm4x8VwUq2Jt7yq0k5o1c6d9e2f3g4h5i8",
        _ => "b7c2f0a4-8d0e-4f7a-9b1e-2f6f3a1c9d10",
    };
    let parameter = ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .description(Some(description))
        .required(Required::True)
        .schema(Some(schema))
        .example(Some(example.into()));
    RefOr::T(parameter.build())
}

fn actix_method(method: &HttpMethod) -> Method {
    match method {
        HttpMethod::Get => Method::GET,
        HttpMethod::Post => Method::POST,
        HttpMethod::Put => Method::PUT,
        HttpMethod::Delete => Method::DELETE,
        HttpMethod::Options => Method::OPTIONS,
        HttpMethod::Head => Method::HEAD,
        HttpMethod::Patch => Method::PATCH,
        HttpMethod::Trace => Method::TRACE,
    }
}
