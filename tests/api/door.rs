//! What the door itself promises, whatever is behind it.
use crate::support::App;

#[actix_web::test]
async fn an_unknown_address_is_a_problem() {
    let app = App::start().await;

    app.with_token("").gets("/v1/nothing").await.is_refused(404, "not_found");

    app.stop().await;
}
