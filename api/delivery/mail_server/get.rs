//! See by which mail server orders leave.
use access::{Answer, Permit, Work, catalogue::ViewMailServer};
use kernel::Error;

use super::{MailServer, MailServerView, store};

/// See the mail server
///
/// By which server orders leave, what its last test said, and when and by whom its password was set. The password itself is shown to nobody.
#[utoipa::path(get, path = "/mail-server", tag = "mail",
    responses((status = 200, body = MailServerView, description = "The mail server, if the organisation has one of its own.")))]
pub async fn get_mail_server(permit: Permit<ViewMailServer>) -> Result<Answer<MailServerView>, Error> {
    permit.read(async |work| get(work).await).await
}

/// Finds it.
pub async fn get(work: &mut Work<'_, ViewMailServer>) -> Result<MailServerView, Error> {
    let server = store::find(work).await?;
    view(work, server).await
}

/// It, with what is told of its password and of its last test.
pub(super) async fn view<P>(work: &mut Work<'_, P>, server: Option<MailServer>) -> Result<MailServerView, Error> {
    let (mut password, mut test) = (None, None);
    if let Some(server) = &server {
        password = work.secret_facts(&server.place(work.caller().org_id)).await?;
        test = store::last_test(work, server.changed_at).await?;
    }
    Ok(MailServerView::of(server, password, test, work.caller()))
}
