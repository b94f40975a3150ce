//! A running application on a copy of the template; dropped with the test.
use std::{env, str::FromStr};

use access::{AllowedOrigins, Chance, Database, Home, HomeCode, Homes, PlanePasswords, TokenKeys, founding};
use actix_web::{HttpServer, web};
use identity::{HashCost, PasswordHasher, ServerKeys, SessionPolicy, Sessions};
use server::{
    app::State,
    middleware::{headers::TransportIsSecure, origin::TrustedProxy, rate::Rate},
    spa::Screens,
    worker::LastUses,
};
use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, PgConnection,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use uuid::Uuid;

use super::{Organisation, organisation};

/// A running application; stop it to drop its database.
pub struct App {
    name: String,
    pub state: State,
    pub address: String,
    handle: actix_web::dev::ServerHandle,
}

/// Where the pages of this application say they come from.
pub const ORIGIN: &str = "http://localhost:8080";
const SEED_DEFAULT: u64 = 20_261_121;

/// The seed of this run; printed by the runner.
pub fn seed() -> u64 {
    env::var("COUNTERSIGN_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(SEED_DEFAULT)
}

/// The cluster that `throwaway` started.
pub fn cluster() -> PgConnectOptions {
    let url = env::var("DATABASE_URL").expect("DATABASE_URL: run the tests below `throwaway`");
    PgConnectOptions::from_str(&url).unwrap()
}

/// The passwords of the roles in that cluster.
pub fn passwords() -> PlanePasswords {
    PlanePasswords::of(&env::var("COUNTERSIGN_DATABASE_SECRET").expect("COUNTERSIGN_DATABASE_SECRET"))
}

async fn administer(name: &str, sql: String) {
    let mut connection = cluster().database(name).connect().await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

impl App {
    /// Starts one on a fresh copy of the template.
    pub async fn start() -> Self {
        Self::start_as(|_| ()).await
    }

    /// The same, with something of it set otherwise.
    pub async fn start_as(set: impl FnOnce(&mut State)) -> Self {
        Self::start_reaching(|database| database, set).await
    }

    /// The same, reaching its database by another way.
    pub async fn start_reaching(
        by: impl FnOnce(PgConnectOptions) -> PgConnectOptions,
        set: impl FnOnce(&mut State),
    ) -> Self {
        let name = format!("test_{}", Uuid::new_v4().simple());
        administer("postgres", format!("create database {name} template countersign_template strategy wal_log")).await;
        let mut state = state(by(cluster().database(&name)));
        set(&mut state);
        let served = state.clone();
        let server = HttpServer::new(move || server::app::app(&served))
            .workers(1)
            .h1_allow_half_closed(false)
            .disable_signals()
            .bind("127.0.0.1:0")
            .unwrap();
        let address = format!("http://{}", server.addrs()[0]);
        let server = server.run();
        let handle = server.handle();
        actix_web::rt::spawn(server);
        Self { name, state, address, handle }
    }

    /// Ends it and drops its database.
    pub async fn stop(self) {
        self.handle.stop(false).await;
        self.state.homes.close().await;
        administer("postgres", format!("drop database {} with (force)", self.name)).await;
    }

    /// The hotel, Harbour House, with people in every role.
    pub async fn hotel(&self) -> Organisation<'_> {
        organisation::found(self, "harbour-house", "Harbour House").await
    }

    /// The clinic, Alder Clinic, so that isolation can be seen.
    pub async fn clinic(&self) -> Organisation<'_> {
        organisation::found(self, "alder-clinic", "Alder Clinic").await
    }

    /// Moves the door's clock, for everybody in this database.
    pub async fn moves_clock(&self, by: &str) {
        let moved = format!("update door.test_clock set moved = moved + interval '{by}'");
        administer(&self.name, moved).await;
    }

    /// The administrator's address of its database.
    pub fn database(&self) -> PgConnectOptions {
        cluster().database(&self.name)
    }

    /// A connection round the door, as the administrator: for looking, and for arranging what no verb can.
    pub async fn administrator(&self) -> PgConnection {
        cluster().database(&self.name).connect().await.unwrap()
    }

    /// A connection as one of the login roles.
    pub async fn as_role(&self, role: &str) -> PgConnection {
        let options = cluster().database(&self.name).username(role).password(&passwords().of_role(role));
        options.connect().await.unwrap()
    }

    /// Runs the migrations on this database, which has them; how many ran.
    pub async fn migrates_again(&self) -> usize {
        access::migrations::run(&cluster().database(&self.name), &passwords()).await.unwrap()
    }

    pub(super) async fn founder(&self) -> PgConnection {
        founding::connect(&cluster().database(&self.name), &passwords()).await.unwrap()
    }

    /// The OpenAPI document of this application.
    pub fn document(&self) -> serde_json::Value {
        server::openapi::in_order(&server::app::document(&self.state)).unwrap()
    }
}

fn state(address: PgConnectOptions) -> State {
    let database = Database::new(&address, &passwords(), 4, Chance::of_seed(seed()));
    let sign_in = address.username("countersign_sign_in").password(&passwords().of_role("countersign_sign_in"));
    let directory = PgPoolOptions::new().max_connections(1).test_before_acquire(false).connect_lazy_with(sign_in);
    let home = Home { code: HomeCode::parse("eu1").unwrap(), database };
    State {
        homes: web::Data::new(Homes::new(directory, vec![home])),
        keys: web::Data::new(TokenKeys::new(ORIGIN, &TokenKeys::generate().unwrap()).unwrap()),
        origins: web::Data::new(AllowedOrigins::new([ORIGIN])),
        hasher: web::Data::new(PasswordHasher::new(HashCost::CHEAPEST).unwrap()),
        sessions: web::Data::new(Sessions::new(ServerKeys::of(&[7; 32]).unwrap(), SessionPolicy::default())),
        last_uses: web::Data::new(LastUses::default()),
        rate: web::Data::new(Rate::new(u32::MAX)),
        proxy: TrustedProxy(None),
        transport: TransportIsSecure(false),
        screens: Screens::default(),
        surface: web::Data::default(),
        is_demo: true,
    }
}
