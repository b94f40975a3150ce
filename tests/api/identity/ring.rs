//! The ring of master keys, and what hangs on each.
use crate::support::{App, ring, ring_before};

#[actix_web::test]
async fn a_key_that_something_is_under_is_missed() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut administrator = app.administrator().await;
    assert_eq!(ring_before().lacking(&mut administrator).await.unwrap(), Vec::<String>::new());

    hotel.owner_signs_in().await.sets_up_an_app().await;

    assert_eq!(ring_before().lacking(&mut administrator).await.unwrap(), ["k2"]);
    assert_eq!(ring().lacking(&mut administrator).await.unwrap(), Vec::<String>::new());
    for only in ["door.totp", "door.recovery_code", "door.credential"] {
        let others = ["door.totp", "door.recovery_code", "door.credential"].into_iter().filter(|table| *table != only);
        let forget: String = others.map(|table| format!("delete from {table};")).collect();
        sqlx::raw_sql(sqlx::AssertSqlSafe(format!("begin; {forget}"))).execute(&mut administrator).await.unwrap();
        assert_eq!(ring_before().lacking(&mut administrator).await.unwrap(), ["k2"], "{only}");
        sqlx::raw_sql("rollback").execute(&mut administrator).await.unwrap();
    }
    app.stop().await;
}
