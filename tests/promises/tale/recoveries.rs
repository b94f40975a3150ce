//! An operator of the installation brings back the last owner, which the organisation stops.
use serde_json::json;

use super::{Cast, Teller};
use crate::{support::ORIGIN, telling::Telling};

/// One is stopped by an administrator, and one by the link in the owner's mail.
pub async fn recoveries<'a>(teller: &mut impl Teller<'a>, cast: &Cast<'_>) {
    let (admin, hotel) = (&cast.admin, teller.hotel());
    let first = hotel.is_recovering_its_owner("1 hour").await;
    teller.tells(admin, "stop_owner_recovery", Telling::of(&[&first.id]).on(1)).await;
    let second = hotel.is_recovering_its_owner("1 minute").await;
    teller.tells(admin, "list_owner_recoveries", Telling::default()).await;
    let headers = vec![("origin".to_owned(), ORIGIN.to_owned())];
    let telling = Telling { headers, ..Telling::default() }.with(json!({ "link": second.link }));
    teller.tells(&hotel.app.with_token(""), "stop_owner_recovery_by_link", telling).await;
}
