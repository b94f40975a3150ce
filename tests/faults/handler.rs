//! A handler that panics: its transaction is undone, its connection is closed, and everybody else is served.
use access::{Answer, Permit, catalogue::ViewPurchaseOrders};
use actix_web::{HttpServer, web};
use kernel::Error;

use crate::{
    buyer::ORDERS,
    support::{App, Person},
};

async fn panics(permit: Permit<ViewPurchaseOrders>) -> Result<Answer<()>, Error> {
    permit.read(async |_| panic!("a bug")).await
}

#[actix_web::test]
async fn a_panic_takes_its_own_request_and_nothing_else() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let state = app.state.clone();
    let server = HttpServer::new(move || server::app::app(&state).route("/panics", web::get().to(panics)))
        .workers(1)
        .disable_signals()
        .bind("127.0.0.1:0")
        .unwrap();
    let address = format!("http://{}", server.addrs()[0]);
    let server = server.run();
    let handle = server.handle();
    actix_web::rt::spawn(server);
    let requester = Person { address: address.clone(), ..hotel.requester().await };

    for _ in 0..8 {
        let request = awc::Client::default().get(format!("{address}/panics"));
        let answer = request.insert_header(("authorization", format!("Bearer {}", requester.token))).send().await;
        assert!(answer.is_err(), "a panic was answered");
        requester.gets(ORDERS).await.is(200);
    }

    let mut administrator = app.administrator().await;
    let open: i64 = sqlx::query_scalar(
        "select count(*) from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'",
    )
    .fetch_one(&mut administrator)
    .await
    .unwrap();
    assert_eq!(open, 0);
    handle.stop(false).await;
    app.stop().await;
}
