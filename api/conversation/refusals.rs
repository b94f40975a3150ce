//! What this room says when it says no.

kernel::refusals! {
    TOO_MANY_COMMENTS = 409 "too_many_comments": "At most 2,000 comments stand under one document.",
        who "", next "Go on in a new document that names this one.";
    WATCHES_BY_PART = 409 "watches_by_part": "Whoever asked for a document or is asked to approve it keeps it in sight.",
        who "", next "Only people who were asked to watch, or mentioned in a comment, can stop watching.";
}
