//! Adding a tax code.
use serde_json::json;

use super::{
    super::{lacks, newest_detail},
    adds, standard,
};
use crate::support::App;

const PATH: &str = "/v1/tax-codes";

#[actix_web::test]
async fn accounts_add_a_tax_code() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;

    let added = accounts.posts(PATH, standard("Standard rate", "s23", "23.500")).await.is(201);

    let id = added.id();
    let expected = json!({
        "id": id, "name": "Standard rate", "code": "S23", "treatment": "S", "rate_percent": "23.5", "is_active": true,
        "revision": 1, "actions": [{ "name": "tax_code.update", "closed_because": null }],
    });
    assert_eq!(added.body, expected);
    assert_eq!(added.header("location"), Some(format!("{PATH}/{id}").as_str()));
    assert_eq!(accounts.gets(&format!("{PATH}/{id}")).await.is(200).body, expected);
    assert_eq!(hotel.actions_on(&id).await, ["tax_code.created"]);
    let detail = json!({ "name": "Standard rate", "code": "S23", "treatment": "S", "rate_percent": "23.5" });
    assert_eq!(newest_detail(&hotel, &id).await, detail);
    app.stop().await;
}

#[actix_web::test]
async fn only_the_standard_treatment_has_a_rate() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    let treated = |treatment: &str, rate: &str| json!({ "name": treatment, "code": treatment, "treatment": treatment, "rate_percent": rate });

    for treatment in ["Z", "E", "AE", "K", "G", "O"] {
        accounts.posts(PATH, treated(treatment, "20")).await.is_invalid("rate_percent", "must_be_zero");
        accounts.posts(PATH, treated(treatment, "0")).await.is(201);
    }
    accounts.posts(PATH, treated("S", "0")).await.is_invalid("rate_percent", "too_small");
    accounts.posts(PATH, treated("S", "100")).await.is(201);
    app.stop().await;
}

#[actix_web::test]
async fn each_broken_field_is_named() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let accounts = hotel.accounts().await;
    adds(&accounts, "Standard rate", "S20").await;

    for (body, field, rule) in [
        (standard("Another", "s20", "20"), "code", "taken"),
        (standard("Standard rate", "S21", "21"), "name", "taken"),
        (standard("Another", "S21", "100.0001"), "rate_percent", "too_large"),
        (standard("Another", "S21", "-1"), "rate_percent", "too_small"),
        (standard("Another", "S21", "20.12345"), "rate_percent", "too_precise"),
        (standard("Another", "S21", "20%"), "rate_percent", "decimal"),
        (json!({ "name": "A", "code": "A", "treatment": "S", "rate_percent": 20 }), "rate_percent", "wrong_type"),
        (json!({ "name": "A", "code": "A", "treatment": "X", "rate_percent": "20" }), "treatment", "unknown_value"),
        (json!({ "name": "A", "code": "A", "rate_percent": "20" }), "treatment", "required"),
    ] {
        accounts.posts(PATH, body).await.is_invalid(field, rule);
    }
    app.stop().await;
}

#[actix_web::test]
async fn only_who_may_adds_tax_codes() {
    let app = App::start().await;
    let hotel = app.hotel().await;

    for person in [hotel.admin().await, hotel.owner().await, hotel.requester().await] {
        lacks(&person, "tax_code.create", "POST", PATH, Some(standard("Mine", "M", "1"))).await;
    }
    app.stop().await;
}
