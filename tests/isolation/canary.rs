//! A canary, planted in every free text that the API takes in one home, is in no other store, log or file.
//!
//! The tale of `tests/promises/tale` is told in the first home, each text of each body with the canary behind it; where the API
//! refuses a text as no free one, that text is told as it was. Then every column that may hold a free text must hold it, or
//! stand with its reason in the list below, and every other store is searched.
use std::path::{Path, PathBuf};

use server::log::{HomeLogs, Sink, start};

use crate::{
    canary::{plant::Planting, store::Store},
    support::{App, Organisation, home},
    tale::{self, Cast},
};

mod plant;
mod secret;
mod store;

/// Six letters that stand nowhere else, whichever case they are in.
const CANARY: &str = "zqxjkw";

const OURS: &str = "the service's own word";
const BOUND: &str = "bound to a list, a unit, a locale, a zone or an address of mail";
const FOUNDED: &str = "given at the founding, by the installation";
const REOPENED: &str = "the tale reopens what it closed short";
const BY_OPERATOR: &str = "said by an operator of the installation, on their plane";
const NO_HOLDS: &str = "released again before the tale ends";

/// Columns of text that no request of the tale fills with words of its own, and why.
const NOT_BY_REQUEST: [(&str, &str); 49] = [
    ("access_grant.permissions", OURS),
    ("access_grant.roles", OURS),
    ("access_grant.waived", OURS),
    ("access_review_line.guarded", OURS),
    ("access_review_line.permissions", OURS),
    ("access_review_line.toxic", OURS),
    ("api_key.prefix", OURS),
    ("api_key.scopes", OURS),
    ("approval_route.left_out", OURS),
    ("approval_route.number", OURS),
    ("approval_route.route", OURS),
    ("approval_waiting.step_name", FOUNDED),
    ("audit_change.permission", OURS),
    ("audit_change.table_name", OURS),
    ("audit_denial.permission", OURS),
    ("audit_event.action", OURS),
    ("audit_event.entity", OURS),
    ("audit_event.permission", OURS),
    ("audit_event.principal", OURS),
    ("audit_personal.column_name", OURS),
    ("import.mapping", BOUND),
    ("import.notes", OURS),
    ("import.sheet_name", "of workbooks, and the tale's file is none"),
    ("import.verdict", OURS),
    ("import_mapping.mapping", BOUND),
    ("mail_server.from_address", BOUND),
    ("mail_server.host", BOUND),
    ("order_mailing.address", BOUND),
    ("order_mailing.reply", "the mail server's words"),
    ("organisation.time_zone", BOUND),
    ("owner_recovery.domain", BY_OPERATOR),
    ("owner_recovery.operator_email", BY_OPERATOR),
    ("owner_recovery.operator_name", BY_OPERATOR),
    ("owner_recovery.reason", BY_OPERATOR),
    ("owner_recovery.ticket", BY_OPERATOR),
    ("person.locale", BOUND),
    ("person.time_zone", BOUND),
    ("purchase_order.billing_hold_reason", NO_HOLDS),
    ("purchase_order.number", OURS),
    ("purchase_order.receiving_hold_reason", NO_HOLDS),
    ("purchase_order_line.short_closed_because", REOPENED),
    ("purchase_order_line.unit", BOUND),
    ("requisition_line.short_closed_because", REOPENED),
    ("requisition_line.unit", BOUND),
    ("supplier.email", BOUND),
    ("support_access.operator_email", BY_OPERATOR),
    ("support_access.operator_name", BY_OPERATOR),
    ("support_access.reason", BY_OPERATOR),
    ("support_access.ticket", BY_OPERATOR),
];

struct Logs {
    folder: PathBuf,
}

impl Logs {
    // Of this process: each test has one of its own.
    fn start(homes: &[&str]) -> Self {
        let folder = std::env::temp_dir().join(format!("countersign-canary-{}", std::process::id()));
        let file = |name: &str| Sink::File(folder.join(name));
        let sinks = homes.iter().map(|code| (home(code), file(code))).collect();
        start(false, HomeLogs::open(sinks, &file("nobody")).unwrap());
        Self { folder }
    }

    fn holds(&self, name: &str, text: &str) -> bool {
        String::from_utf8_lossy(&std::fs::read(self.folder.join(name)).unwrap()).to_lowercase().contains(text)
    }
}

