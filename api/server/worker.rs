//! What happens beside the requests: last uses noted once a minute, the expired cleared.
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use access::{Homes, caller_of};
use actix_web::{
    Error,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    middleware::Next,
    web,
};
use chrono::{DateTime, Utc};
use kernel::SessionId;
use uuid::Uuid;

/// When sessions were last used, since the worker last looked.
#[derive(Debug, Default)]
pub struct LastUses(Mutex<HashMap<Uuid, DateTime<Utc>>>);

const SESSIONS_MAX: usize = 100_000;

impl LastUses {
    fn note(&self, session: SessionId, at: DateTime<Utc>) {
        let mut uses = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if uses.len() < SESSIONS_MAX {
            uses.insert(session.0, at);
        }
    }

    fn take(&self) -> Vec<(Uuid, DateTime<Utc>)> {
        let mut uses = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        uses.drain().collect()
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
    if let (Some(uses), Some((caller, at))) = (uses, caller_of(request)) {
        uses.note(caller.session_id, at);
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

/// One round; the server runs it once more when it ends.
pub async fn tend(homes: &Homes, uses: &LastUses) {
    let used = uses.take();
    for home in homes.iter() {
        // A session lives in one home only; the others find no such row.
        if let Err(error) = home.database.touch_sessions(used.clone()).await {
            tracing::warn!(%error, home = %home.code, "last uses could not be noted");
        }
        if let Err(error) = home.database.clear_expired().await {
            tracing::warn!(%error, home = %home.code, "the expired could not be cleared");
        }
    }
}
