//! The binary `countersign`: reads the settings and runs one command.
use std::{io::IsTerminal, process::ExitCode};

use clap::Parser;
use kernel::Error;
use server::{
    app,
    command::{check, migrate, organisation, permissions, place::Place, serve},
    config::{Cli, Command, Mode, OrganisationCommand, Settings},
    demo, openapi,
};
use tracing_subscriber::EnvFilter;

#[actix_web::main]
async fn main() -> ExitCode {
    let Cli { settings, command } = Cli::parse();
    let settings = settings.without_empty();
    start_log(settings.log_json);
    let refusals = if needs_settings(&command) { settings.refusals() } else { Vec::new() };
    for refusal in &refusals {
        tracing::error!("{refusal}");
    }
    if !refusals.is_empty() {
        return ExitCode::from(2);
    }
    match run(&settings, command).await {
        Ok(code) => code,
        Err(error) => {
            tracing::error!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn needs_settings(command: &Command) -> bool {
    !matches!(command, Command::Openapi | Command::Permissions { .. })
}

fn start_log(as_json: bool) {
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn,actix_server=warn,actix_http=off"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    if as_json { log.json().init() } else { log.init() }
}

#[expect(clippy::print_stdout, reason = "commands answer on the standard output")]
async fn run(settings: &Settings, command: Command) -> Result<ExitCode, Error> {
    match command {
        Command::Serve => serve::serve(settings).await?,
        Command::Openapi => println!("{:#}", openapi::in_order(&app::document(&app::State::of_document()?))?),
        Command::Permissions { typescript: false } => print!("{}", permissions::matrix()),
        Command::Permissions { typescript: true } => print!("{}", permissions::typescript()),
        Command::Migrate => {
            let place = Place::find(settings).await?;
            let count = migrate::migrate(&place).await;
            place.leave().await?;
            println!("{} migrations ran", count?);
        }
        Command::Demo if settings.mode == Mode::Production => {
            return Err(std::io::Error::other("the demo's password is public: it is not loaded in production").into());
        }
        Command::Demo => {
            let place = Place::find(settings).await?;
            let loaded = demo::load(&place, settings.argon2_kib).await;
            place.leave().await?;
            loaded?;
        }
        Command::Check => {
            let place = Place::find(settings).await?;
            let findings = check::check(&place).await;
            place.leave().await?;
            return Ok(if findings? == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        Command::Organisation { command: OrganisationCommand::Create(new) } => {
            let place = Place::find(settings).await?;
            let link = organisation::create(&place, &new).await;
            place.leave().await?;
            println!("{}/first-sign-in#{}", settings.origin, link?);
        }
    }
    Ok(ExitCode::SUCCESS)
}
