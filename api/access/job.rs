//! Work that outlasts its request: asked for in the request's transaction, done by the worker in one of its own.
//!
//! The worker takes a job and mints a ticket, which opens a transaction in the name of whoever asked, with the rights they
//! hold then. The same transaction ends the job: what is committed was done once, and what is not was not done at all,
//! whichever process was killed or came too late.
use std::{
    marker::PhantomData,
    sync::atomic::{AtomicBool, AtomicU16, Ordering},
    time::{Duration, Instant},
};

use chrono::{DateTime, Utc};
use kernel::{Error, ended};
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{Changed, Home, Work, event::Event, outage::told, permission::Changes, tx::Tx};

/// How long a job is its worker's without a word; a killed process's job is taken over then.
const LEASE: Duration = Duration::from_secs(30);
/// How often a job says how far it is, at most.
const REPORTED_EVERY: Duration = Duration::from_millis(250);
/// How long a job waits whose database was out of reach.
const AGAIN_IN: Duration = Duration::from_secs(2);

/// A job in this worker's hands.
pub struct Job<'a> {
    kind: String,
    home: &'a Home,
    ticket: Ticket,
}

/// What opens a job's transaction, and how it was last reported.
#[derive(Debug)]
pub(crate) struct Ticket {
    secret: String,
    hash: Vec<u8>,
    reported: std::sync::Mutex<Instant>,
    is_stopped: AtomicBool,
}

/// What was asked for.
#[derive(Debug)]
pub struct Asked {
    pub subject: Uuid,
    pub detail: Value,
}

/// How a job stands that is not done.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct JobStanding {
    pub kind: String,
    /// `waiting`, `running`, `failed` or `cancelled`.
    pub state: String,
    pub queued_at: DateTime<Utc>,
    pub done: i32,
    pub total: i32,
    /// Whether somebody has asked it to stop.
    pub is_cancelled: bool,
    /// The code of what refused it.
    pub failure: Option<String>,
    pub failure_detail: Option<String>,
}

impl JobStanding {
    /// Whether it waits or runs.
    pub fn is_under_way(&self) -> bool {
        matches!(self.state.as_str(), "waiting" | "running")
    }
}

impl Home {
    /// Does the job that has waited longest, if there is one; says whether there was.
    pub async fn do_next_job(&self, run: impl AsyncFnOnce(&Job<'_>) -> Result<(), Error>) -> Result<bool, Error> {
        let secret: [u8; 32] = self.database.chance.bytes();
        let secret = base64::Engine::encode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, secret);
        let hash = Sha256::digest(&secret).to_vec();
        let kind: Option<String> = sqlx::query_scalar("select door.claim_job($1, $2)")
            .bind(&hash)
            .bind(LEASE)
            .fetch_one(&self.database.worker)
            .await?;
        let Some(kind) = kind else { return Ok(false) };
        self.database.jobs.begun(&hash);
        let reported = std::sync::Mutex::new(Instant::now());
        let ticket = Ticket { secret, hash, reported, is_stopped: AtomicBool::new(false) };
        let job = Job { kind, home: self, ticket };
        let outcome = run(&job).await.map_err(told);
        self.database.jobs.ended(&job.ticket.hash);
        if let Err(error) = outcome {
            job.stop(&error).await?;
        }
        Ok(true)
    }

    /// Hands back what this process was doing, for another to begin anew at once.
    pub async fn hand_back_jobs(&self) -> Result<(), Error> {
        for hash in self.database.jobs.all() {
            stop(self, &hash, None, None, Duration::ZERO).await?;
        }
        Ok(())
    }
}

async fn stop(
    home: &Home,
    hash: &[u8],
    why: Option<&str>,
    detail: Option<&str>,
    again_in: Duration,
) -> Result<(), Error> {
    let stopped = sqlx::query("select door.stop_job($1, $2, $3, $4)").bind(hash).bind(why).bind(detail);
    stopped.bind(again_in).execute(&home.database.worker).await?;
    Ok(())
}

