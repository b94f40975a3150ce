//! Plans and messages of what the service really sends, on ten thousand orders; nothing here is timed.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]
mod bare;
mod messages;
mod plans;

use std::str::FromStr;

use access::PlanePasswords;
use bench::{
    app::App,
    client::{Client, Request},
    ground::{Filling, Ground},
    recorder::{Recorder, Recording},
};
use sqlx::postgres::PgConnectOptions;

const ORDERS: u32 = 10_000;

/// A filled database of one test, and the service that is listened to.
struct Scene {
    ground: Ground,
    filling: Filling,
    recorder: Recorder,
    app: App,
    client: Client,
}

impl Scene {
    async fn open(name: &str) -> Self {
        let url = std::env::var("DATABASE_URL").expect("DATABASE_URL: run the tests below `throwaway`");
        let secret = std::env::var("COUNTERSIGN_DATABASE_SECRET").expect("COUNTERSIGN_DATABASE_SECRET");
        let (cluster, passwords) = (PgConnectOptions::from_str(&url).unwrap(), PlanePasswords::of(&secret));
        let template = Some("countersign_template");
        let (filled, filling) = Ground::filled(&cluster, &passwords, template, ORDERS).await.unwrap();
        let ground = filled.copy(name).await.unwrap();
        let recorder = Recorder::before(&ground.administrator).await.unwrap();
        let address = recorder.address(&ground.administrator);
        // One connection, so that after a first request everything is prepared.
        let app = filling.serve_at(&ground, &address, 1, 1).unwrap();
        let client = Client::of(&app.address);
        Self { ground, filling, recorder, app, client }
    }

    /// What the service sends for this request, its statements being prepared already.
    async fn records(&self, request: &Request<'_>) -> Recording {
        for _ in 0..2 {
            self.client.sends(request, 200).await.unwrap();
        }
        self.recorder.take().await.unwrap()
    }

    async fn close(self) {
        self.app.stop().await;
        self.ground.drop().await.unwrap();
    }
}
