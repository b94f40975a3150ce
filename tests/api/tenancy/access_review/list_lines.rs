use serde_json::json;

use super::{PATH, decides, lines, numbers, starts};
use crate::{
    support::App,
    tenancy::{each, is_as_if_unknown, lacks},
};

#[actix_web::test]
async fn lines_stand_by_person_and_are_found_by_how_they_stand() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let owner = hotel.owner().await;
    let id = starts(&owner).await.id();
    let path = format!("{PATH}/{id}/lines");
    let all = lines(&owner, &id, None).await;
    let names: Vec<_> = all.iter().map(|line| line["person_name"].as_str().unwrap()).collect();
    assert!(names.is_sorted(), "{names:?}");
    assert_eq!(
        all.iter().map(|line| line["number"].as_u64().unwrap()).collect::<Vec<_>>(),
        (1..=all.len() as u64).collect::<Vec<_>>()
    );

    let head = numbers(&owner, &id, hotel.people.head).await;
    decides(&owner, &id, &head, "keep", None).await.is(200);
    let kept = owner.gets(&format!("{path}?state=kept")).await.is(200);
    let open = owner.gets(&format!("{path}?state=open&limit=100")).await.is(200);
    let first = owner.gets(&format!("{path}?limit=2")).await.is(200);
    let cursor = first.body["next_cursor"].as_str().unwrap();
    let next = owner.gets(&format!("{path}?limit=2&cursor={cursor}")).await.is(200);

    assert_eq!(each(&kept, "number"), [&json!(head[0])]);
    assert_eq!(each(&open, "number").len(), all.len() - 1);
    assert_eq!(
        (each(&first, "number"), each(&next, "number")),
        (vec![&json!(1), &json!(2)], vec![&json!(3), &json!(4)])
    );
    owner.gets(&format!("{path}?colour=red")).await.is_invalid("colour", "unknown_field");
    lacks(&hotel.requester().await, "access_review.view", "GET", &path, None).await;
    let away = app.clinic().await.owner().await;
    is_as_if_unknown(&away, "GET", &format!("{PATH}/{{id}}/lines"), &id, None).await;
    app.stop().await;
}
