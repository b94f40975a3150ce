//! The trail, newest first, by filter and by page.
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    audit::renames_kitchen,
    support::{Answer, App, Organisation, Person, statements},
};

fn requests(page: &Answer) -> Vec<String> {
    page.body["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| event["request_id"].as_str().unwrap().to_owned())
        .collect()
}

/// Three events by two people on two departments, an hour apart; their requests, oldest first.
async fn three_events(hotel: &Organisation<'_>) -> [String; 3] {
    let (kitchen, housekeeping) = (hotel.kitchen.0, hotel.housekeeping.0);
    let admin = hotel.admin().await;
    let first = renames_kitchen(&admin, kitchen, "First kitchen").await;
    hotel.app.moves_clock("1 hour").await;
    let another = hotel.somebody_who_may(&["department.update"]).await;
    let second = renames_kitchen(&another, kitchen, "Second kitchen 100%").await;
    hotel.app.moves_clock("1 hour").await;
    let third = renames_kitchen(&hotel.admin().await, housekeeping, "Third room").await;
    [first, second, third].map(|id| id.to_string())
}

async fn found(reader: &Person<'_>, filter: &str) -> Vec<String> {
    requests(&reader.gets(&format!("/v1/audit-events?action=department.updated&{filter}")).await.is(200))
}

fn encoded(at: &Value) -> String {
    at.as_str().unwrap().replace('+', "%2B")
}

#[actix_web::test]
async fn the_newest_event_comes_first() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let [first, second, third] = three_events(&hotel).await;

    let page = found(&hotel.auditor().await, "").await;

    assert_eq!(page, [third, second, first]);
    app.stop().await;
}

#[actix_web::test]
async fn each_filter_leaves_what_it_says() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let [first, second, third] = three_events(&hotel).await;
    let auditor = hotel.auditor().await;

    let admin = hotel.people.admin;
    assert_eq!(found(&auditor, &format!("person_id={admin}")).await, [third.clone(), first]);
    assert_eq!(found(&auditor, &format!("entity_id={}", hotel.housekeeping)).await, [third]);
    assert_eq!(found(&auditor, &format!("request_id={second}")).await, [second]);
    assert_eq!(found(&auditor, "entity=department").await.len(), 3);
    assert_eq!(found(&auditor, "entity=supplier").await, Vec::<String>::new());
    let nothing = auditor.gets("/v1/audit-events?action=supplier.blocked").await.is(200);
    assert_eq!(nothing.body, json!({ "items": [], "next_cursor": null }));
    app.stop().await;
}

#[actix_web::test]
async fn a_period_holds_its_beginning_and_not_its_end() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let [first, second, third] = three_events(&hotel).await;
    let auditor = hotel.auditor().await;
    let page = auditor.gets("/v1/audit-events?action=department.updated").await.is(200);
    let [newest, middle, _] = [0, 1, 2].map(|n| encoded(&page.body["items"][n]["occurred_at"]));

    assert_eq!(found(&auditor, &format!("from={middle}")).await, [third, second.clone()]);
    assert_eq!(found(&auditor, &format!("to={middle}")).await, [first]);
    assert_eq!(found(&auditor, &format!("from={middle}&to={newest}")).await, [second]);
    app.stop().await;
}

#[actix_web::test]
async fn text_is_found_in_action_and_detail_and_no_character_is_a_wildcard() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let [_, second, third] = three_events(&hotel).await;
    let auditor = hotel.auditor().await;
    let from = "from=2020-01-01T00:00:00Z&to=2020-12-31T00:00:00Z";
    assert_eq!(found(&auditor, &format!("q=kitchen&{from}")).await, Vec::<String>::new());
    let page = auditor.gets("/v1/audit-events?action=department.updated").await.is(200);
    let from = format!("from={}", encoded(&page.body["items"][2]["occurred_at"]));

    assert_eq!(found(&auditor, &format!("q=THIRD&{from}")).await, [third]);
    assert_eq!(found(&auditor, &format!("q=100%25&{from}")).await, [second]);
    assert_eq!(found(&auditor, &format!("q=department.UPDATED&{from}")).await.len(), 3);
    assert_eq!(found(&auditor, &format!("q=T%25m&{from}")).await, Vec::<String>::new());
    app.stop().await;
}

