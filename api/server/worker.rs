//! What happens beside the requests: last uses noted once a minute, the expired cleared, jobs done, the deleted gone.
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use access::{
    DATA_KEY_LIFE, Home, HomeCode, Homes, JOBS_AT_ONCE, RequestOrigin, caller_of, home_of_line, lines_of_home,
    platform::Platform,
};
use actix_web::{
    Error,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    middleware::Next,
    web,
};
use chrono::{DateTime, Utc};
use delivery::{Mailer, Mailers, post_mail, post_operators_mail};
use futures_util::future::join_all;
use identity::{answer_resets, answer_sign_ups};
use kernel::SessionId;
use uuid::Uuid;

/// When sessions were last used, since the worker last looked.
#[derive(Debug, Default)]
pub struct LastUses(Mutex<HashMap<Uuid, Use>>);

/// Where a session lives, when it was used and from where.
#[derive(Debug)]
struct Use {
    home: HomeCode,
    at: DateTime<Utc>,
    network: Option<String>,
}

const SESSIONS_MAX: usize = 100_000;

impl LastUses {
    fn note(&self, session: SessionId, used: Use) {
        let mut uses = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if uses.len() < SESSIONS_MAX {
            uses.insert(session.0, used);
        }
    }

    fn take(&self, home: &HomeCode) -> Vec<(Uuid, DateTime<Utc>, Option<String>)> {
        let mut uses = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        uses.extract_if(|_, used| used.home == *home).map(|(session, used)| (session, used.at, used.network)).collect()
    }
}

/// Notes, in memory, which session a request used.
pub async fn note_last_use(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let response = next.call(request).await?;
    let request = response.request();
    let uses = request.app_data::<web::Data<LastUses>>();
    if let (Some(uses), Some((caller, at)), Some(home)) = (uses, caller_of(request), home_of_line()) {
        let network = RequestOrigin::of(request).network_text();
        uses.note(caller.session_id, Use { home, at, network });
    }
    Ok(response)
}

/// Runs until the server ends.
pub async fn work(homes: web::Data<Homes>, uses: web::Data<LastUses>) {
    let mut minute = tokio::time::interval(Duration::from_mins(1));
    minute.tick().await;
    loop {
        minute.tick().await;
        tend(&homes, &uses).await;
    }
}

/// Deletes what is due until the server ends, beside everything else, for it may take long.
pub async fn delete_due(homes: web::Data<Homes>, platform: web::Data<Platform>) {
    let mut minute = tokio::time::interval(Duration::from_mins(1));
    loop {
        minute.tick().await;
        purge(&homes, &platform).await;
    }
}

/// One round of it.
pub async fn purge(homes: &Homes, platform: &Platform) {
    let open = homes.iter().filter(|home| home.is_open());
    join_all(open.map(|home| lines_of_home(home.code.clone(), purge_one(home, platform)))).await;
}

async fn purge_one(home: &Home, platform: &Platform) {
    if let Err(error) = home.purge().await {
        tracing::error!(%error, home = %home.code, "what is due could not be deleted");
    }
    if let Err(error) = home.report_purges(platform).await {
        tracing::warn!(%error, home = %home.code, "the directory could not be told what was deleted");
    }
}

/// How often it looks for jobs that another process was asked for, or lost.
const LOOKS_EVERY: Duration = Duration::from_secs(1);
/// How long it leaves a database alone that is out of reach.
const PATIENCE: Duration = Duration::from_secs(2);

/// Does jobs until the server ends: in each home a few at once, and none waits for another.
pub async fn do_jobs(homes: web::Data<Homes>) {
    let codes: Vec<HomeCode> = homes.iter().flat_map(|home| (0..JOBS_AT_ONCE).map(|_| home.code.clone())).collect();
    join_all(codes.into_iter().map(|code| lines_of_home(code.clone(), do_one_after_another(homes.clone(), code))))
        .await;
}

