//! The binary `countersign`: reads the settings and runs one command.
use std::process::ExitCode;

use clap::Parser;
use kernel::Error;
use server::{
    app,
    command::{check, migrate, open, operator, organisation, permissions, place::Place, serve},
    config::{Cli, Command, Mode, OperatorCommand, OrganisationCommand, Settings},
    demo, log, openapi,
};

// A page of orders is some thousand small pieces of memory; decision 19 has what this saves.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[actix_web::main]
async fn main() -> ExitCode {
    let Cli { settings, command } = Cli::parse();
    let settings = settings.without_empty();
    let mut refusals = if needs_settings(&command) { settings.refusals() } else { Vec::new() };
    if matches!(command, Command::Serve) && refusals.is_empty() {
        refusals.extend(log::start_for_service(&settings).err());
    }
    if !(matches!(command, Command::Serve) && refusals.is_empty()) {
        log::start_for_command(&settings);
    }
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

#[expect(clippy::print_stdout, reason = "commands answer on the standard output")]
async fn run(settings: &Settings, command: Command) -> Result<ExitCode, Error> {
    match command {
        Command::Serve => serve::serve(settings).await?,
        Command::Openapi => println!("{:#}", openapi::in_order(&app::document(&app::State::of_document()?))?),
        Command::Permissions { operations: true, .. } => {
            let document = openapi::in_order(&app::document(&app::State::of_document()?))?;
            print!("{}", permissions::operations(&document));
        }
        Command::Permissions { typescript: false, .. } => print!("{}", permissions::matrix()),
        Command::Permissions { typescript: true, .. } => print!("{}", permissions::typescript()),
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
            let loaded = match open::prepare_demo(&place).await {
                Ok(_) => demo::load(&place, settings.argon2_kib).await,
                Err(error) => Err(error),
            };
            place.leave().await?;
            loaded?;
        }
        Command::Check => {
            let place = Place::find(settings).await?;
            let away = check::greet_mail_servers(&place, &serve::mailers(settings, &place, None)?).await;
            let findings = check::check(&place).await;
            place.leave().await?;
            return Ok(if findings? == 0 && away == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        Command::Organisation { command: OrganisationCommand::Create(new) } => {
            let place = Place::find(settings).await?;
            let link = organisation::create(&place, &new).await;
            place.leave().await?;
            println!("{}/first-sign-in#{}", settings.origin, link?);
        }
        Command::Operator { command: OperatorCommand::Create(invited) } => {
            let place = Place::find(settings).await?;
            let link = operator::create(&place, &invited).await;
            place.leave().await?;
            println!("{}", operator::way_in(&settings.origin, &link?));
        }
    }
    Ok(ExitCode::SUCCESS)
}
