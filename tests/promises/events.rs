//! What the tale leaves in the trail: each operation with success, and its events counted.
use std::collections::BTreeSet;

use crate::{allowed, story::Story, support::App, tale};

#[actix_web::test]
async fn a_read_leaves_no_event_a_disclosure_one_and_a_change_its_own() {
    let app = App::start().await;
    let hotel = app.hotel().await;
    let mut story = Story::of(&app, &hotel);

    tale::tell(&mut story, &tale::Cast::of(&hotel).await).await;

    let untold: BTreeSet<_> = allowed::UNTOLD.iter().map(|(id, _)| (*id).to_owned()).collect();
    assert_eq!(story.untold(), untold);
    app.stop().await;
}
