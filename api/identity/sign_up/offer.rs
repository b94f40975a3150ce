//! Seeing whether an organisation can be signed up for here.
use access::{CrossTenant, Region, way_in::SeeingSignUp};
use actix_web::web::Data;
use kernel::Error;
use serde::Serialize;
use utoipa::ToSchema;

use super::SignUps;
use crate::session::SecretAnswer;

/// Whether sign-ups are taken, and where the data of an organisation may be.
#[derive(Debug, Serialize, ToSchema)]
pub struct SignUpOffer {
    is_open: bool,
    /// The first is where an organisation begins that names none; empty where sign-ups are closed.
    #[schema(max_items = 3)]
    regions: Vec<Region>,
}

/// See whether organisations can be signed up for
///
/// Says what the installation is set to; nobody need be signed in.
#[utoipa::path(get, path = "/sign-ups/offer", tag = "identity",
    responses(
        (status = 200, body = SignUpOffer, description = "What is offered.")))]
pub async fn get_sign_up_offer(
    entry: CrossTenant<SeeingSignUp>,
    sign_ups: Data<SignUps>,
) -> Result<SecretAnswer<SignUpOffer>, Error> {
    let regions = if sign_ups.is_open { entry.regions() } else { Vec::new() };
    Ok(SecretAnswer::Told(SignUpOffer { is_open: sign_ups.is_open, regions }))
}
