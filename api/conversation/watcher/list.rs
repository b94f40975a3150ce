//! Who watches.
use access::Tx;
use kernel::Error;
use uuid::Uuid;

use super::{Watcher, store};

/// Who watches a document, the longest first; at most 500.
pub async fn watchers_of(tx: &mut Tx, document_id: Uuid) -> Result<Vec<Watcher>, Error> {
    store::list(tx, document_id).await
}
