//! List the invitations.
use access::{Answer, Permit, Work, catalogue::ViewInvitations};
use kernel::{Cursor, Error, InvitationId, Page, PageSize, Query};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{InvitationState, InvitationView, store};

/// Which invitations.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListInvitationsRequest {
    /// Only those that stand so.
    state: Option<InvitationState>,
    /// The `next_cursor` of the page before, with the same filter.
    #[param(inline)]
    cursor: Option<Cursor>,
    /// How many on a page.
    #[serde(default)]
    #[param(inline, required = false)]
    limit: PageSize,
}

kernel::turns!(ListInvitationsRequest);

/// List the invitations
///
/// The newest first, those that were used, taken back or forgotten among them.
#[utoipa::path(get, path = "/invitations", tag = "people", params(ListInvitationsRequest),
    responses((status = 200, body = Page<InvitationView>, description = "One page of invitations.")))]
pub async fn list_invitations(
    permit: Permit<ViewInvitations>,
    request: Query<ListInvitationsRequest>,
) -> Result<Answer<Page<InvitationView>>, Error> {
    permit.read(async |work| list(work, request.into_inner()).await).await
}

/// One page.
pub async fn list(
    work: &mut Work<'_, ViewInvitations>,
    request: ListInvitationsRequest,
) -> Result<Page<InvitationView>, Error> {
    let ListInvitationsRequest { state, cursor, limit } = request;
    let before: Option<InvitationId> = cursor.map(|cursor| cursor.place()).transpose()?;
    let invitations = store::page(work, state, before, limit.rows_asked()).await?;
    let page = Page::cut(invitations, limit, |invitation| invitation.id)?;
    Ok(page.map(|invitation| invitation.seen_by(work.caller(), work.now())))
}
