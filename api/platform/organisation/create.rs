//! Having an organisation founded: whoever is to own it is invited, and founds it.
use access::{
    Answer, SignUp,
    platform::{OwnerInvited, PlatformPermit, PlatformWork, catalogue::InviteOwner, uninterrupted},
};
use identity::{CreateSignUp, INVITATION_DAYS, not_offered};
use kernel::{Error, Json};
use sha2::{Digest, Sha256};

use super::{OwnerInvitationView, store, store::Sealing};
use crate::refusals;

/// The most that an operator invites within a day.
const DAILY_MAX: i32 = 100;

/// Invite somebody to found an organisation
///
/// Mails them a link, good for a week, also where nobody may sign up. With it they choose a password and found the organisation, whose owner they are; before
/// that there is none, and whoever invited them never gets into it. Sent once more it is another mail. A hundred within a day are enough: the next is 429
/// `owner_invitations_too_many`.
#[utoipa::path(post, path = "/operator/organisations", tag = "operators", request_body = CreateSignUp,
    responses(
        (status = 201, body = OwnerInvitationView, description = "They are invited."),
    ))]
pub async fn create_organisation(
    permit: PlatformPermit<InviteOwner>,
    request: Json<CreateSignUp>,
) -> Result<Answer<OwnerInvitationView>, Error> {
    uninterrupted(async move { permit.change(async |work| create(work, request.into_inner()).await).await }).await
}

/// Has the directory seal the wish, and keeps it in the home that it is for; only then is the event kept.
pub async fn create(
    work: &mut PlatformWork<'_, InviteOwner>,
    request: CreateSignUp,
) -> Result<(OwnerInvitationView, Option<String>), Error> {
    let home = work.home_in(request.region())?.ok_or_else(not_offered)?;
    let account_hash = request.account_hash(home);
    let home_code = home.code.to_string();
    let organisation = request.slug().as_str().to_owned();
    let wish = serde_json::to_string(&SignUp::from(request))?;
    let sealing =
        Sealing { slug: &organisation, home: &home_code, wish_hash: &Sha256::digest(&wish), daily_max: DAILY_MAX };
    let sealed = store::invite(work, sealing).await?;
    let sealed = sealed.map_err(|wait_s| Error::too_soon(refusals::OWNER_INVITATIONS_TOO_MANY, wait_s))?;
    let invited = OwnerInvited {
        id: sealed.id,
        invited_by: sealed.invited_by,
        wish: &wish,
        account_hash: &account_hash,
        seal: &sealed.seal,
    };
    work.invites(home, &invited).await?;
    let view = OwnerInvitationView {
        id: sealed.id,
        organisation,
        home: home_code,
        invited_by: sealed.invited_by,
        invited_at: sealed.invited_at,
        link_life_days: INVITATION_DAYS,
    };
    Ok((view, Some("/v1/operator/organisations".to_owned())))
}
