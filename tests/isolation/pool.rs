//! Who gets which connection: the warm one first, another only when the few have been busy for a while.
use std::time::Duration;

use access::{Held, Pool};
use tokio::time::{sleep, timeout};

use crate::ground::Ground;

const SOON: Duration = Duration::from_secs(10);

async fn backend(connection: &mut Held) -> i32 {
    sqlx::query_scalar("select pg_backend_pid()").fetch_one(&mut **connection).await.unwrap()
}

async fn acquired(pool: &Pool) -> (Held, i32) {
    let mut connection = timeout(SOON, pool.acquire()).await.expect("a connection in time").unwrap();
    let backend = backend(&mut connection).await;
    (connection, backend)
}

#[tokio::test]
async fn the_connection_given_back_last_is_taken_first() {
    let ground = Ground::prepare().await;
    let pool = Pool::new(&ground.login_options("countersign_tenant"), 3, 3).unwrap();
    let [(first, _), (second, of_second), (third, of_third)] =
        [acquired(&pool).await, acquired(&pool).await, acquired(&pool).await];

    drop(first);
    drop(third);
    drop(second);

    let ((one, of_one), (other, of_other)) = (acquired(&pool).await, acquired(&pool).await);
    assert_eq!((of_one, of_other), (of_second, of_third));
    drop((one, other));
    pool.close().await;
    ground.leave().await;
}

#[tokio::test]
async fn another_connection_opens_only_when_the_few_have_been_busy_for_a_while() {
    let ground = Ground::prepare().await;
    let pool = Pool::new(&ground.login_options("countersign_tenant"), 2, 1).unwrap();
    let (first, of_first) = acquired(&pool).await;

    // Given back soon, it is the one that whoever waits gets.
    let (waited, ()) = tokio::join!(acquired(&pool), async {
        sleep(Duration::from_millis(1)).await;
        drop(first);
    });
    assert_eq!(waited.1, of_first);

    // Kept, it is waited for in vain, and another helps; a third there is not.
    let (helping, of_helping) = acquired(&pool).await;
    assert_ne!(of_helping, of_first);
    assert!(timeout(Duration::from_millis(200), pool.acquire()).await.is_err(), "more than there may be");
    drop((waited, helping));
    pool.close().await;
    ground.leave().await;
}

#[tokio::test]
async fn a_discarded_connection_makes_room_and_a_closed_pool_gives_none() {
    let ground = Ground::prepare().await;
    let pool = Pool::new(&ground.login_options("countersign_tenant"), 1, 1).unwrap();
    let (first, of_first) = acquired(&pool).await;

    first.discard();
    let (second, of_second) = acquired(&pool).await;
    assert_ne!(of_second, of_first);

    drop(second);
    pool.close().await;
    assert!(matches!(pool.acquire().await, Err(sqlx::Error::PoolClosed)));
    ground.leave().await;
}
