//! A link of a wish for another address: looked at as often as one likes, then used once, or refused.
use kernel::Error;
use serde::Serialize;
use utoipa::ToSchema;

use super::CrossTenant;
use crate::{
    Home,
    outage::unavailable,
    way_in::{ConfirmingEmail, ReadingEmailLink, RefusingEmail, WayIn},
};

/// Whose wish it is, and what it would change.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct EmailLinkHolder {
    pub slug: String,
    pub organisation_name: String,
    pub person_name: String,
    pub old_email: String,
    pub new_email: String,
    pub side: EmailSide,
    /// Whether the other link was used already.
    pub is_last: bool,
}

/// In which mailbox a link was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum EmailSide {
    /// The one of the address that the account has.
    Old,
    /// The one of the address that it is to have.
    New,
}

/// What a link did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum EmailConfirmed {
    /// The other mailbox has still to say yes.
    Confirmed,
    /// It was the second: the address is changed.
    Changed,
    /// It was the second, and somebody else has the address by now; nothing changed.
    Taken,
}

impl<W: WayIn> CrossTenant<W> {
    async fn email_link(&self, home: &Home, link_hash: &[u8; 32]) -> Result<Option<EmailLinkHolder>, Error> {
        let statement = "select slug, organisation_name, person_name, old_email, new_email, side, is_last from door.read_email_link($1)";
        let found = sqlx::query_as(statement).bind(link_hash.as_slice());
        found.fetch_optional(&home.database.sign_in).await.map_err(unavailable)
    }
}

impl CrossTenant<ReadingEmailLink> {
    /// What this link would change, while it can be used.
    pub async fn read_email_link(&self, home: &Home, link_hash: &[u8; 32]) -> Result<Option<EmailLinkHolder>, Error> {
        self.email_link(home, link_hash).await
    }
}

impl CrossTenant<ConfirmingEmail> {
    /// What this link would change, while it can be used.
    pub async fn read_email_link(&self, home: &Home, link_hash: &[u8; 32]) -> Result<Option<EmailLinkHolder>, Error> {
        self.email_link(home, link_hash).await
    }

    /// Uses a link up, and with the second one changes the address; none when it is spent or unknown.
    pub async fn confirm_email(&self, home: &Home, link_hash: &[u8; 32]) -> Result<Option<EmailConfirmed>, Error> {
        let confirmed = sqlx::query_scalar("select door.confirm_email($1, $2, $3)")
            .bind(link_hash.as_slice())
            .bind(self.origin.network_text())
            .bind(self.origin.request_id);
        confirmed.fetch_one(&home.database.sign_in).await.map_err(unavailable)
    }
}

impl CrossTenant<RefusingEmail> {
    /// What this link would change, while it can be used.
    pub async fn read_email_link(&self, home: &Home, link_hash: &[u8; 32]) -> Result<Option<EmailLinkHolder>, Error> {
        self.email_link(home, link_hash).await
    }

    /// Ends the wish and every session of its person; false when the link is spent, unknown or the new mailbox's.
    pub async fn refuse_email(&self, home: &Home, link_hash: &[u8; 32]) -> Result<bool, Error> {
        let refused = sqlx::query_scalar("select door.refuse_email($1, $2, $3)")
            .bind(link_hash.as_slice())
            .bind(self.origin.network_text())
            .bind(self.origin.request_id);
        refused.fetch_one(&home.database.sign_in).await.map_err(unavailable)
    }
}
