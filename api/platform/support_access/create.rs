//! Asking an organisation to be let in.
use access::{
    Answer,
    platform::{PlatformPermit, PlatformWork, SupportWish, catalogue::AskSupport},
};
use actix_web::web::Path;
use identity::Slug;
use kernel::{Error, Json, Reference, SupportAccessId, Text};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{AskedSupportView, SupportState, refusal, store};

/// For how long at the least and at the most.
const MINUTES: std::ops::RangeInclusive<i32> = 5..=60;

/// Why, and for how long.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskSupportRequest {
    /// The organisation's owners read it before they agree.
    #[schema(example = "Order 4711 cannot be issued, as you told us on the phone this morning.")]
    reason: Text,
    /// Where it is worked on.
    ticket: Option<Reference>,
    #[schema(example = 30, minimum = 5, maximum = 60)]
    minutes: i32,
}

/// Ask an organisation to be let in
///
/// Its owners are told by mail, with the reason and who asks. Nothing is read before one of them agrees, and then for an hour at the most; it waits a day.
#[utoipa::path(post, path = "/operator/organisations/{organisation}/support-accesses", tag = "operators",
    params(("organisation" = Slug, Path, description = "The name that it signs in with.", example = "harbour-house")),
    request_body = AskSupportRequest,
    responses(
        (status = 201, body = AskedSupportView, description = "It waits for an owner."),
        (status = 409, body = kernel::Problem<'static>, content_type = "application/problem+json", description = "`support_access_live`, `support_access_suspended`."),
    ))]
pub async fn create_support_access(
    permit: PlatformPermit<AskSupport>,
    organisation: Path<Slug>,
    request: Json<AskSupportRequest>,
) -> Result<Answer<AskedSupportView>, Error> {
    permit.change(async |work| create(work, &organisation, request.into_inner()).await).await
}

/// In the directory, then before the organisation, and only then is it kept.
pub async fn create(
    work: &mut PlatformWork<'_, AskSupport>,
    organisation: &Slug,
    request: AskSupportRequest,
) -> Result<(AskedSupportView, Option<String>), Error> {
    let AskSupportRequest { reason, ticket, minutes } = request;
    if !MINUTES.contains(&minutes) {
        return Err(Error::invalid("minutes", "out_of_range", "Must be between 5 and 60."));
    }
    let ticket = ticket.map(Reference::into_string);
    let asked = store::ask(work, organisation.as_str(), minutes, ticket.as_deref(), reason.as_str()).await?;
    let (wish, asked_at) = asked.ok_or_else(Error::not_found)?;
    let expires_at = work.asks_for_support(&wish).await?.map_err(refusal)?;
    let SupportWish { word, minutes, ticket, reason, .. } = wish;
    let view = AskedSupportView {
        id: SupportAccessId(word.access_id),
        organisation: organisation.as_str().to_owned(),
        reason,
        ticket,
        minutes,
        state: SupportState::Waiting,
        asked_at,
        expires_at: Some(expires_at),
        open_by: None,
        opened_at: None,
        closes_at: None,
        ended_at: None,
        decision_reason: None,
        reads: 0,
    };
    Ok((view, Some("/v1/operator/support-accesses".to_owned())))
}
