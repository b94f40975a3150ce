//! The service itself on loopback, as `countersign serve` puts it together, without its screens.
use access::{
    AllowedOrigins, Chance, Database, Home, HomeCode, HomeKey, Homes, KeyRing, PlanePasswords, Seals, TokenKeys,
    platform::Platform,
};
use actix_web::{HttpServer, dev::ServerHandle, web};
use identity::{HashCost, PasswordHasher, RelyingParty, SessionPolicy, Sessions, SignUps};
use kernel::Error;
use server::{
    app::State,
    demo::inbox::Inbox,
    middleware::{headers::TransportIsSecure, origin::TrustedProxy, rate::Rate},
    spa::Screens,
    worker::LastUses,
};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use crate::failure;

/// Where the pages of this service would come from.
pub(crate) const ORIGIN: &str = "http://localhost:8080";
/// The home that it is.
pub const HOME: &str = "eu1";
const SIGN_IN: &str = "countersign_sign_in";

/// What a start needs to know.
pub struct Settings<'a> {
    pub database: &'a PgConnectOptions,
    pub passwords: &'a PlanePasswords,
    pub signing_key: &'a [u8],
    pub workers: usize,
    pub connections_max: u32,
}

/// A running service.
pub struct App {
    pub address: String,
    handle: ServerHandle,
    homes: web::Data<Homes>,
}

impl App {
    /// Starts it at a free port.
    pub fn start(settings: &Settings<'_>) -> Result<Self, Error> {
        let state = state(settings)?;
        let homes = state.homes.clone();
        let server = HttpServer::new(move || server::app::app(&state))
            .workers(settings.workers)
            .disable_signals()
            .bind("127.0.0.1:0")?;
        let address = server.addrs().first().map(|address| format!("http://{address}"));
        let address = address.ok_or_else(|| failure("no address"))?;
        let server = server.run();
        let handle = server.handle();
        actix_web::rt::spawn(server);
        Ok(Self { address, handle, homes })
    }

    /// Ends it and leaves its database.
    pub async fn stop(self) {
        self.handle.stop(false).await;
        self.homes.close().await;
    }
}

/// The keys that sign the tokens of a run.
pub fn keys(signing_key: &[u8]) -> Result<TokenKeys, Error> {
    TokenKeys::new(&code()?, ORIGIN, signing_key)
}

fn code() -> Result<HomeCode, Error> {
    HomeCode::parse(HOME).ok_or_else(|| failure("no home code"))
}

fn state(settings: &Settings<'_>) -> Result<State, Error> {
    let Settings { database, passwords, connections_max, workers, .. } = settings;
    let database_of_home = Database::with_lanes(*workers, database, passwords, *connections_max, Chance::of_system())?;
    let ring = KeyRing::parse(&KeyRing::mint(&Chance::of_system())).map_err(failure)?;
    let home = Home::new(
        database_of_home,
        keys(settings.signing_key)?,
        HomeKey::of(&[7; 32], &code()?)?,
        Seals::of(&ring, &code()?)?,
    );
    let platform = Platform::new(database, passwords, &[7; 32], &ring, Chance::of_system())?;
    let sign_in = (*database).clone().username(SIGN_IN).password(&passwords.of_role(SIGN_IN));
    let directory = PgPoolOptions::new().max_connections(1).test_before_acquire(false).connect_lazy_with(sign_in);
    Ok(State {
        homes: web::Data::new(Homes::new(directory, vec![home], Vec::new())),
        platform: web::Data::new(platform),
        origins: web::Data::new(AllowedOrigins::new([ORIGIN])),
        hasher: web::Data::new(PasswordHasher::new(HashCost::CHEAPEST, &ring)?),
        sessions: web::Data::new(Sessions::new(SessionPolicy::default(), RelyingParty::of(ORIGIN))),
        sign_ups: web::Data::new(SignUps::none(approval::first_policy)),
        deletions: web::Data::default(),
        recoveries: web::Data::default(),
        last_uses: web::Data::new(LastUses::default()),
        rate: web::Data::new(Rate::new(u32::MAX)),
        proxy: TrustedProxy(None),
        transport: TransportIsSecure(false),
        screens: Screens::default(),
        inbox: Inbox::default(),
        is_demo: true,
    })
}
