//! Whoever is signed in sees their passkeys, and names them.
use chrono::{DateTime, Utc};
use kernel::{Error, Name, PasskeyId};

use crate::Work;

/// A passkey of the caller's.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct OwnPasskey {
    pub id: PasskeyId,
    pub name: Name,
    pub created_at: DateTime<Utc>,
    pub last_used_at: Option<DateTime<Utc>>,
    pub is_backed_up: bool,
    pub transports: Vec<String>,
}

impl<P> Work<'_, P> {
    /// The caller's passkeys, oldest first.
    pub async fn own_passkeys(&mut self) -> Result<Vec<OwnPasskey>, Error> {
        let statement = "select id, name, created_at, last_used_at, is_backed_up, transports from door.own_passkeys()";
        Ok(sqlx::query_as(statement).fetch_all(self.tx.connection()?).await?)
    }

    /// Calls a passkey of the caller's otherwise; false when it is none of theirs.
    pub async fn rename_passkey(&mut self, id: PasskeyId, name: &Name) -> Result<bool, Error> {
        let renamed = sqlx::query_scalar("select door.rename_passkey($1, $2)").bind(id).bind(name);
        Ok(renamed.fetch_one(self.tx.connection()?).await?)
    }
}