impl Drop for Logs {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

#[actix_web::test]
async fn what_is_planted_in_one_home_is_nowhere_else() {
    let homes = ["eu1", "us1", "apac1"];
    let logs = Logs::start(&homes);
    let app = App::start_homes(&homes).await;
    let (hotel, clinic) = (app.hotel().await, app.clinic().await);
    let mut planting = Planting::of(&app, &hotel, CANARY);

    tale::tell(&mut planting, &Cast::of(&hotel).await).await;
    // The clinic tells the same tale in its own words: its home is no empty one.
    tale::tell(&mut Planting::of(&app, &clinic, "linen"), &Cast::of(&clinic).await).await;
    fails_with_the_canary(&hotel).await;

    let org_id = hotel.org_id.to_string();
    let words = [CANARY, org_id.as_str(), hotel.slug];
    let own = Store::of(app.database());
    let mut found = found_in_other_stores(&app, &words, &org_id).await;
    found.extend(
        own.server_log_with(CANARY).await.filter(|is_there| *is_there).map(|_| "the canary in the server's log".into()),
    );
    for (name, word) in ["us1", "apac1", "nobody"].iter().flat_map(|name| words.map(|word| (name, word))) {
        found.extend(logs.holds(name, word).then(|| format!("{word} in the log of {name}")));
    }
    found.extend(
        files_with(&std::env::temp_dir(), CANARY).iter().map(|file| format!("the canary in {}", file.display())),
    );

    let unheld = own.texts_without(CANARY).await;
    let (held, files) = (own.rows_with(CANARY).await.len(), own.files_with(CANARY).await.unwrap_or_default());
    println!(
        "isolation: canary: {} texts planted, {} refused as no free text; in {held} tables and {files} files at home, elsewhere {}",
        planting.planted,
        planting.refused,
        found.len()
    );
    assert_eq!(found, Vec::<String>::new());
    // What was looked for is there to be found: in rows, in files, and in the line of the failure.
    let clinics = clinic.org_id.to_string();
    assert!(held > 20 && files > 20);
    assert!(logs.holds("eu1", CANARY) && logs.holds("eu1", &org_id) && logs.holds("us1", &clinics));
    assert!(!logs.holds("eu1", &clinics) && !logs.holds("nobody", &clinics));
    let expected: Vec<_> = NOT_BY_REQUEST.iter().map(|(column, _)| (*column).to_owned()).collect();
    assert_eq!(unheld, expected, "columns of text that the canary did not reach");
    app.stop().await;
}

// In the rows and files of the other homes and of the directory.
async fn found_in_other_stores(app: &App, words: &[&str], org_id: &str) -> Vec<String> {
    let mut found = Vec::new();
    for code in ["us1", "apac1"] {
        let other = Store::of(app.database_of(&home(code)));
        for word in words {
            found.extend(
                other.rows_with(word).await.iter().map(|table| format!("{word} in {table} of the home {code}")),
            );
            found.extend(
                other
                    .files_with(word)
                    .await
                    .filter(|files| *files > 0)
                    .map(|_| format!("{word} in a file of the home {code}")),
            );
        }
    }
    let directory = Store::of(app.directory());
    found.extend(
        directory.rows_with(CANARY).await.iter().map(|table| format!("the canary in {table} of the directory")),
    );
    found.extend(
        directory
            .files_with(CANARY)
            .await
            .filter(|files| *files > 0)
            .map(|_| "the canary in a file of the directory".into()),
    );
    let mut known = directory.rows_with(org_id).await;
    known.retain(|table| table != "pg_statistic");
    let expected = ["directory.organisation", "platform.event", "platform.support_access"];
    assert_eq!(known, expected, "slug, organisation and home, and that support asked to be let in; nothing else");
    found
}

// A fault whose message quotes what was written, as faults do.
async fn fails_with_the_canary(hotel: &Organisation<'_>) {
    let fault = "create function public.fault() returns trigger language plpgsql as $$
        begin raise exception 'cannot keep %', new.name using errcode = 'XX000'; end $$;
        create trigger fault before insert on tenant.category for each row execute function public.fault();";
    let mut administrator = hotel.administrator().await;
    sqlx::raw_sql(fault).execute(&mut administrator).await.unwrap();
    let body = serde_json::json!({ "name": format!("Fault {CANARY}"), "code": "FLT" });
    hotel.admin().await.posts("/v1/categories", body).await.is_refused(500, "unexpected");
    sqlx::raw_sql("drop trigger fault on tenant.category").execute(&mut administrator).await.unwrap();
}

fn files_with(folder: &Path, word: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().filter_map(Result::ok).map(|entry| entry.path());
    let holds = |path: &PathBuf| path.is_file() && std::fs::read(path).is_ok_and(|bytes| store::holds(&bytes, word));
    entries.filter(holds).collect()
}
