//! The application: its routes under one version, and the document of them, from the same list.
use std::time::Duration;

use access::{AllowedOrigins, Chance, Home, Homes, KeyRing, PlanePasswords, platform::Platform, take_lane};
use actix_web::{
    App, Error, HttpRequest, HttpResponse, ResponseError,
    body::MessageBody,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
    http::{Method, header},
    middleware::{Compress, from_fn},
    web,
};
use futures_util::future::join_all;
use identity::{HashCost, PasswordHasher, RelyingParty, SessionPolicy, Sessions, SignUps};
use kernel::ended;
use platform::{Deletions, Recoveries};
use serde_json::{Map, Value, json};
use utoipa::OpenApi as _;
use utoipa_actix_web::{AppExt, scope, service_config::ServiceConfig};

use crate::{
    demo::inbox::{self, Inbox},
    middleware::{
        headers::{TransportIsSecure, security_headers},
        log::log_request,
        origin::{TrustedProxy, request_origin},
        rate::{Rate, limit_rate},
    },
    openapi::Document,
    problems,
    routes::routes,
    spa::Screens,
    surface,
    worker::LastUses,
};

/// How long a home may take to show that it is there.
const READY_WITHIN: Duration = Duration::from_secs(2);

/// All that the application is handed; cheap to clone, one per server thread.
#[derive(Clone)]
pub struct State {
    pub homes: web::Data<Homes>,
    pub platform: web::Data<Platform>,
    pub origins: web::Data<AllowedOrigins>,
    pub hasher: web::Data<PasswordHasher>,
    pub sessions: web::Data<Sessions>,
    pub sign_ups: web::Data<SignUps>,
    pub deletions: web::Data<Deletions>,
    pub recoveries: web::Data<Recoveries>,
    pub last_uses: web::Data<LastUses>,
    pub rate: web::Data<Rate>,
    pub proxy: TrustedProxy,
    pub transport: TransportIsSecure,
    pub screens: Screens,
    pub inbox: Inbox,
    pub is_demo: bool,
}

impl State {
    /// A state that reaches no database, for the document.
    pub fn of_document() -> Result<Self, kernel::Error> {
        let directory = sqlx::PgPool::connect_lazy("postgres://nowhere.invalid/none")?;
        let nowhere = sqlx::postgres::PgConnectOptions::new().host("nowhere.invalid");
        let ring = KeyRing::parse(&KeyRing::mint(&Chance::of_system())).map_err(std::io::Error::other)?;
        Ok(Self {
            homes: web::Data::new(Homes::new(directory, Vec::new(), Vec::new())),
            platform: web::Data::new(Platform::new(
                &nowhere,
                &PlanePasswords::of(""),
                &[0; 32],
                &ring,
                Chance::of_system(),
            )?),
            origins: web::Data::new(AllowedOrigins::new([""; 0])),
            hasher: web::Data::new(PasswordHasher::new(HashCost::CHEAPEST, &ring)?),
            sessions: web::Data::new(Sessions::new(SessionPolicy::default(), RelyingParty::of(""))),
            sign_ups: web::Data::new(SignUps::none(approval::first_policy)),
            deletions: web::Data::new(Deletions::default()),
            recoveries: web::Data::new(Recoveries::default()),
            last_uses: web::Data::new(LastUses::default()),
            rate: web::Data::new(Rate::new(u32::MAX)),
            proxy: TrustedProxy(None),
            transport: TransportIsSecure(false),
            screens: Screens::default(),
            inbox: Inbox::default(),
            is_demo: false,
        })
    }
}

/// The application of this thread, without what only a socket needs.
pub fn app(state: &State) -> App<impl Endpoint + use<>> {
    take_lane();
    let (screens, inbox) = (state.screens.clone(), state.inbox.clone());
    bare(state)
        .service(web::scope("/v1").configure(routes))
        .route("/openapi.json", web::get().to(show_document))
        .route("/health/live", web::get().to(HttpResponse::NoContent))
        .route("/health/ready", web::get().to(ready))
        .route("/.well-known/jwks.json", web::get().to(show_keys))
        .route("/.well-known/security.txt", web::get().to(show_security_contact))
        .route("/problems", web::get().to(problems::list_problems))
        .route("/problems/{code}", web::get().to(problems::show_problem))
        .service(utoipa_swagger_ui::SwaggerUi::new("/docs/{_:.*}").config(swagger()))
        .route(
            "/docs",
            web::get().to(|| async {
                HttpResponse::PermanentRedirect().insert_header((header::LOCATION, "/docs/")).finish()
            }),
        )
        .configure(|app| inbox::routes(app, inbox))
        .default_service(web::to(move |request: HttpRequest| {
            let screens = screens.clone();
            async move { otherwise(&request, &screens) }
        }))
}

