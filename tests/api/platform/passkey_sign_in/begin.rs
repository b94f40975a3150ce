//! What everybody is asked who signs in as an operator with a passkey.
use crate::{platform::console::Console, support::App};

const BEGIN: &str = "/v1/operator/passkey-sign-ins/begin";

#[actix_web::test]
async fn everybody_is_asked_alike_and_never_the_same_twice() {
    let app = App::start().await;
    let stranger = Console::new(&app, "");

    let [one, other] = [stranger.posts_nothing(BEGIN).await.is(200), stranger.posts_nothing(BEGIN).await.is(200)];

    assert!(one.body["challenge"].as_str().is_some_and(|text| text.starts_with("op_")), "{}", one.body);
    assert_ne!(one.body["options"]["challenge"], other.body["options"]["challenge"]);
    assert_eq!(one.body["options"]["userVerification"], "required");
    assert_eq!(one.header("cache-control"), Some("no-store"));
    app.stop().await;
}
