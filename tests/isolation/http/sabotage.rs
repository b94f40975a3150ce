//! Holes that were made: the prover must find each.
use access::Chance;

use super::{Prover, is_marked, round};
use crate::{ground::seed, support::App};

/// A hole, and the address whose operations must show it.
const HOLES: [(&str, &str, &str); 4] = [
    ("a table without its policy", "/v1/suppliers", "alter table tenant.supplier disable row level security"),
    ("a policy that lets everybody through", "/v1/categories", "alter policy tenant on tenant.category using (true)"),
    (
        "orders without their policy",
        "/v1/purchase-orders",
        "alter table tenant.purchase_order disable row level security",
    ),
    ("people without their policy", "/v1/departments", "alter table tenant.person disable row level security"),
];

#[actix_web::test]
async fn holes_that_were_made_are_found() {
    for (name, address, hole) in HOLES {
        let app = App::start().await;
        let (hotel, clinic) = (app.hotel().await, app.clinic().await);
        is_marked(&hotel).await;
        let mut administrator = app.administrator().await;
        sqlx::raw_sql(hole).execute(&mut administrator).await.unwrap();
        let mut prover = Prover::prepare(&app, (&hotel, &clinic), Chance::of_seed(seed()), address).await;

        round(&mut prover).await;

        assert!(!prover.tally.leaks.is_empty(), "{name}: {} attempts show nothing", prover.tally.attempts);
        app.stop().await;
    }
}