/// The document alone.
pub fn document(state: &State) -> utoipa::openapi::OpenApi {
    bare(state)
        .into_utoipa_app()
        .openapi(Document::openapi())
        .service(scope("/v1").configure(|api: &mut ServiceConfig<'_>| routes(api)))
        .split_for_parts()
        .1
}

// Without an address.
fn bare(state: &State) -> App<impl Endpoint + use<>> {
    let proxy = web::Data::new(state.proxy);
    let transport = web::Data::new(state.transport);
    App::new()
        .app_data(state.homes.clone())
        .app_data(state.platform.clone())
        .app_data(state.origins.clone())
        .app_data(state.hasher.clone())
        .app_data(state.sessions.clone())
        .app_data(web::Data::from(state.sessions.passkeys()))
        .app_data(state.sign_ups.clone())
        .app_data(state.deletions.clone())
        .app_data(state.recoveries.clone())
        .app_data(state.last_uses.clone())
        .app_data(state.rate.clone())
        .app_data(proxy)
        .app_data(transport)
        .app_data(web::PathConfig::default().error_handler(|_, _| kernel::Error::not_found().into()))
        .wrap(from_fn(crate::worker::note_last_use))
        .wrap(Compress::default())
        .wrap(from_fn(limit_rate))
        .wrap(from_fn(log_request))
        .wrap(from_fn(security_headers))
        .wrap(from_fn(request_origin))
}

async fn show_document() -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(surface::document())
}

async fn show_keys(homes: web::Data<Homes>) -> HttpResponse {
    let keys: Vec<Value> = homes.iter().map(|home| home.tokens.jwk()).collect();
    HttpResponse::Ok().json(json!({ "keys": keys }))
}

// RFC 9116; the date is renewed with each release.
async fn show_security_contact() -> HttpResponse {
    let text = "Contact: mailto:security@countersign.example\nExpires: 2027-11-01T00:00:00Z\nPreferred-Languages: en\n";
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(text)
}

// One home that answers is worth being sent requests: those of the others are refused, and say so.
async fn ready(homes: web::Data<Homes>) -> HttpResponse {
    let answers = join_all(homes.iter().map(answers)).await;
    let is_ready = answers.iter().any(|(_, answers)| *answers);
    let each: Map<String, Value> = answers.into_iter().map(|(code, answers)| (code, json!(answers))).collect();
    let mut answer = if is_ready { HttpResponse::Ok() } else { HttpResponse::ServiceUnavailable() };
    answer.json(json!({ "ready": is_ready, "homes": each }))
}

async fn answers(home: &Home) -> (String, bool) {
    let answered = tokio::time::timeout(READY_WITHIN, home.database.answers()).await;
    (home.code.to_string(), home.is_open() && matches!(answered, Ok(Ok(()))))
}

fn swagger() -> utoipa_swagger_ui::Config<'static> {
    utoipa_swagger_ui::Config::from("/openapi.json").display_operation_id(true).filter(true).validator_url("none")
}

// Below `/v1` an unknown address is a problem; anywhere else the screens know it.
fn otherwise(request: &HttpRequest, screens: &Screens) -> HttpResponse {
    if request.path().starts_with("/v1/") || request.path() == "/v1" {
        return surface::methods(request.path())
            .map_or_else(|| kernel::Error::from(ended::NOT_FOUND).error_response(), method_not_allowed);
    }
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return method_not_allowed("GET, HEAD");
    }
    screens.answer(request)
}

// RFC 9110 section 15.5.6: the answer lists what the address takes.
fn method_not_allowed(methods: &str) -> HttpResponse {
    let mut answer = kernel::Error::from(ended::METHOD_NOT_ALLOWED).error_response();
    if let Ok(methods) = header::HeaderValue::from_str(methods) {
        answer.headers_mut().insert(header::ALLOW, methods);
    }
    answer
}

/// What an application is to actix, in one word.
pub trait Endpoint:
    ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<Self::Body>, Error = Error, InitError = ()>
{
    type Body: MessageBody;
}

impl<T, B: MessageBody> Endpoint for T
where
    T: ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<B>, Error = Error, InitError = ()>,
{
    type Body = B;
}
