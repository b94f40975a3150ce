//! Talking about documents: who watches one, and what was said.
//!
//! This room knows a document only by its kind and id, so that every kind may be talked about in one way. It has no
//! operations of its own: who may see a document is known by the room that keeps it, and that room offers the
//! comments and the watchers under its own address, after it has looked. A watcher sees the document, which is why
//! whoever asked for it, approves it or was mentioned becomes one; only those without such a part can leave again.
//! At most 2,000 comments stand under a document, numbered in order, and none is ever taken back.

mod comment;
mod document;
mod refusals;
mod watcher;

pub use comment::{
    Comment, CommentId, MENTIONS_MAX, Mentioned,
    add::{CommentRequest, add_comment},
    list::{CommentsRequest, comments_of},
};
pub use document::DocumentKindText;
pub use refusals::*;
pub use watcher::{
    Because, Watcher, Watchers,
    add::{WatchRequest, watch, watch_all, watch_on_request},
    list::watchers_of,
    remove::unwatch,
};
