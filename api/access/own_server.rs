//! The mail server of an organisation's own, opened for a mail that leaves by it.
use kernel::{Error, OrgId};
use uuid::Uuid;

use crate::{Home, Secret, SecretPlace, secret::WrappedKey};

/// How an organisation's own mail server is reached, and the password that it asks for.
#[derive(Debug, Clone)]
pub struct OwnServer {
    pub host: String,
    pub port: u16,
    /// `tls` from the start, or `starttls`.
    pub security: String,
    pub user_name: String,
    pub from_address: String,
    pub password: Secret,
}

#[derive(sqlx::FromRow)]
struct Row {
    org_id: OrgId,
    host: String,
    port: i32,
    security: String,
    user_name: String,
    from_address: String,
    key_version: i32,
    key_name: String,
    wrapped: Vec<u8>,
    sealed: Vec<u8>,
}

/// Where its password stands; it opens for this very server, and for no other that is named in its place.
pub fn place_of_password(org: OrgId, security: &str, host: &str, port: i32) -> SecretPlace {
    SecretPlace {
        table: "mail_server",
        row: Uuid::from(org),
        column: "password",
        bound_to: format!("{security}://{host}:{port}"),
    }
}

impl Home {
    /// The server by which a mail in hand leaves, where its organisation has one of its own for it.
    pub(crate) async fn own_server(&self, ticket: &[u8]) -> Result<Option<OwnServer>, Error> {
        let row = sqlx::query_as("select * from door.mail_server_of($1)").bind(ticket);
        let row: Option<Row> = row.fetch_optional(&self.database.worker).await?;
        row.map(|row| self.opened(row)).transpose()
    }

    fn opened(&self, row: Row) -> Result<OwnServer, Error> {
        let Row { org_id, host, port, security, user_name, from_address, key_version, key_name, wrapped, sealed } = row;
        let key = WrappedKey { version: key_version, key_name, wrapped };
        let place = place_of_password(org_id, &security, &host, port);
        let password = key.opened(&self.seals, &self.code, org_id)?.open(&place.written(org_id), &sealed)?;
        Ok(OwnServer { host, port: u16::try_from(port)?, security, user_name, from_address, password })
    }
}
