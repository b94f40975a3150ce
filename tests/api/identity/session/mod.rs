mod begin_reauthentication;
mod complete;
mod create;
mod crowd;
mod end;
mod end_of_organisation;
mod end_of_person;
mod end_one;
mod end_others;
mod forgotten_device;
mod known_device;
mod leave;
mod list;
mod paths;
mod reauthenticate;
mod refresh;
mod throttle;
mod timing;
mod view;
mod with_passkey;

use crate::{identity::browser::Browser, support::Organisation};

/// The id of a browser's session.
async fn id_of(browser: &Browser<'_>) -> String {
    browser.views().await.is(200).body["session"]["id"].as_str().unwrap().to_owned()
}

/// Two sessions of the owner that nobody can use any more and nobody ended: one unused for too long, one too old.
async fn outlived(hotel: &Organisation<'_>) -> [String; 2] {
    let [idle, old] = [id_of(&hotel.owner_signs_in().await).await, id_of(&hotel.owner_signs_in().await).await];
    let mut connection = hotel.administrator().await;
    for (id, change) in
        [(&idle, "last_used_at = last_used_at - interval '13 hours'"), (&old, "expires_at = created_at")]
    {
        let change = format!("update door.session set {change} where id = '{id}'");
        sqlx::raw_sql(sqlx::AssertSqlSafe(change)).execute(&mut connection).await.unwrap();
    }
    [idle, old]
}
