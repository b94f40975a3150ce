//! Serve until a signal ends it: what is running is finished, then the databases are left.
use std::{path::Path, time::Duration};

use access::{AllowedOrigins, Chance, Database, Home, HomeKey, Homes, Seals, TokenKeys, platform::Platform};
use actix_web::{HttpServer, web};
use delivery::{Mailer, Mailers, Reach};
use identity::{HashCost, PasswordHasher, RelyingParty, SessionPolicy, Sessions};
use kernel::Error;
use sqlx::postgres::PgPoolOptions;
use tokio::signal::unix::{SignalKind, signal};

use super::place::{HomePlace, Place, write_private};
use crate::{
    app::{State, app},
    config::{Mode, Settings},
    demo::{self, inbox::Inbox},
    mail_catcher::MailCatcher,
    middleware::{headers::TransportIsSecure, origin::TrustedProxy, rate::Rate},
    spa::Screens,
    worker::{self, LastUses},
};

/// Whom a demo's mail comes from.
const DEMO_FROM: &str = "Countersign <no-reply@countersign.example>";
/// How long a sign-in waits for the directory.
const DIRECTORY_WAIT: Duration = Duration::from_secs(10);

/// Starts everything, says where it is, and ends cleanly.
pub async fn serve(settings: &Settings) -> Result<(), Error> {
    let place = Place::find(settings).await?;
    let outcome = run(settings, &place).await;
    place.leave().await?;
    outcome
}

async fn run(settings: &Settings, place: &Place) -> Result<(), Error> {
    let mut is_new = false;
    if settings.mode == Mode::Demo {
        is_new = super::open::prepare_demo(place).await? && demo::load(place, settings.argon2_kib).await?;
    }
    let catcher = catch_mail(settings).await;
    let mut state = state(settings, place)?;
    state.inbox = Inbox(catcher.as_ref().map(|catcher| catcher.folder.clone()));
    let mailers = web::Data::new(mailers(settings, place, catcher.as_ref())?);
    let (homes, uses) = (state.homes.clone(), state.last_uses.clone());
    let mut beside = super::open::open_all(place, settings.mode, &homes).await?;
    beside.push(actix_web::rt::spawn(worker::work(homes.clone(), uses.clone())));
    beside.push(actix_web::rt::spawn(worker::delete_due(homes.clone(), state.platform.clone())));
    beside.push(actix_web::rt::spawn(worker::do_jobs(homes.clone())));
    beside.push(actix_web::rt::spawn(worker::send_mail(homes.clone(), mailers.clone())));
    beside.push(actix_web::rt::spawn(worker::send_operators_mail(state.platform.clone(), mailers)));
    for home in &place.homes {
        beside.push(actix_web::rt::spawn(super::check::watch(home.clone(), place.passwords(), place.ring.clone())));
    }
    let (served, screens) = (state.clone(), state.screens.are_built());
    let server = HttpServer::new(move || app(&served))
        .workers(threads())
        .client_request_timeout(Duration::from_secs(10))
        // Whoever closes the connection waits for no answer: the work ends, and what was open rolls back.
        .h1_allow_half_closed(false)
        .disable_signals()
        .shutdown_timeout(10)
        .bind(settings.listen)?
        .run();
    let handle = server.handle();
    let running = actix_web::rt::spawn(server);
    if is_new {
        tracing::info!("telling the demo's story: suppliers, requisitions, orders");
        if let Err(error) = demo::tell(settings.listen, &settings.origin).await {
            tracing::warn!(%error, "the demo begins without a past");
        }
    }
    announce(settings, screens, catcher.is_some());
    if settings.mode == Mode::Demo {
        announce_demo(settings, place).await;
    }
    wait_for_a_signal().await?;
    tracing::info!("ending: running requests are finished first");
    handle.stop(true).await;
    running.await??;
    for task in beside {
        task.abort();
    }
    for home in homes.iter().filter(|home| home.is_open()) {
        if let Err(error) = home.hand_back_jobs().await {
            tracing::warn!(%error, home = %home.code, "jobs could not be handed back: others take them up when their lease has ended");
        }
    }
    worker::tend(&homes, &uses).await;
    homes.close().await;
    Ok(())
}

// As many as there are processors.
fn threads() -> usize {
    std::thread::available_parallelism().map_or(2, std::num::NonZero::get)
}

// Mail of a demo that names no mail server goes nowhere: it is caught and shown. Without a catcher it waits.
async fn catch_mail(settings: &Settings) -> Option<MailCatcher> {
    if settings.mode == Mode::Production || settings.smtp.is_some() {
        return None;
    }
    match MailCatcher::start(&settings.catcher_dir, settings.data_dir.join("mail")).await {
        Ok(catcher) => Some(catcher),
        Err(error) => {
            tracing::warn!(%error, "mail waits, for there is nobody to take it: run `tools/install mail`, or set COUNTERSIGN_SMTP");
            None
        }
    }
}

