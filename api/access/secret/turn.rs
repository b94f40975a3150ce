//! Keys are turned while everything is served: wrapped by a newer master key, followed by a newer key, destroyed once nothing is under them.
//!
//! Each step is a small transaction that looks again at what it read, so that several workers, and those who set secrets meanwhile, are in nobody's way.
use std::time::Duration;

use kernel::{Error, OrgId};
use uuid::Uuid;

use super::{WrappedKey, key::DataKey};
use crate::{Home, ring::written};

/// How long an organisation seals by one key.
pub const DATA_KEY_LIFE: Duration = Duration::from_hours(90 * 24);
/// How many rows are looked at in one step.
const ROWS_MAX: i32 = 100;

#[derive(sqlx::FromRow)]
struct KeptKey {
    org_id: OrgId,
    #[sqlx(flatten)]
    key: WrappedKey,
}

#[derive(sqlx::FromRow)]
struct KeptSecret {
    org_id: OrgId,
    of_table: String,
    of_id: Uuid,
    of_column: String,
    bound_to: String,
    sealed: Vec<u8>,
    old_version: i32,
    old_key_name: String,
    old_wrapped: Vec<u8>,
    new_version: i32,
    new_key_name: String,
    new_wrapped: Vec<u8>,
}

impl Home {
    /// One round over every organisation here: a key that sealed for longer than `life` is followed by a newer one.
    pub async fn turn_data_keys(&self, life: Duration) -> Result<(), Error> {
        while self.rewrap_keys().await? {}
        while self.rotate_keys(life).await? {}
        while self.reseal_secrets().await? {}
        let destroyed = sqlx::query("select door.destroy_data_keys($1)").bind(ROWS_MAX);
        destroyed.execute(&self.database.worker).await?;
        Ok(())
    }

    // Whether there may be more: some were done, and as many as are looked at.
    async fn rewrap_keys(&self) -> Result<bool, Error> {
        let newest = self.seals.newest_name();
        let kept = sqlx::query_as("select org_id, version, key_name, wrapped from door.data_keys_to_rewrap($1, $2)");
        let kept: Vec<KeptKey> = kept.bind(newest).bind(ROWS_MAX).fetch_all(&self.database.worker).await?;
        let mut done = 0_usize;
        for KeptKey { org_id, key } in &kept {
            let rewrapped = match key.rewrapped(&self.seals, &self.database.chance, &self.code, *org_id) {
                Ok(rewrapped) => rewrapped,
                Err(error) => {
                    // Its master key may come back; `check` names it.
                    tracing::error!(%error, %org_id, version = key.version, "a data key could not be wrapped anew");
                    continue;
                }
            };
            let kept = sqlx::query_scalar("select door.rewrap_data_key($1, $2, $3, $4, $5)")
                .bind(org_id)
                .bind(key.version)
                .bind(&key.wrapped)
                .bind(&rewrapped.key_name)
                .bind(&rewrapped.wrapped);
            let is_kept: bool = kept.fetch_one(&self.database.worker).await?;
            done = done.saturating_add(usize::from(is_kept));
        }
        Ok(done > 0 && is_full(kept.len()))
    }

    async fn rotate_keys(&self, life: Duration) -> Result<bool, Error> {
        let due = sqlx::query_as("select org_id, version from door.data_keys_to_rotate($1, $2)");
        let due: Vec<(OrgId, i32)> = due.bind(life).bind(ROWS_MAX).fetch_all(&self.database.worker).await?;
        for (org_id, version) in &due {
            let next = version.saturating_add(1);
            let key = WrappedKey::mint(&self.seals, &self.database.chance, &self.code, *org_id, next)?;
            sqlx::query("select door.add_data_key($1, $2, $3, $4)")
                .bind(org_id)
                .bind(next)
                .bind(&key.key_name)
                .bind(&key.wrapped)
                .execute(&self.database.worker)
                .await?;
        }
        // What was done is due no more.
        Ok(!life.is_zero() && is_full(due.len()))
    }

    async fn reseal_secrets(&self) -> Result<bool, Error> {
        let kept = sqlx::query_as("select * from door.secrets_to_reseal($1)");
        let kept: Vec<KeptSecret> = kept.bind(ROWS_MAX).fetch_all(&self.database.worker).await?;
        let mut done = 0_usize;
        for secret in &kept {
            match self.reseal(secret).await {
                Ok(is_kept) => done = done.saturating_add(usize::from(is_kept)),
                Err(error) => {
                    tracing::error!(%error, org_id = %secret.org_id, table = secret.of_table, "a secret could not be sealed anew");
                }
            }
        }
        Ok(done > 0 && is_full(kept.len()))
    }

    async fn reseal(&self, kept: &KeptSecret) -> Result<bool, Error> {
        let (old, new) = kept.keys(self)?;
        let place = kept.place();
        let secret = old.open(&place, &kept.sealed)?;
        let resealed = sqlx::query_scalar("select door.reseal_secret($1, $2, $3, $4, $5, $6, $7, $8)")
            .bind(kept.org_id)
            .bind(&kept.of_table)
            .bind(kept.of_id)
            .bind(&kept.of_column)
            .bind(&kept.sealed)
            .bind(kept.new_version)
            .bind(new.seal(&self.database.chance, &place, &secret)?)
            .bind(new.fingerprint(&secret));
        Ok(resealed.fetch_one(&self.database.worker).await?)
    }
}

impl KeptSecret {
    fn keys(&self, home: &Home) -> Result<(DataKey, DataKey), Error> {
        let opened = |version: i32, key_name: &str, wrapped: &[u8]| {
            let key = WrappedKey { version, key_name: key_name.to_owned(), wrapped: wrapped.to_vec() };
            key.opened(&home.seals, &home.code, self.org_id)
        };
        Ok((
            opened(self.old_version, &self.old_key_name, &self.old_wrapped)?,
            opened(self.new_version, &self.new_key_name, &self.new_wrapped)?,
        ))
    }

    fn place(&self) -> Vec<u8> {
        let (org, row) = (self.org_id.to_string(), self.of_id.to_string());
        written(&["door.secret", "sealed", &org, &self.of_table, &row, &self.of_column, &self.bound_to])
    }
}

fn is_full(rows: usize) -> bool {
    i32::try_from(rows).is_ok_and(|rows| rows >= ROWS_MAX)
}
