//! Every statement on mail: the door keeps it, and shows an organisation its own.
use access::Tx;
use kernel::{Error, MailId};
use sqlx::{Postgres, QueryBuilder};

use super::{Mail, MailState};

pub(crate) const COLUMNS: &str = "select id, kind, address, person_id, state, asked_at, expires_at, ended_at, next_at, attempts, reply, is_sealed from ";

/// A page, newest first.
pub(super) async fn page(
    tx: &mut Tx,
    before: Option<MailId>,
    state: Option<MailState>,
    rows: i64,
) -> Result<Vec<Mail>, Error> {
    let mut query = QueryBuilder::<Postgres>::new(COLUMNS);
    query.push("door.mails(").push_bind(before).push(", ").push_bind(state);
    query.push(", ").push_bind(i32::try_from(rows)?).push(") order by id desc");
    Ok(query.build_query_as().fetch_all(tx.connection()?).await?)
}

/// One of them, that nobody else may change meanwhile.
pub(super) async fn lock(tx: &mut Tx, id: MailId) -> Result<Mail, Error> {
    let mut query = QueryBuilder::<Postgres>::new(COLUMNS);
    query.push("door.lock_mail(").push_bind(id).push(")");
    let found: Option<Mail> = query.build_query_as().fetch_optional(tx.connection()?).await?;
    found.ok_or_else(Error::not_found)
}

/// Lets it be sent once more.
pub(super) async fn resend(tx: &mut Tx, id: MailId) -> Result<(), Error> {
    sqlx::query("select door.resend_mail($1)").bind(id).execute(tx.connection()?).await?;
    Ok(())
}