impl Job<'_> {
    /// What it does, in its room's words.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// Runs `verb` in the name of whoever asked, and commits it together with the end of the job.
    pub async fn change<P: Changes>(
        &self,
        verb: impl AsyncFnOnce(&mut Work<'_, P>, Asked) -> Result<Changed<()>, Error>,
    ) -> Result<(), Error> {
        let (tx, caller, asked) = Tx::begin_job(&self.home.database, &self.ticket.secret, P::CODE).await?;
        let mut work = Work {
            tx,
            caller,
            database: &self.home.database,
            home: &self.home.code,
            seals: &self.home.seals,
            ids: AtomicU16::default(),
            permission: PhantomData,
            job: Some(&self.ticket),
            has_enqueued: false,
            confirming: None,
        };
        let Changed { events, .. } = verb(&mut work, asked).await?;
        work.tx.commit_job(&self.ticket.secret, P::CODE, &events).await
    }

    // What passes is tried again, what was refused is kept for whoever asked to see.
    async fn stop(self, error: &Error) -> Result<(), Error> {
        let (refusal, hash) = (error.refusal(), &self.ticket.hash);
        if refusal == ended::UNAVAILABLE {
            return stop(self.home, hash, None, None, AGAIN_IN).await;
        }
        if refusal == ended::UNEXPECTED && !self.ticket.is_stopped.load(Ordering::Relaxed) {
            tracing::error!(%error, kind = %self.kind, "a job came to nothing");
        }
        stop(self.home, hash, Some(refusal.code), error.problem().detail, Duration::ZERO).await
    }
}

impl<P> Work<'_, P> {
    /// Asks for a job, which begins after this is committed; its subject may have no other under way.
    pub async fn enqueue(&mut self, kind: &str, asked: Asked, total: i32) -> Result<(), Error> {
        sqlx::query("select door.enqueue_job($1, $2, $3, $4)")
            .bind(kind)
            .bind(asked.subject)
            .bind(asked.detail)
            .bind(total)
            .execute(self.tx.connection()?)
            .await?;
        self.has_enqueued = true;
        Ok(())
    }

    /// How the job of a subject stands.
    pub async fn job_of(&mut self, subject: Uuid) -> Result<Option<JobStanding>, Error> {
        let found = sqlx::query_as("select * from door.job_of($1)").bind(subject);
        Ok(found.fetch_optional(self.tx.connection()?).await?)
    }

    /// Asks the job of a subject to stop; false when none is under way.
    pub async fn cancel_job(&mut self, subject: Uuid) -> Result<bool, Error> {
        let stopped = sqlx::query_scalar("select door.cancel_job($1)").bind(subject);
        Ok(stopped.fetch_one(self.tx.connection()?).await?)
    }

    /// Forgets the job of a subject that is put away.
    pub async fn forget_job(&mut self, subject: Uuid) -> Result<(), Error> {
        sqlx::query("select door.forget_job($1)").bind(subject).execute(self.tx.connection()?).await?;
        Ok(())
    }

    /// Tells of a part of what is done, so that the events of a long work need not be held to its end.
    pub async fn tell(&mut self, events: &[Event]) -> Result<(), Error> {
        if !events.is_empty() {
            let told = sqlx::query("select door.tell($1)").bind(serde_json::to_value(events)?);
            told.execute(self.tx.connection()?).await?;
        }
        Ok(())
    }

    /// Says how far a job is, now and then, and stops it when somebody wants it stopped; nothing within a request.
    pub async fn report(&mut self, done: usize, total: usize) -> Result<(), Error> {
        let Some(ticket) = self.job else { return Ok(()) };
        if !ticket.is_due() {
            return Ok(());
        }
        let goes_on: bool = sqlx::query_scalar("select door.report_job($1, $2, $3, $4)")
            .bind(&ticket.hash)
            .bind(i32::try_from(done)?)
            .bind(i32::try_from(total)?)
            .bind(LEASE)
            .fetch_one(&self.database.worker)
            .await?;
        if goes_on {
            return Ok(());
        }
        ticket.is_stopped.store(true, Ordering::Relaxed);
        Err(std::io::Error::other("the job is to stop").into())
    }
}

impl Ticket {
    fn is_due(&self) -> bool {
        let mut reported = self.reported.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let is_due = reported.elapsed() >= REPORTED_EVERY;
        if is_due {
            *reported = Instant::now();
        }
        is_due
    }
}
