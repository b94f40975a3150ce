//! What other rooms ask about people, through the door as those rooms do.
use access::{Permit, Role, catalogue::ViewPeople, permission::Permission};
use actix_web::{FromRequest, test::TestRequest};
use kernel::{DepartmentId, PersonId};
use serde_json::json;
use tenancy::directory::{self, Head, Member, Wanted};
use uuid::Uuid;

use super::deactivate;
use crate::support::{App, Person};

/// A permit as a handler would get it.
pub(super) async fn permit_of<P: Permission>(person: &Person<'_>) -> Permit<P> {
    let request = TestRequest::default()
        .app_data(person.app.state.homes.clone())
        .insert_header(("authorization", format!("Bearer {}", person.token)))
        .to_http_request();
    Permit::extract(&request).await.unwrap()
}

/// Runs one question in a transaction of this person.
macro_rules! asks {
    ($person:expr, $question:expr) => {{
        let permit: Permit<ViewPeople> = permit_of($person).await;
        let mut found = None;
        permit
            .read(async |work| {
                found = Some($question(work).await?);
                Ok(())
            })
            .await
            .unwrap();
        found.unwrap()
    }};
}

fn facts(members: &[Member]) -> Vec<(&str, bool, &[Role], &[String])> {
    members
        .iter()
        .map(|member| (member.name.as_str(), member.is_active, member.roles.as_slice(), member.permissions.as_slice()))
        .collect()
}

#[actix_web::test]
async fn whoever_has_a_role_is_found_while_active_and_whoever_is_named_always() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let asker = hotel.requester().await;
    deactivate(&hotel, hotel.people.housekeeping_head).await;
    deactivate(&hotel, hotel.people.housekeeper).await;
    let people = [hotel.people.housekeeper, hotel.people.head, PersonId(Uuid::new_v4())];
    let wanted = Wanted {
        roles: &[Role::HeadOfDepartment, Role::GeneralManager],
        people: &people,
        permissions: &["purchase_order.approve", "purchase_order.create", "purchase_order.hold"],
    };

    let members = asks!(&asker, async |work: &mut _| directory::members(work, wanted).await);

    let codes = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        facts(&members),
        [
            (
                "Gita Manager",
                true,
                [Role::GeneralManager].as_slice(),
                codes(&["purchase_order.approve", "purchase_order.hold"]).as_slice()
            ),
            ("Henk Housekeeper", false, [Role::Requester].as_slice(), codes(&["purchase_order.create"]).as_slice()),
            (
                "Hugo Head",
                true,
                [Role::HeadOfDepartment].as_slice(),
                codes(&["purchase_order.approve", "purchase_order.create"]).as_slice()
            ),
        ]
    );
    assert!(members[0].holds("purchase_order.hold") && !members[1].holds("purchase_order.hold"));
    assert_eq!(members[2].department_id, Some(hotel.kitchen));
    app.stop().await;
}

#[actix_web::test]
async fn nobody_of_another_organisation_is_found() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let asker = hotel.requester().await;
    let people = [clinic.people.head];
    let wanted = Wanted { roles: &Role::ALL, people: &people, permissions: &[] };

    let members = asks!(&asker, async |work: &mut _| directory::members(work, wanted).await);
    let names = asks!(&asker, async |work: &mut _| directory::names_of(work, &people).await);
    let heads = asks!(&asker, async |work: &mut _| directory::heads(work, &[clinic.kitchen]).await);

    assert_eq!((members.len(), names.len(), heads.len()), (10, 0, 0));
    assert!(members.iter().all(|member| member.id != clinic.people.head));
    app.stop().await;
}

#[actix_web::test]
async fn holders_are_the_active_people_with_the_permission() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let asker = hotel.requester().await;
    deactivate(&hotel, hotel.people.second_accounts).await;

    let holders = asks!(&asker, async |work: &mut _| directory::holders(work, "purchase_order.issue").await);

    let issue = ["purchase_order.issue".to_owned()];
    assert_eq!(facts(&holders), [("Ada Accounts", true, [Role::Accounts].as_slice(), issue.as_slice())]);
    app.stop().await;
}

#[actix_web::test]
async fn a_department_knows_its_head_and_a_head_the_departments() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let asker = hotel.requester().await;
    let headless = hotel.admin().await.posts("/v1/departments", json!({ "name": "Spa", "code": "SPA" })).await.is(201);
    let headless = DepartmentId(Uuid::parse_str(&headless.id()).unwrap());
    let (kitchen, head) = (hotel.kitchen, hotel.people.head);

    let heads = asks!(&asker, async |work: &mut _| directory::heads(work, &[kitchen, headless]).await);
    let headed = asks!(&asker, async |work: &mut _| directory::headed_by(work, head).await);
    let none = asks!(&asker, async |work: &mut _| directory::headed_by(work, hotel.people.requester).await);

    assert_eq!(heads, [Head { department_id: kitchen, person_id: head }]);
    assert_eq!((headed, none), (vec![kitchen], vec![]));
    app.stop().await;
}

#[actix_web::test]
async fn a_name_is_known_even_of_somebody_who_left() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let asker = hotel.requester().await;
    let left = hotel.people.housekeeper;
    deactivate(&hotel, left).await;

    let name = asks!(&asker, async |work: &mut _| directory::name_of(work, left).await);
    let unknown = asks!(&asker, async |work: &mut _| directory::name_of(work, PersonId(Uuid::new_v4())).await);

    assert_eq!((name.map(|name| name.to_string()), unknown), (Some("Henk Housekeeper".into()), None));
    app.stop().await;
}
