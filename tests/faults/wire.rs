//! A wire between the service and its database that can be cut and mended.
use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

use tokio::{
    net::{TcpListener, TcpStream},
    sync::Notify,
};

/// A listening wire; what it passes ends when it is cut.
pub struct Wire {
    pub port: u16,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    is_cut: AtomicBool,
    connections: AtomicUsize,
    cut: Notify,
}

impl Wire {
    /// To the server at this address.
    pub async fn to(host: &str, port: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (own, server, state) =
            (listener.local_addr().unwrap().port(), (host.to_owned(), port), Arc::<State>::default());
        let watched = state.clone();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                watched.connections.fetch_add(1, Ordering::SeqCst);
                // Whoever comes while it is cut is hung up on at once.
                if !watched.is_cut.load(Ordering::SeqCst) {
                    tokio::spawn(pass(client, server.clone(), watched.clone()));
                }
            }
        });
        Self { port: own, state }
    }

    /// Nothing passes any more, and what was connected is not.
    pub fn cut(&self) {
        self.state.is_cut.store(true, Ordering::SeqCst);
        self.state.cut.notify_waiters();
    }

    /// How often somebody has come, whether it was cut or not.
    pub fn connections(&self) -> usize {
        self.state.connections.load(Ordering::SeqCst)
    }

    /// New connections pass again.
    pub fn mend(&self) {
        self.state.is_cut.store(false, Ordering::SeqCst);
    }
}

async fn pass(mut client: TcpStream, server: (String, u16), state: Arc<State>) {
    let cut = state.cut.notified();
    let Ok(mut server) = TcpStream::connect(server).await else { return };
    tokio::select! {
        _ = tokio::io::copy_bidirectional(&mut client, &mut server) => {}
        () = cut => {}
    }
}
