//! What was said, page by page.
use access::Tx;
use kernel::{Cursor, Error, Page, PageSize};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::{Comment, store};

/// Which page of the comments.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CommentsRequest {
    /// The `next_cursor` of the page before.
    #[serde(default)]
    #[param(nullable = false)]
    pub cursor: Option<Cursor>,
    /// How many at most.
    #[serde(default)]
    pub limit: PageSize,
}

/// What was said about a document, oldest first.
pub async fn comments_of(tx: &mut Tx, document_id: Uuid, request: &CommentsRequest) -> Result<Page<Comment>, Error> {
    let after = request.cursor.as_ref().map_or(Ok(0), Cursor::place)?;
    let comments = store::page(tx, document_id, after, request.limit.rows_asked()).await?;
    Page::cut(comments, request.limit, |comment| comment.number)
}
