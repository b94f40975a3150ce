//! Every exception, one a line, each with its reason.

/// What a line is an exception from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    NamesSqlx,
    NamesActix,
    FileLength,
    FunctionLength,
    FileName,
    SessionSet,
    MachinePath,
    UnfinishedWord,
    SamePath,
}

/// The exceptions: rule, file or place, reason.
pub const ALLOWED: &[(Rule, &str, &str)] = &[
    (Rule::NamesSqlx, "api/kernel/lib.rs", "hands sqlx to the macro that declares ids"),
    (Rule::NamesSqlx, "api/kernel/money.rs", "currencies are text to the database"),
    (Rule::NamesSqlx, "api/kernel/place.rs", "time zones are text to the database"),
    (Rule::NamesSqlx, "api/server/app.rs", "a state for the document alone needs a pool that reaches nothing"),
    (Rule::NamesSqlx, "api/server/command/check.rs", "walks the catalogue as the migrator, before anybody serves"),
    (Rule::NamesSqlx, "api/server/command/place.rs", "a command finds or starts its database"),
    (Rule::NamesSqlx, "api/server/command/serve.rs", "the directory's pool is opened where serving begins"),
    (Rule::NamesSqlx, "api/server/demo.rs", "the demo is loaded as the installation, before there is a session"),
    (Rule::NamesSqlx, "api/server/embedded_postgres.rs", "says how the server that it started is reached"),
    (Rule::NamesActix, "api/access/answer.rs", "an answer is bytes, headers and a status"),
    (Rule::NamesActix, "api/access/cookie.rs", "the refresh cookie is a header that it reads and writes"),
    (Rule::NamesActix, "api/access/cross_tenant.rs", "the way in before there is a session"),
    (Rule::NamesActix, "api/access/entry.rs", "says of each kind of argument what the document must know"),
    (Rule::NamesActix, "api/access/operation.rs", "registers a handler together with its document"),
    (Rule::NamesActix, "api/access/request.rs", "reads where a request comes from"),
    (Rule::NamesActix, "api/access/same_origin.rs", "reads what a browser says of where it comes from"),
    (Rule::NamesActix, "api/exports/answer.rs", "a file leaves piece by piece"),
    (Rule::NamesActix, "api/exports/request.rs", "takes the filters of a list out of the query"),
    (Rule::NamesActix, "api/kernel/wire.rs", "parses bodies, filters and revisions once, strictly"),
    (
        Rule::MachinePath,
        "api/server/embedded_postgres/place.rs",
        "where a clone is closed to other users, data stands in the shared folder",
    ),
    (Rule::MachinePath, "api/server/tests/embedded_postgres.rs", "looks for that folder"),
    (Rule::MachinePath, "docs/security/asvs.md", "names a test of the room's folder `home`"),
    (Rule::MachinePath, "docs/security/asvs.toml", "names the same test"),
    (Rule::MachinePath, "docs/operations.md", "tells of that folder"),
    (Rule::UnfinishedWord, "docs/style.md", "forbids the word by naming it"),
    (
        Rule::SamePath,
        "api/purchasing/order/list_comments.rs",
        "order/comment.rs asserts the list that a comment shows in",
    ),
];
