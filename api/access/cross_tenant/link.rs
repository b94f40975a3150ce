//! A one-time link: looked at as often as one likes, used once.
use kernel::Error;
use serde::Serialize;
use utoipa::ToSchema;

use super::CrossTenant;
use crate::{
    Home,
    outage::unavailable,
    suspension::unless_suspended,
    way_in::{ReadingLink, UsingLink, WayIn},
};

/// Whose link it is.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct LinkHolder {
    pub slug: String,
    pub organisation_name: String,
    pub email: String,
    pub person_name: String,
    pub purpose: LinkPurpose,
}

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, sqlx::Type, ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum LinkPurpose {
    /// Its holder has no password yet.
    FirstSignIn,
    /// Its holder forgot theirs.
    PasswordReset,
    /// Its holder joins the organisation.
    Invitation,
}

impl CrossTenant<ReadingLink> {
    /// Whose link this is, while it can be used.
    pub async fn read_link(&self, home: &Home, link_hash: &[u8; 32]) -> Result<Option<LinkHolder>, Error> {
        self.holder(home, link_hash).await
    }
}

impl CrossTenant<UsingLink> {
    /// Whose link this is, while it can be used.
    pub async fn read_link(&self, home: &Home, link_hash: &[u8; 32]) -> Result<Option<LinkHolder>, Error> {
        self.holder(home, link_hash).await
    }

    /// Uses a link up, setting the password of its holder, whose account is let in from here as after a sign-in; false when it is spent or unknown.
    pub async fn use_link(
        &self,
        home: &Home,
        link_hash: &[u8; 32],
        password_hash: &str,
        account_hash: &[u8; 32],
    ) -> Result<bool, Error> {
        let used = sqlx::query_scalar("select door.use_link($1, $2, $3, $4, $5)")
            .bind(link_hash.as_slice())
            .bind(password_hash)
            .bind(account_hash.as_slice())
            .bind(self.origin.network_text())
            .bind(self.origin.request_id);
        used.fetch_one(&home.database.sign_in).await.map_err(unavailable)
    }
}

impl<W: WayIn> CrossTenant<W> {
    async fn holder(&self, home: &Home, link_hash: &[u8; 32]) -> Result<Option<LinkHolder>, Error> {
        let statement = "select slug, organisation_name, email, person_name, purpose from door.read_link($1)";
        let found = sqlx::query_as(statement).bind(link_hash.as_slice());
        let holder: Option<LinkHolder> = found.fetch_optional(&home.database.sign_in).await.map_err(unavailable)?;
        if holder.is_none() {
            unless_suspended(home, link_hash).await?;
        }
        Ok(holder)
    }
}
