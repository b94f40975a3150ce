//! The mail server of a demo and of the tests: takes everything and hands nothing on, so that no letter of theirs reaches anybody.
use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Stdio,
};

use kernel::Error;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

/// One that runs; it ends when this is dropped, or with this process however that ends.
#[derive(Debug)]
pub struct MailCatcher {
    /// Where it keeps what it took.
    pub folder: PathBuf,
    port: u16,
    _child: Child,
}

impl MailCatcher {
    /// Starts one; `tools` is where `tools/install mail` unpacked it.
    pub async fn start(tools: &Path, folder: PathBuf) -> Result<Self, Error> {
        let python = std::env::var("COUNTERSIGN_PYTHON").unwrap_or_else(|_| "python3".into());
        let mut child = Command::new(python)
            .arg(tools.join("catcher.py"))
            .arg(&folder)
            .env("PYTHONPATH", tools.join("package"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let out = child.stdout.take().ok_or_else(|| std::io::Error::other("the mail catcher has no output"))?;
        let line = BufReader::new(out).lines().next_line().await?;
        let port = line.ok_or_else(|| std::io::Error::other("the mail catcher ended: run `tools/install mail`"))?;
        Ok(Self { folder, port: port.parse()?, _child: child })
    }

    /// Its address, as a setting names it.
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address())
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        SocketAddr::from(([127, 0, 0, 1], self.port))
    }
}
