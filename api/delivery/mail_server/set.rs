//! Let orders leave by a mail server of the organisation's own.
use access::{Answer, Changed, Event, Intent, Permit, Secret, Work, catalogue::SetMailServer};
use kernel::{Email, Error, IfMatch, Json, Revision, given};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    Host, MailPort, MailSecurity, MailServer, MailServerView, UserName, get, password_missing, revision_of, store,
};

/// A mail server, and the password that it asks for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetMailServerRequest {
    host: Host,
    port: MailPort,
    security: MailSecurity,
    user_name: UserName,
    /// Whom orders come from; that server must let this account send as it.
    from_address: Email,
    /// What is absent stays, as long as server, port, security and user name do.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Secret)]
    password: Option<Secret>,
}

/// Set the mail server
///
/// Orders leave by it from then on; it is reached over TLS alone, and only in the public network. The password is kept sealed and shown to nobody, in no
/// answer, mail, log or export. What lets people in, and what tells them of their accounts, leaves by the server of the service all the same.
#[utoipa::path(put, path = "/mail-server", tag = "mail",
    responses((status = 200, body = MailServerView, description = "Orders leave by it.")))]
pub async fn set_mail_server(
    permit: Permit<SetMailServer>,
    if_match: IfMatch,
    request: Json<SetMailServerRequest>,
) -> Result<Answer<MailServerView>, Error> {
    permit.change(async |work| set(work, if_match.0, request.into_inner()).await).await
}

/// Locks what is there, decides, saves both and tells.
pub async fn set(
    work: &mut Work<'_, SetMailServer>,
    seen: Revision,
    request: SetMailServerRequest,
) -> Result<Changed<MailServerView>, Error> {
    let before = store::lock(work).await?;
    revision_of(before.as_ref()).must_be(seen)?;
    let SetMailServerRequest { host, port, security, user_name, from_address, password } = request;
    let revision = revision_of(before.as_ref()).next();
    let after = MailServer { host, port, security, user_name, from_address, changed_at: work.now(), revision };
    if password.is_none() && !before.as_ref().is_some_and(|before| after.is_reached_as(before)) {
        return Err(password_missing());
    }
    let org = work.caller().org_id;
    let intent = Intent {
        target: Uuid::from(org),
        title: "Set the mail server".into(),
        lines: lines(before.as_ref(), &after, password.is_some()),
    };
    let confirmed = work.confirmed(intent).await?;
    store::save(work, &after, before.is_none(), &confirmed).await?;
    if let Some(password) = &password {
        work.keep_secret(&after.place(org), password, &confirmed).await?;
    }
    let event = Event::of::<SetMailServer>(Uuid::from(org), json!({ "is_password_new": password.is_some() }));
    let view = get::view(work, Some(after)).await?;
    Ok(Changed::new(view, event))
}

// Everything as it will be; of the password only whether it is another.
fn lines(before: Option<&MailServer>, after: &MailServer, is_password_new: bool) -> Vec<String> {
    let mut lines = after.lines();
    lines.push(if is_password_new { "Password: the one that was typed" } else { "Password: stays as it is" }.into());
    if let Some(before) = before.filter(|before| !after.is_reached_as(before)) {
        lines.push(format!("In the place of: {}, port {}, as {}", before.host.0, before.port.0, before.user_name.0));
    }
    lines
}
