//! Roles of the organisation's own: made, given, demanded a second factor of, changed, taken and retired.
use serde_json::json;

use super::{Cast, Teller};
use crate::telling::Telling;

pub async fn roles<'a>(teller: &mut impl Teller<'a>, cast: &Cast<'_>) {
    let (owner, admin, hotel, word) = (&cast.owner, &cast.admin, teller.hotel(), teller.word());
    let permissions = ["supplier.view", "supplier.export"];
    let made = |name: &str| {
        let body = json!({ "name": format!("{name} {word}"), "description": "At night", "permissions": permissions });
        Telling::default().with(body)
    };
    let role = teller.tells(admin, "create_role", made("Buyer")).await.id();
    let other = teller.tells(admin, "create_role", made("Clerk")).await.id();
    teller.tells(owner, "list_roles", Telling::default()).await;
    teller.tells(owner, "get_role", Telling::of(&[&role])).await;
    // Two, so that a page of one has a next; nobody whose tokens tell what follows.
    let people = [hotel.people.housekeeper, hotel.people.housekeeping_head];
    for person in people {
        let body = json!({ "person_id": person, "custom_roles": [role], "reason": "Works at night" });
        teller.tells(admin, "create_grant", Telling::default().with(body)).await;
    }
    let email = format!("night{}@{}.example", word.to_lowercase(), hotel.slug);
    let invited = json!({ "people": [{ "name": "Ada Night", "email": email, "custom_roles": [role] }] });
    let invited = teller.tells(owner, "create_invitations", Telling::default().with(invited)).await;
    teller.tells(owner, "list_holders_of_role", Telling::of(&[&role])).await;
    let of_role = Telling::default().asking(&[("custom_role_id", &role)]);
    teller.tells(owner, "list_people", of_role.clone()).await;
    teller.tells(owner, "export_people", of_role).await;
    let policy = teller.tells(owner, "get_security_policy", Telling::default()).await;
    let demand = json!({ "second_factor_custom_roles": [role], "second_factor_grace_days": 90 });
    teller.tells(owner, "update_security_policy", Telling::default().with(demand).on(policy.revision())).await;
    let change = json!({ "description": "Orders what the night needs", "permissions": ["supplier.view"] });
    teller.tells(admin, "update_role", Telling::of(&[&role]).with(change).on(1)).await;
    let invited = invited.body["items"][0]["person_id"].as_str().unwrap_or_default().to_owned();
    let taken = json!({ "custom_roles": [role], "reason": "The night is over" });
    for person in people.map(|person| person.to_string()).into_iter().chain([invited]) {
        teller.tells(owner, "revoke_grants_of_person", Telling::of(&[&person]).with(taken.clone())).await;
    }
    teller.tells(admin, "retire_role", Telling::of(&[&role]).on(2)).await;
    teller.tells(admin, "retire_role", Telling::of(&[&other]).on(1)).await;
}
