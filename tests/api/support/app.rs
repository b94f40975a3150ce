//! A running application on a copy of the template; dropped with the test.
use std::{env, str::FromStr};

use access::{
    AllowedOrigins, Chance, Database, Home, HomeCode, HomeKey, Homes, KeyRing, PlanePasswords, Seals, SignUpLimits,
    TokenKeys, founding, platform::Platform,
};
use actix_web::{HttpServer, web};
use identity::{HashCost, PasswordHasher, RelyingParty, SessionPolicy, Sessions, SignUps};
use server::{
    app::State,
    demo::inbox::Inbox,
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

/// A running application; stop it to drop its databases.
pub struct App {
    /// Of each home, the first one's before the others'; the first is the directory too, unless there is one apart.
    databases: Vec<(HomeCode, String)>,
    directory: Option<String>,
    pub state: State,
    pub address: String,
    handle: actix_web::dev::ServerHandle,
}

/// Another way to a database, which is named by its home's code or `directory`.
type Reach = dyn Fn(&str, PgConnectOptions) -> PgConnectOptions;

/// How an application is started, where it is not as usual.
pub struct Start {
    homes: Vec<HomeCode>,
    reach: Box<Reach>,
    set: Box<dyn FnOnce(&mut State)>,
    signing_key: Option<Vec<u8>>,
    /// A directory that another application has, and the homes that are served there alone.
    known: Option<(String, Vec<HomeCode>)>,
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

/// The master keys of every test.
pub fn ring() -> KeyRing {
    KeyRing::parse(&env::var("COUNTERSIGN_MASTER_KEYS").expect("COUNTERSIGN_MASTER_KEYS")).unwrap()
}

/// As it was before the newest was made.
pub fn ring_before() -> KeyRing {
    KeyRing::parse("k1:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=").unwrap()
}

impl Default for Start {
    fn default() -> Self {
        Self {
            homes: vec![home("eu1")],
            reach: Box::new(|_, database| database),
            set: Box::new(|_| ()),
            signing_key: None,
            known: None,
        }
    }
}

impl Start {
    /// With these homes, each in a database of its own, and a directory apart.
    pub fn homes(self, codes: &[&str]) -> Self {
        Self { homes: codes.iter().map(|code| home(code)).collect(), ..self }
    }

    /// Reaching the databases by another way, given a home's code or `directory`.
    pub fn reaching(self, reach: impl Fn(&str, PgConnectOptions) -> PgConnectOptions + 'static) -> Self {
        Self { reach: Box::new(reach), ..self }
    }

    /// With something of it set otherwise.
    pub fn set(self, set: impl FnOnce(&mut State) + 'static) -> Self {
        Self { set: Box::new(set), ..self }
    }

    /// With this key for the tokens of every home.
    pub fn signing_key(self, key: Vec<u8>) -> Self {
        Self { signing_key: Some(key), ..self }
    }

    /// Beside another application: with its directory, and these of its homes out of reach.
    pub fn knowing(self, other: &App, elsewhere: &[&str]) -> Self {
        let directory = other.directory.clone().expect("a directory apart");
        Self { known: Some((directory, elsewhere.iter().map(|code| home(code)).collect())), ..self }
    }

    /// Starts it on fresh copies of the template.
    pub async fn app(self) -> App {
        let mut databases = Vec::new();
        for code in self.homes {
            let name = copy().await;
            // The template is `eu1`; `countersign migrate` makes another home of it as well.
            if code.as_str() != "eu1" {
                let key = "update door.key set secret = sha256(uuid_send(gen_random_uuid()))";
                administer(&name, format!("update door.home set code = '{code}'; {key}")).await;
            }
            databases.push((code, name));
        }
        let directory = if databases.len() > 1 { Some(copy().await) } else { None };
        let addresses: Vec<_> = databases
            .iter()
            .map(|(code, name)| (code.clone(), (self.reach)(code.as_str(), cluster().database(name))))
            .collect();
        let (known, elsewhere) = self.known.unzip();
        let apart = directory.as_ref().or(known.as_ref());
        let apart = apart.map(|name| (self.reach)("directory", cluster().database(name)));
        let known_at = apart.unwrap_or_else(|| addresses[0].1.clone());
        let mut state = state(&addresses, known_at, elsewhere.unwrap_or_default(), self.signing_key.as_deref());
        (self.set)(&mut state);
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
        App { databases, directory, state, address, handle }
    }
}

/// A home's code.
pub fn home(code: &str) -> HomeCode {
    HomeCode::parse(code).unwrap()
}

async fn copy() -> String {
    let name = format!("test_{}", Uuid::new_v4().simple());
    administer("postgres", format!("create database {name} template countersign_template strategy wal_log")).await;
    name
}

async fn administer(name: &str, sql: String) {
    let mut connection = cluster().database(name).connect().await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

impl App {
    /// Starts one on a fresh copy of the template.
    pub async fn start() -> Self {
        Start::default().app().await
    }

    /// The same, with something of it set otherwise.
    pub async fn start_as(set: impl FnOnce(&mut State) + 'static) -> Self {
        Start::default().set(set).app().await
    }

    /// Starts one with these homes, each in a database of its own, and a directory apart.
    pub async fn start_homes(codes: &[&str]) -> Self {
        Start::default().homes(codes).app().await
    }

    /// Does the jobs that it is asked for, as a serving process does, until the test ends.
    pub fn does_jobs(&self) {
        actix_web::rt::spawn(server::worker::do_jobs(self.state.homes.clone()));
    }

    /// Ends it and drops its databases.
    pub async fn stop(self) {
        self.handle.stop(false).await;
        self.state.homes.close().await;
        self.state.platform.close().await;
        for name in self.databases.iter().map(|(_, name)| name).chain(&self.directory) {
            administer("postgres", format!("drop database {name} with (force)")).await;
        }
    }

    /// The hotel, Harbour House, with people in every role; it lives in the first home.
    pub async fn hotel(&self) -> Organisation<'_> {
        organisation::found(self, self.first(), "harbour-house", "Harbour House").await
    }

    /// The clinic, Alder Clinic, so that isolation can be seen; it lives in the second home, where there is one.
    pub async fn clinic(&self) -> Organisation<'_> {
        let home = self.databases.get(1).map_or(self.first(), |(code, _)| code);
        organisation::found(self, home, "alder-clinic", "Alder Clinic").await
    }

    /// The hotel's home.
    pub fn first(&self) -> &HomeCode {
        &self.databases[0].0
    }

    /// A home as the application has it.
    pub fn home(&self, code: &HomeCode) -> &Home {
        self.state.homes.find(code.as_str()).unwrap()
    }

    /// Moves the door's clock, for everybody in this database.
    pub async fn moves_clock(&self, by: &str) {
        let moved = format!("update door.test_clock set moved = moved + interval '{by}'");
        for name in self.databases.iter().map(|(_, name)| name).chain(&self.directory) {
            administer(name, moved.clone()).await;
        }
    }

    /// The administrator's address of the first home's database.
    pub fn database(&self) -> PgConnectOptions {
        self.database_of(self.first())
    }

    /// The administrator's address of a home's database.
    pub fn database_of(&self, home: &HomeCode) -> PgConnectOptions {
        let (_, name) = self.databases.iter().find(|(code, _)| code == home).unwrap();
        cluster().database(name)
    }

    /// The administrator's address of the directory.
    pub fn directory(&self) -> PgConnectOptions {
        self.directory.as_ref().map_or_else(|| self.database(), |name| cluster().database(name))
    }

    /// A connection round the door, as the administrator: for looking, and for arranging what no verb can.
    pub async fn administrator(&self) -> PgConnection {
        self.administrator_of(self.first()).await
    }

    /// The same in another home.
    pub async fn administrator_of(&self, home: &HomeCode) -> PgConnection {
        self.database_of(home).connect().await.unwrap()
    }

    /// A connection to the first home as one of the login roles.
    pub async fn as_role(&self, role: &str) -> PgConnection {
        self.as_role_of(self.first(), role).await
    }

    /// The same in another home.
    pub async fn as_role_of(&self, home: &HomeCode, role: &str) -> PgConnection {
        let options = self.database_of(home).username(role).password(&passwords().of_role(role));
        options.connect().await.unwrap()
    }

    /// Runs the migrations on this database, which has them; how many ran.
    pub async fn migrates_again(&self) -> usize {
        access::migrations::run(&self.database(), &passwords()).await.unwrap()
    }

    pub(super) async fn founder(&self, home: &HomeCode) -> PgConnection {
        founding::connect(&self.database_of(home), &passwords()).await.unwrap()
    }

    /// The OpenAPI document of this application.
    pub fn document(&self) -> serde_json::Value {
        server::openapi::in_order(&server::app::document(&self.state)).unwrap()
    }
}

fn state(
    homes: &[(HomeCode, PgConnectOptions)],
    directory: PgConnectOptions,
    elsewhere: Vec<HomeCode>,
    signing_key: Option<&[u8]>,
) -> State {
    let chance = Chance::of_seed(seed().rotate_left(16));
    let platform = web::Data::new(Platform::new(&directory, &passwords(), &[7; 32], &ring(), chance).unwrap());
    let sign_in = directory.username("countersign_sign_in").password(&passwords().of_role("countersign_sign_in"));
    let directory = PgPoolOptions::new().max_connections(1).test_before_acquire(false).connect_lazy_with(sign_in);
    let open = |(place, (code, address)): (u64, &(HomeCode, PgConnectOptions))| {
        // Of one seed, two homes would make one id of two things in the same millisecond.
        let chance = Chance::of_seed(seed() ^ place.rotate_right(8));
        let database = Database::new(address, &passwords(), 4, chance).unwrap();
        let signing_key = signing_key.map_or_else(|| TokenKeys::generate().unwrap(), <[u8]>::to_vec);
        let tokens = TokenKeys::new(code, ORIGIN, &signing_key).unwrap();
        Home::new(database, tokens, HomeKey::of(&[7; 32], code).unwrap(), Seals::of(&ring(), code).unwrap())
    };
    State {
        homes: web::Data::new(Homes::new(directory, (0..).zip(homes).map(open).collect(), elsewhere)),
        platform,
        origins: web::Data::new(AllowedOrigins::new([ORIGIN])),
        // Hardly dearer than what a test can make.
        hasher: web::Data::new(
            PasswordHasher::new(HashCost { memory_kib: 16, ..HashCost::CHEAPEST }, &ring()).unwrap(),
        ),
        sessions: web::Data::new(Sessions::new(SessionPolicy::default(), RelyingParty::of(ORIGIN))),
        sign_ups: web::Data::new(SignUps {
            is_open: true,
            limits: SignUpLimits { account_max: 3, network_max: 5, home_max: 8 },
            first_policy: approval::first_policy,
        }),
        deletions: web::Data::new(platform::Deletions {
            contact: Some("help@countersign.example".into()),
            ..platform::Deletions::default()
        }),
        recoveries: web::Data::new(platform::Recoveries::default()),
        last_uses: web::Data::new(LastUses::default()),
        rate: web::Data::new(Rate::new(u32::MAX)),
        proxy: TrustedProxy(None),
        transport: TransportIsSecure(false),
        screens: Screens::default(),
        inbox: Inbox::default(),
        is_demo: true,
    }
}