#[actix_web::test]
async fn a_search_for_text_says_from_when_on() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let auditor = hotel.auditor().await;

    auditor.gets("/v1/audit-events?q=kitchen").await.is_invalid("from", "required");
    auditor.gets("/v1/audit-events?q=kitchen&from=2020-01-01T00:00:00Z").await.is_invalid("from", "too_early");

    app.stop().await;
}

#[actix_web::test]
async fn pages_show_each_event_once_while_reading_adds_more() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    three_events(&hotel).await;
    let auditor = hotel.auditor().await;
    for filter in ["limit=2", "limit=2&from=2020-01-01T00:00:00Z"] {
        let all = auditor.gets("/v1/audit-events?limit=100").await.is(200).body["items"].as_array().unwrap().clone();
        let mut seen: Vec<Value> = Vec::new();

        let mut page = auditor.gets(&format!("/v1/audit-events?{filter}")).await.is(200).body;
        seen.extend(page["items"].as_array().unwrap().clone());
        while let Some(cursor) = page["next_cursor"].as_str() {
            page = auditor.gets(&format!("/v1/audit-events?{filter}&cursor={cursor}")).await.is(200).body;
            seen.extend(page["items"].as_array().unwrap().clone());
        }

        // The first reading of all left one event more before the walk began.
        assert_eq!(seen[0]["action"], "audit_event.viewed");
        assert_eq!(seen[1..], all, "{filter}");
    }
    app.stop().await;
}

#[actix_web::test]
async fn another_organisation_s_events_do_not_show() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let ours = renames_kitchen(&hotel.admin().await, hotel.kitchen.0, "Main kitchen").await.to_string();
    let theirs = renames_kitchen(&clinic.admin().await, clinic.kitchen.0, "Ward kitchen").await.to_string();

    let page = hotel.auditor().await.gets("/v1/audit-events?limit=100").await.is(200);

    let seen = requests(&page);
    assert!(seen.contains(&ours) && !seen.contains(&theirs));
    assert!(!page.body.to_string().contains("Ward"));
    let asked_for = found(&hotel.auditor().await, &format!("request_id={theirs}")).await;
    assert_eq!(asked_for, Vec::<String>::new());
    app.stop().await;
}

#[actix_web::test]
async fn each_reading_leaves_one_event_that_says_what_was_asked_for() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let auditor = hotel.auditor().await;
    let before = hotel.actions().await.len();

    let asked = "/v1/audit-events?entity=department&q=Rosa&from=2026-06-01T00:00:00Z&to=2026-07-01T00:00:00Z";
    let first = auditor.gets(asked).await.is(200);
    let second = auditor.gets("/v1/audit-events?limit=1").await.is(200);

    assert_eq!(hotel.actions().await[before..], ["audit_event.viewed", "audit_event.viewed"]);
    let event = &second.body["items"][0];
    let filters = json!({
        "entity": "department", "has_text": true, "from": "2026-06-01T00:00:00Z", "to": "2026-07-01T00:00:00Z",
    });
    assert_eq!(event["detail"], json!({ "listed": "audit_events", "filters": filters }));
    assert_eq!((&event["person_id"], &event["network"]), (&json!(auditor.id), &json!("127.0.0.1")));
    assert_eq!(event["request_id"].as_str(), first.header("x-request-id"));
    app.stop().await;
}

#[actix_web::test]
async fn a_requester_cannot_read_the_trail() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    let refused = hotel.requester().await.gets("/v1/audit-events").await.is_refused(403, "forbidden");

    assert_eq!(refused.body["detail"], "audit_event.view");
    assert!(!hotel.actions().await.contains(&"audit_event.viewed".to_owned()));
    app.with_token("").gets("/v1/audit-events").await.is_refused(401, "unauthenticated");
    app.stop().await;
}

#[actix_web::test]
async fn a_filter_that_cannot_be_read_is_named() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let auditor = hotel.auditor().await;
    let before = hotel.actions().await.len();

    auditor.gets("/v1/audit-events?colour=red").await.is_invalid("colour", "unknown_field");
    auditor.gets("/v1/audit-events?person_id=Rosa").await.is_invalid("person_id", "wrong_value");
    auditor.gets("/v1/audit-events?from=yesterday").await.is_invalid("from", "wrong_value");
    auditor.gets("/v1/audit-events?action=").await.is_invalid("action", "empty");
    auditor.gets("/v1/audit-events?limit=101").await.is_invalid("limit", "page_size");
    auditor.gets("/v1/audit-events?cursor=e30x").await.is_invalid("cursor", "cursor");
    let period = "from=2026-07-01T00:00:00Z&to=2026-06-01T00:00:00Z";
    auditor.gets(&format!("/v1/audit-events?{period}")).await.is_invalid("to", "too_early");

    assert_eq!(hotel.actions().await.len(), before);
    app.stop().await;
}

