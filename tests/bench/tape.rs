//! Records what is to be replayed: real requests of the service, one after the other, on a copy of their own.
use std::sync::Arc;

use access::Pool;
use kernel::Error;

use crate::{
    client::{Client, Request},
    failure,
    ground::{Filling, Ground, Organisation},
    load::{Look, RecordedChain, chain},
    operation::{PAGE, Step, one, page},
    recorder::{Recorder, Recording},
    replay::replay,
};

/// What was recorded.
pub struct Tape<'a> {
    pub pages: Vec<Look<'a>>,
    pub orders: Vec<Look<'a>>,
    pub chains: Arc<[RecordedChain]>,
}

struct Taping<'a> {
    ground: &'a Ground,
    recorder: Recorder,
    client: Client,
}

/// Records a page and an order of each client, and so many chains, on this ground.
pub async fn tape<'a>(ground: &Ground, filling: &'a Filling, clients: usize, chains: usize) -> Result<Tape<'a>, Error> {
    let recorder = Recorder::before(&ground.administrator).await?;
    let app = filling.serve_at(ground, &recorder.address(&ground.administrator), 1, 1)?;
    let taping = Taping { ground, recorder, client: Client::of(&app.address) };
    let (mut pages, mut orders) = (Vec::new(), Vec::new());
    // The large organisation and as many others as there are clients.
    for organisation in filling.organisations.iter().cycle().take(clients) {
        pages.push(taping.look(page(organisation, "")).await?);
        let order = taping.order_of(organisation).await?;
        orders.push(taping.look(one(organisation, order)).await?);
    }
    let chains = taping.chains(&filling.organisations, chains).await?;
    app.stop().await;
    Ok(Tape { pages, orders, chains })
}

impl Taping<'_> {
    /// A cloned order in the middle of the newest page.
    async fn order_of(&self, organisation: &Organisation) -> Result<uuid::Uuid, Error> {
        let answer = self.client.asks(&page(organisation, "&lifecycle=issued"), 200).await?;
        let items = answer.get("items").and_then(serde_json::Value::as_array).ok_or_else(|| failure("no page"))?;
        let order = items.get(PAGE / 2).and_then(|order| order.get("id")).cloned();
        Ok(serde_json::from_value(order.ok_or_else(|| failure("no full page"))?)?)
    }

    // Twice, so that every statement is prepared when the second one is recorded.
    async fn look<'a>(&self, request: Request<'a>) -> Result<Look<'a>, Error> {
        self.client.sends(&request, 200).await?;
        let answer_bytes = self.client.sends(&request, 200).await?.len();
        let recording = self.recorder.take().await?;
        let bare = Pool::new(&self.ground.tenant(), 1, 1)?;
        let recorded_values = replay(&bare, &recording).await?;
        bare.close().await;
        Ok(Look { request, answer_bytes: Some(answer_bytes), recording, recorded_values })
    }

    // The last one is only there to prepare every statement.
    async fn chains(&self, organisations: &[Organisation], count: usize) -> Result<Arc<[RecordedChain]>, Error> {
        let mut recorded = Vec::new();
        self.chain(organisations, count).await?;
        for place in 0..count {
            recorded.push(self.chain(organisations, place).await?);
        }
        Ok(recorded.into())
    }

    async fn chain(&self, organisations: &[Organisation], place: usize) -> Result<RecordedChain, Error> {
        let (chain, mut seen, mut recordings) = (chain(organisations, place)?, None, Vec::<Recording>::new());
        for step in Step::ALL {
            seen = Some(chain.take(&self.client, step, seen).await?);
            recordings.push(self.recorder.take().await?);
        }
        recordings.try_into().map_err(|_| failure("a chain has four requests"))
    }
}