async fn do_one_after_another(homes: web::Data<Homes>, code: HomeCode) {
    let Some(home) = homes.find(code.as_str()) else { return };
    loop {
        // A job that panics takes its own task with it, and is taken up again when its lease has ended.
        let turn = actix_web::rt::spawn(lines_of_home(code.clone(), do_next(homes.clone(), code.clone())));
        let rest = match turn.await {
            Ok(Ok(true)) => continue,
            Ok(Ok(false)) => LOOKS_EVERY,
            Ok(Err(error)) => {
                tracing::warn!(%error, "jobs could not be looked for");
                PATIENCE
            }
            Err(error) => {
                tracing::error!(%error, "a job panicked");
                PATIENCE
            }
        };
        tokio::select! {
            () = home.woken() => {}
            () = tokio::time::sleep(rest) => {}
        }
    }
}

async fn do_next(homes: web::Data<Homes>, code: HomeCode) -> Result<bool, kernel::Error> {
    let Some(home) = homes.find(code.as_str()).filter(|home| home.is_open()) else { return Ok(false) };
    home.do_next_job(async |job| purchasing::import::job::run(job).await).await
}

/// How many mails leave a home at once: an organisation's own mail server that is slow holds up no other's.
const POSTS_AT_ONCE: usize = 3;
/// How often it looks for mail that is due.
const POSTS_EVERY: Duration = Duration::from_secs(1);

/// Sends mail until the server ends; no home waits for another's mail server.
pub async fn send_mail(homes: web::Data<Homes>, mailers: web::Data<Mailers>) {
    let lines = homes.iter().flat_map(|home| (0..POSTS_AT_ONCE).map(move |_| home));
    join_all(lines.map(|home| lines_of_home(home.code.clone(), send_mail_of(home, mailers.of(&home.code))))).await;
}

async fn send_mail_of(home: &Home, mailer: Option<&Mailer>) {
    loop {
        let rest = match deliver(home, mailer).await {
            Ok(()) => POSTS_EVERY,
            Err(error) => {
                tracing::warn!(%error, "mail could not be looked for");
                PATIENCE
            }
        };
        tokio::time::sleep(rest).await;
    }
}

/// Answers those who forgot their password and those who sign up, and sends what is due.
pub async fn deliver(home: &Home, mailer: Option<&Mailer>) -> Result<(), kernel::Error> {
    if !home.is_open() {
        return Ok(());
    }
    // One wish that cannot be answered must not keep the mail of everybody else.
    let answered = [answer_resets(home).await, answer_sign_ups(home).await];
    for error in answered.into_iter().filter_map(Result::err) {
        tracing::error!(%error, "wishes of people who are not signed in were not answered");
    }
    let Some(mailer) = mailer else { return Ok(()) };
    while post_mail(home, mailer).await? {}
    Ok(())
}

/// Sends the mail of operators until the server ends.
pub async fn send_operators_mail(platform: web::Data<Platform>, mailers: web::Data<Mailers>) {
    let Some(mailer) = mailers.of_operators() else { return };
    loop {
        let rest = match deliver_to_operators(&platform, mailer).await {
            Ok(()) => POSTS_EVERY,
            Err(error) => {
                tracing::warn!(%error, "mail to operators could not be looked for");
                PATIENCE
            }
        };
        tokio::time::sleep(rest).await;
    }
}

/// Sends what of it is due.
pub async fn deliver_to_operators(platform: &Platform, mailer: &Mailer) -> Result<(), kernel::Error> {
    while post_operators_mail(platform, mailer).await? {}
    Ok(())
}

/// One round; the server runs it once more when it ends.
pub async fn tend(homes: &Homes, uses: &LastUses) {
    let open = homes.iter().filter(|home| home.is_open());
    join_all(open.map(|home| lines_of_home(home.code.clone(), tend_one(home, uses)))).await;
}

// Each home is told of its own sessions alone, and none waits for another.
async fn tend_one(home: &Home, uses: &LastUses) {
    if let Err(error) = home.database.touch_sessions(uses.take(&home.code)).await {
        tracing::warn!(%error, home = %home.code, "last uses could not be noted");
    }
    if let Err(error) = home.database.clear_expired().await {
        tracing::warn!(%error, home = %home.code, "the expired could not be cleared");
    }
    if let Err(error) = home.turn_data_keys(DATA_KEY_LIFE).await {
        tracing::warn!(%error, home = %home.code, "data keys could not be turned");
    }
}
