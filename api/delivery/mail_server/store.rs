//! Every statement on the mail server of an organisation; the policies add the tenant to each.
use access::{Confirmed, Tx, catalogue::SetMailServer};
use chrono::{DateTime, Utc};
use kernel::{Error, MailId, ended};
use sqlx::{Postgres, QueryBuilder};

use super::MailServer;
use crate::mail::{COLUMNS, Mail};

const SELECT: &str =
    "select host, port, security, user_name, from_address, changed_at, revision from tenant.mail_server";

/// The server, where there is one.
pub(super) async fn find(tx: &mut Tx) -> Result<Option<MailServer>, Error> {
    Ok(sqlx::query_as(SELECT).fetch_optional(tx.connection()?).await?)
}

/// The same, that nobody else may change meanwhile.
pub(super) async fn lock(tx: &mut Tx) -> Result<Option<MailServer>, Error> {
    let mut query = QueryBuilder::<Postgres>::new(SELECT);
    query.push(" for update");
    Ok(query.build_query_as().fetch_optional(tx.connection()?).await?)
}

/// Keeps it as it was confirmed; whoever was the first meanwhile made what was seen stale.
pub(super) async fn save(
    tx: &mut Tx,
    server: &MailServer,
    is_new: bool,
    _: &Confirmed<SetMailServer>,
) -> Result<(), Error> {
    let statement = if is_new {
        "insert into tenant.mail_server (org_id, host, port, security, user_name, from_address, changed_at, revision)
         values (door.org_id(), $1, $2, $3, $4, $5, $6, $7)
         on conflict do nothing"
    } else {
        "update tenant.mail_server
         set host = $1, port = $2, security = $3, user_name = $4, from_address = $5, changed_at = $6, revision = $7"
    };
    let saved = sqlx::query(statement)
        .bind(&server.host)
        .bind(server.port)
        .bind(server.security)
        .bind(&server.user_name)
        .bind(&server.from_address)
        .bind(server.changed_at)
        .bind(server.revision)
        .execute(tx.connection()?)
        .await?;
    if saved.rows_affected() == 1 { Ok(()) } else { Err(ended::STALE.into()) }
}

/// Forgets it.
pub(super) async fn remove(tx: &mut Tx) -> Result<(), Error> {
    sqlx::query("delete from tenant.mail_server").execute(tx.connection()?).await?;
    Ok(())
}

/// Mails the caller a line by it.
pub(super) async fn test(tx: &mut Tx, id: MailId) -> Result<(), Error> {
    sqlx::query("select door.mail_server_test($1)").bind(id).execute(tx.connection()?).await?;
    Ok(())
}

/// The last such mail since a moment.
pub(super) async fn last_test(tx: &mut Tx, since: DateTime<Utc>) -> Result<Option<Mail>, Error> {
    let mut query = QueryBuilder::<Postgres>::new(COLUMNS);
    query.push("door.last_server_test(").push_bind(since).push(")");
    Ok(query.build_query_as().fetch_optional(tx.connection()?).await?)
}
