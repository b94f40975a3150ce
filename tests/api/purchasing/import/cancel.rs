//! Stopping the job that works on an import.
use serde_json::{Value, json};
use uuid::Uuid;

use super::{IMPORTS, SUPPLIERS, acts, confirms, counts, rows, settled, uploads};
use crate::support::{Answer, App, Person};

/// A file of suppliers that is left to a job.
pub fn long(rows: usize) -> String {
    let lines: String = (0..rows).map(|at| format!("Stall {at},IE,EUR\n")).collect();
    format!("Name,Country,Currency\n{lines}")
}

pub async fn cancels(person: &Person<'_>, id: &str) -> Answer {
    let key = Uuid::new_v4().to_string();
    person.sends("POST", &format!("{IMPORTS}/{id}/cancel"), None, &[("idempotency-key", &key)]).await
}

#[actix_web::test]
async fn a_trial_that_was_stopped_leaves_a_file_that_can_be_tried_later_or_discarded() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let import = uploads(&accounts, "suppliers", long(1001)).await.is(201);
    assert_eq!((&import.body["state"], &import.body["job"]["state"]), (&json!("uploaded"), &json!("waiting")));
    assert_eq!((&import.body["job"]["act"], &import.body["job"]["total"]), (&json!("try"), &json!(1001)));
    for action in ["import.map", "import.discard"] {
        assert_eq!(import.action(action), Err("import_busy".into()), "{action}");
    }
    assert_eq!(rows(&accounts, &import.id()).await, Vec::<Value>::new());

    let stopped = cancels(&accounts, &import.id()).await.is(200);

    assert_eq!((&stopped.body["state"], &stopped.body["job"]["state"]), (&json!("uploaded"), &json!("cancelled")));
    assert_eq!(stopped.action("import.cancel"), Err("nothing_to_cancel".into()));
    assert_eq!(hotel.actions_on(&import.id()).await, ["import.created", "import.queued", "import.cancelled"]);
    confirms(&accounts, &stopped, false).await.is_refused(409, "import_not_open");
    cancels(&accounts, &import.id()).await.is_refused(409, "nothing_to_cancel");
    app.does_jobs();
    let columns = json!([{ "field": "name", "column": 0 }, { "field": "country", "column": 1 }, { "field": "currency", "column": 2 }]);
    acts(&accounts, &import.id(), "map", 1, json!({ "columns": columns })).await.is(202);
    let tried = settled(&accounts, &import.id()).await;
    assert_eq!((&tried.body["state"], counts(&tried)), (&json!("tried"), [1001, 0, 0, 0, 1001]));
    let discarded = acts(&accounts, &import.id(), "discard", 2, Value::Null).await.is(200);
    assert_eq!(discarded.body["job"], Value::Null);
    app.stop().await;
}

#[actix_web::test]
async fn who_may_not_stops_nothing() {
    let app = App::start().await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let accounts = hotel.accounts().await;
    let import = uploads(&accounts, "suppliers", long(1001)).await.is(201).id();

    for stranger in [hotel.second_accounts().await, clinic.accounts().await] {
        cancels(&stranger, &import).await.is_refused(404, "not_found");
    }
    cancels(&hotel.requester().await, &import).await.is_refused(403, "forbidden");

    let seen = accounts.gets(&format!("{IMPORTS}/{import}")).await.is(200);
    assert_eq!(seen.body["job"]["state"], "waiting");
    let short = uploads(&accounts, "suppliers", SUPPLIERS).await.is(201);
    cancels(&accounts, &short.id()).await.is_refused(409, "nothing_to_cancel");
    app.stop().await;
}
