use super::{PATH, excepted};
use crate::{
    support::{App, exported::holds_what_the_list_shows},
    tenancy::lacks,
};

#[actix_web::test]
async fn it_holds_what_the_list_shows() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    excepted(&hotel).await;
    let columns = [
        ("Duties", "/pair"),
        ("What", "/document_name"),
        ("Person", "/person_name"),
        ("Named to look", "/reviewer_name"),
        ("State", "/state"),
        ("Note", "/note"),
    ];

    let owner = hotel.owner().await;
    holds_what_the_list_shows(&owner, (PATH, "duty_exception.export"), "state=open", &columns).await;

    lacks(&hotel.accounts().await, "duty_exception.export", "GET", &format!("{PATH}/export"), None).await;
    app.stop().await;
}