/// Ten thousand events of the hotel over a year, and as many of the clinic's, written round the door.
async fn ten_thousand_events(app: &App, organisations: &[&Organisation<'_>]) {
    let mut connection = app.administrator().await;
    for organisation in organisations {
        sqlx::query(
            "insert into tenant.audit_event (org_id, id, occurred_at, person_id, request_id, permission, action, entity, entity_id, detail)
             select $1, uuidv7(at - now()), at, p.id, gen_random_uuid(), 'purchase_order.view', 'purchase_order.step_' || n % 20,
                 'purchase_order', gen_random_uuid(), '{}'
             from generate_series(1, 10000) n
             cross join lateral (select now() - (10000 - n) * interval '50 minutes' as at) t
             join (select id, row_number() over (order by id) - 1 as place from tenant.person where org_id = $1) p on p.place = n % 10",
        )
        .bind(organisation.org_id)
        .execute(&mut connection)
        .await
        .unwrap();
    }
    sqlx::raw_sql("vacuum analyze tenant.audit_event").execute(&mut connection).await.unwrap();
}

#[actix_web::test]
async fn every_filter_finds_its_page_by_an_index_and_sorts_nothing() {
    statements::listen();
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    ten_thousand_events(&app, &[&hotel, &clinic]).await;
    let auditor = hotel.auditor().await;
    let person = hotel.people.accounts.to_string();
    let (from, to) = ("2026-03-01T00:00:00Z".to_owned(), "2026-04-01T00:00:00Z".to_owned());
    let (action, rows) = ("purchase_order.step_3".to_owned(), "51".to_owned());
    let cases = [
        (String::new(), vec![]),
        (format!("person_id={person}"), vec![person.clone()]),
        (format!("action={action}"), vec![action.clone()]),
        (format!("from={from}&to={to}"), vec![from.clone(), to.clone()]),
        (format!("from={from}&to={to}&person_id={person}"), vec![person, from.clone(), to.clone()]),
        (format!("from={from}&to={to}&action={action}"), vec![action, from.clone(), to.clone()]),
        (format!("from={from}&to={to}&q=1000"), vec![from, to, "1000".into()]),
    ];

    for (filter, mut values) in cases {
        auditor.gets(&format!("/v1/audit-events?{filter}")).await.is(200);
        let sent = statements::newest_with("tenant.audit_event");
        values.push(rows.clone());
        let plan = statements::plan(&auditor, &sent, &values).await;

        let page = plan.iter().position(|node| node.kind == "Limit").unwrap();
        let scan = plan.iter().position(|node| node.table.as_deref() == Some("audit_event")).unwrap();
        let within: Vec<_> = plan[page..=scan].iter().map(|node| node.kind.as_str()).collect();
        assert_eq!(within, ["Limit", "Index Scan"], "{filter}: {plan:?}");
    }
    app.stop().await;
}

#[actix_web::test]
async fn the_few_events_of_a_request_or_an_entity_are_found_by_its_id() {
    statements::listen();
    let app = App::start().await;
    let hotel = app.hotel().await;
    ten_thousand_events(&app, &[&hotel]).await;
    let auditor = hotel.auditor().await;
    let id = Uuid::new_v4().to_string();

    for (filter, index) in [("request_id", "audit_event_request"), ("entity_id", "audit_event_entity")] {
        auditor.gets(&format!("/v1/audit-events?{filter}={id}")).await.is(200);

        let sent = statements::newest_with("tenant.audit_event");
        let plan = statements::plan(&auditor, &sent, &[id.clone(), "51".into()]).await;
        let scan = plan.iter().find(|node| node.table.as_deref() == Some("audit_event")).unwrap();
        assert_eq!(scan.index.as_deref(), Some(index), "{plan:?}");
    }
    app.stop().await;
}