/// The mail server of each home.
pub fn mailers(settings: &Settings, place: &Place, catcher: Option<&MailCatcher>) -> Result<Mailers, Error> {
    let from = settings.mail_from.as_deref().unwrap_or(DEMO_FROM);
    let set = settings.mail_servers().map_err(std::io::Error::other)?;
    let mut mailers = Mailers::default();
    for HomePlace { code, .. } in &place.homes {
        let url = set.iter().find(|(home, _)| home == code).map(|(_, url)| url.clone());
        if let Some(url) = url.or_else(|| catcher.map(MailCatcher::url)) {
            // What is caught is caught whole: an organisation's own mail server gets nothing of a demo.
            let reach = catcher.map_or(Reach::Public, |catcher| Reach::At(catcher.address()));
            mailers = mailers.with(code.clone(), Mailer::new(&url, from, &settings.origin)?.reaching(reach));
        }
    }
    Ok(mailers)
}

/// All that the application is handed.
pub fn state(settings: &Settings, place: &Place) -> Result<State, Error> {
    Ok(State {
        homes: web::Data::new(homes(settings, place)?),
        platform: web::Data::new(platform(place)?),
        origins: web::Data::new(AllowedOrigins::new([settings.origin.as_str()])),
        hasher: web::Data::new(PasswordHasher::new(
            HashCost { memory_kib: settings.argon2_kib, ..HashCost::default() },
            &place.ring,
        )?),
        sessions: web::Data::new(Sessions::new(SessionPolicy::default(), RelyingParty::of(&settings.origin))),
        sign_ups: web::Data::new(settings.sign_ups()),
        deletions: web::Data::new(settings.deletions()),
        recoveries: web::Data::new(settings.recoveries().map_err(std::io::Error::other)?),
        last_uses: web::Data::new(LastUses::default()),
        rate: web::Data::new(Rate::new(settings.requests_per_minute_max())),
        proxy: TrustedProxy(settings.trusted_proxy),
        transport: TransportIsSecure(settings.origin.starts_with("https://")),
        screens: Screens::read(&settings.web_dir)?,
        inbox: Inbox::default(),
        is_demo: settings.mode == Mode::Demo,
    })
}

// Each with pools and keys of its own.
fn homes(settings: &Settings, place: &Place) -> Result<Homes, Error> {
    let passwords = place.passwords();
    let directory = PgPoolOptions::new()
        .max_connections(2)
        .test_before_acquire(false)
        .acquire_timeout(DIRECTORY_WAIT)
        .connect_lazy_with(
            place.directory.clone().username("countersign_sign_in").password(&passwords.of_role("countersign_sign_in")),
        );
    let mut homes = Vec::new();
    for HomePlace { code, address } in &place.homes {
        let database =
            Database::with_lanes(threads(), address, &passwords, settings.connections_max, Chance::of_system())?;
        let tokens = TokenKeys::new(code, &settings.origin, &signing_key(&settings.folder_of(code))?)?;
        let (key, seals) = (HomeKey::of(place.secret.as_bytes(), code)?, Seals::of(&place.ring, code)?);
        homes.push(Home::new(database, tokens, key, seals));
    }
    Ok(Homes::new(directory, homes, place.elsewhere.clone()))
}

fn platform(place: &Place) -> Result<Platform, Error> {
    Platform::new(&place.directory, &place.passwords(), place.secret.as_bytes(), &place.ring, Chance::of_system())
}

// The key that signs a home's access tokens; made once, kept in the home's folder.
fn signing_key(folder: &Path) -> Result<Vec<u8>, Error> {
    let path = folder.join("signing-key.der");
    if let Ok(key) = std::fs::read(&path) {
        return Ok(key);
    }
    std::fs::create_dir_all(folder)?;
    let key = TokenKeys::generate()?;
    write_private(&path, &key)?;
    Ok(key)
}

async fn wait_for_a_signal() -> Result<(), Error> {
    let (mut interrupt, mut terminate, mut hangup) =
        (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?, signal(SignalKind::hangup())?);
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
        _ = hangup.recv() => {}
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the person who started it reads this")]
fn announce(settings: &Settings, screens_are_built: bool, catches_mail: bool) {
    println!("\nCountersign is ready at {}\n  API document  {0}/docs/\n", settings.origin);
    if catches_mail {
        println!("  Its mail      {}/demo/mail\n", settings.origin);
    }
    for (home, sink) in settings.logs().unwrap_or_default() {
        println!("  Home {home}, its log is {sink}");
    }
    println!();
    if !screens_are_built {
        println!("  The screens are not built: run `npm run build` in web/.\n");
    }
}

#[expect(clippy::print_stdout, reason = "the person who started it reads this")]
async fn announce_demo(settings: &Settings, place: &Place) {
    println!("{}", demo::sign_ins());
    match demo::operators::ways_in(place, &settings.origin).await {
        Ok(ways_in) => println!("{ways_in}"),
        Err(error) => tracing::warn!(%error, "the demo begins without operators"),
    }
}
