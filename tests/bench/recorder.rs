//! Stands between the service and PostgreSQL, passes every byte on, and keeps what requests send.
use std::{sync::Arc, time::Duration};

use kernel::Error;
use sqlx::postgres::PgConnectOptions;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::watch,
    task::JoinHandle,
    time::timeout,
};

use crate::{
    failure,
    message::{Message, Reader},
};

/// What one request sent, from `begin` to `commit` or `rollback`.
pub type Recording = Arc<[Message]>;

/// Whose messages are kept: a request's.
const ROLE: &str = "countersign_tenant";
const ENDS_WITHIN: Duration = Duration::from_secs(30);

/// The recorder; dropped, it hears nothing more.
pub struct Recorder {
    port: u16,
    kept: watch::Sender<Vec<Message>>,
    listening: JoinHandle<()>,
}

impl Recorder {
    /// Before the server at this address.
    pub async fn before(server: &PgConnectOptions) -> Result<Self, Error> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let port = listener.local_addr()?.port();
        let address = (server.get_host().to_owned(), server.get_port());
        let kept = watch::Sender::new(Vec::new());
        let keeps = kept.clone();
        let listening = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (address, keeps) = (address.clone(), keeps.clone());
                tokio::spawn(async move {
                    if let Err(error) = pass_on(client, &address, keeps).await {
                        tracing::warn!(%error, "a recorded connection ended");
                    }
                });
            }
        });
        Ok(Self { port, kept, listening })
    }

    /// The way to the same server through the recorder.
    pub fn address(&self, server: &PgConnectOptions) -> PgConnectOptions {
        server.clone().host("127.0.0.1").port(self.port).ssl_mode(sqlx::postgres::PgSslMode::Disable)
    }

    /// What the newest request sent, once its transaction has ended: a read's rollback comes after its answer.
    pub async fn take(&self) -> Result<Recording, Error> {
        let mut receiver = self.kept.subscribe();
        let has_ended = |kept: &Vec<Message>| kept.last().is_some_and(Message::ends);
        let waited = timeout(ENDS_WITHIN, receiver.wait_for(has_ended)).await;
        waited.map_err(|_| failure("the recorded request did not end its transaction"))??;
        let mut kept = self.kept.send_replace(Vec::new());
        let begin = kept.iter().rposition(Message::begins).ok_or_else(|| failure("no recorded request began"))?;
        Ok(kept.split_off(begin).into())
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

async fn pass_on(
    client: TcpStream,
    server: &(String, u16),
    kept: watch::Sender<Vec<Message>>,
) -> Result<(), std::io::Error> {
    let server = TcpStream::connect(server).await?;
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    let ((from_client, mut to_client), (mut from_server, to_server)) = (client.into_split(), server.into_split());
    let back = tokio::spawn(async move { tokio::io::copy(&mut from_server, &mut to_client).await });
    let outcome = listen(from_client, to_server, &kept).await;
    back.abort();
    outcome
}

// What is heard is kept before it is passed on, so that it stands there when the answer comes.
async fn listen(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    kept: &watch::Sender<Vec<Message>>,
) -> Result<(), std::io::Error> {
    let (mut reader, mut buffer) = (Reader::default(), vec![0; 65_536]);
    loop {
        let count = from.read(&mut buffer).await?;
        let Some(bytes) = buffer.get(..count).filter(|bytes| !bytes.is_empty()) else { return Ok(()) };
        let messages = reader.read(bytes).ok_or_else(|| std::io::Error::other("no message that we know"))?;
        if reader.user == ROLE && !messages.is_empty() {
            kept.send_modify(|kept| kept.extend(messages));
        }
        to.write_all(bytes).await?;
    }
}
