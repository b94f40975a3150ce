//! People who leave, and an organisation that changes hands; told last, for who governs signs in anew.
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Goods, Teller, orders};
use crate::{support::Person, telling::Telling};

// Somebody new with a department to head, an order that waits for them and a draft of their own; and who goes on with each.
async fn leaver<'a>(teller: &impl Teller<'a>, goods: &Goods, may: &[&str]) -> (Person<'a>, Value) {
    let hotel = teller.hotel();
    let own = ["session.view", "purchase_order.create", "purchase_order.view", "purchase_order.approve"];
    let leaver = hotel.somebody_who_may(&[own.as_slice(), may].concat()).await;
    let code = Uuid::new_v4().simple().to_string().to_uppercase();
    let department = json!({ "name": format!("Annex {code}"), "code": code.get(..12), "head_id": leaver.id });
    let department = hotel.admin().await.posts("/v1/departments", department).await.is(201).id();
    let mut order = orders::wanted(teller, "Lamps", goods);
    order["department_id"] = json!(department);
    let requester = hotel.requester().await;
    let order = requester.posts("/v1/purchase-orders", order).await.is(201).id();
    let key = Uuid::new_v4().to_string();
    let headers = [("idempotency-key", key.as_str()), ("if-match", "\"1\"")];
    requester.sends("POST", &format!("/v1/purchase-orders/{order}/submit"), None, &headers).await.is(200);
    leaver.posts("/v1/purchase-orders", orders::wanted(teller, "Shades", goods)).await.is(201);
    let heads = json!([{ "department_id": department, "person_id": hotel.people.head }]);
    let successors =
        json!({ "heads": heads, "approvals_to": hotel.people.head, "documents_to": hotel.people.second_accounts });
    (leaver, successors)
}

/// Somebody is deactivated with what is open handed over, and let in again.
pub async fn deactivated<'a>(teller: &mut impl Teller<'a>, goods: &Goods) {
    let admin = teller.hotel().admin().await;
    let (leaver, successors) = leaver(&*teller, goods, &[]).await;
    let id = leaver.id.to_string();
    teller.tells(&admin, "get_open_work_of_person", Telling::of(&[&id])).await;
    let body = json!({ "reason": "Moves to another company", "successors": successors });
    teller.tells(&admin, "deactivate_person", Telling::of(&[&id]).with(body)).await;
    let body = json!({ "reason": "Back from the other company" });
    teller.tells(&admin, "activate_person", Telling::of(&[&id]).with(body)).await;
}

/// Somebody who may deactivate people leaves.
pub async fn by_themselves<'a>(teller: &mut impl Teller<'a>, goods: &Goods) {
    let slug = teller.hotel().slug;
    let (leaver, successors) = leaver(&*teller, goods, &["profile.leave", "person.deactivate"]).await;
    teller.tells(&leaver, "get_own_open_work", Telling::default()).await;
    let email = format!("{}@{slug}.example", leaver.id);
    let body = json!({ "email": email, "successors": successors });
    teller.tells(&leaver, "leave_organisation", Telling::default().with(body)).await;
}

/// The organisation is offered to the general manager, taken back, refused and taken in the end; and then it goes back.
pub async fn ownership<'a>(teller: &mut impl Teller<'a>) {
    let hotel = teller.hotel();
    let (owner, manager) = (hotel.people.owner, hotel.people.general_manager);
    let offer = |to| {
        let body = json!({ "person_id": to, "reason": format!("Retires {}", Uuid::new_v4()) });
        Telling::default().with(body)
    };
    let (of_owner, of_manager) = (hotel.owner().await, hotel.general_manager().await);
    let withdrawn = teller.tells(&of_owner, "create_ownership_transfer", offer(manager)).await;
    teller.tells(&of_owner, "withdraw_ownership_transfer", Telling::of(&[&withdrawn.id()]).on(1)).await;
    let refused = teller.tells(&of_owner, "create_ownership_transfer", offer(manager)).await;
    let why = json!({ "reason": "Leaves herself" });
    teller.tells(&of_manager, "refuse_ownership_transfer", Telling::of(&[&refused.id()]).on(1).with(why)).await;
    let taken = teller.tells(&of_owner, "create_ownership_transfer", offer(manager)).await;
    teller.tells(&of_owner, "list_ownership_transfers", Telling::default()).await;
    teller.tells(&of_manager, "accept_ownership_transfer", Telling::of(&[&taken.id()]).on(1)).await;
    let (of_owner, of_manager) = (hotel.owner().await, hotel.general_manager().await);
    let back = teller.tells(&of_manager, "create_ownership_transfer", offer(owner)).await;
    teller.tells(&of_owner, "accept_ownership_transfer", Telling::of(&[&back.id()]).on(1)).await;
}
