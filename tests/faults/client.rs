//! A client that is gone before its answer, or before its request is whole.
use std::time::Duration;

use tokio::{io::AsyncWriteExt, net::TcpStream};
use uuid::Uuid;

use crate::{
    buyer::{ORDERS, draft, orders},
    support::{App, Person},
};

/// Sends so much of a request and hangs up.
async fn sends_part(person: &Person<'_>, body: &str, key: &str, part: impl FnOnce(usize) -> usize) {
    let host = person.address.strip_prefix("http://").unwrap();
    let request = format!(
        "POST {ORDERS} HTTP/1.1\r\nhost: {host}\r\nauthorization: Bearer {}\r\nidempotency-key: {key}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        person.token,
        body.len()
    );
    let mut stream = TcpStream::connect(host).await.unwrap();
    stream.write_all(&request.as_bytes()[..part(request.len())]).await.unwrap();
    stream.shutdown().await.unwrap();
}

#[actix_web::test]
async fn who_hangs_up_before_the_answer_finds_the_work_done_once_under_the_same_key() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let body = draft(&hotel);

    for time in 1..=5_i64 {
        let key = Uuid::new_v4().to_string();
        sends_part(&requester, &body.to_string(), &key, |length| length).await;
        requester.posts_with_key(ORDERS, body.clone(), &key).await.is(201);
        assert_eq!(orders(&app).await, time);
    }
    app.stop().await;
}

#[actix_web::test]
async fn half_a_request_does_nothing_and_holds_nothing() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let requester = hotel.requester().await;
    let body = draft(&hotel);

    for _ in 0..20 {
        sends_part(&requester, &body.to_string(), &Uuid::new_v4().to_string(), |length| length - 10).await;
    }
    tokio::time::sleep(Duration::from_millis(300)).await;

    assert_eq!(orders(&app).await, 0);
    let mut administrator = app.administrator().await;
    let open: i64 = sqlx::query_scalar(
        "select count(*) from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'",
    )
    .fetch_one(&mut administrator)
    .await
    .unwrap();
    assert_eq!(open, 0);
    requester.gets(ORDERS).await.is(200);
    app.stop().await;
}
