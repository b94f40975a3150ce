//! A database, searched row by row and file by file.
use std::{fs, path::PathBuf};

use sqlx::{AssertSqlSafe, ConnectOptions, PgConnection, postgres::PgConnectOptions};

/// One of them.
pub struct Store(PgConnectOptions);

impl Store {
    pub fn of(address: PgConnectOptions) -> Self {
        Self(address)
    }

    async fn administrator(&self) -> PgConnection {
        self.0.connect().await.unwrap()
    }

    /// Every table, the catalogue's too, in which a row holds the word.
    pub async fn rows_with(&self, word: &str) -> Vec<String> {
        let mut administrator = self.administrator().await;
        // Statistics hold values of columns.
        sqlx::raw_sql("analyze").execute(&mut administrator).await.unwrap();
        let tables: Vec<String> = sqlx::query_scalar(
            "select c.oid::regclass::text from pg_class c where c.relkind in ('r', 'm') and not c.relisshared order by 1",
        )
        .fetch_all(&mut administrator)
        .await
        .unwrap();
        assert!(tables.len() > 60, "{tables:?}");
        let mut holding = Vec::new();
        for table in tables {
            let look = format!("select exists (select from {table} t where strpos(lower(t::text), $1) > 0)");
            let holds = sqlx::query_scalar(AssertSqlSafe(look)).bind(word).fetch_one(&mut administrator).await.unwrap();
            if holds {
                holding.push(table);
            }
        }
        holding
    }

    /// The columns of the organisations' tables that may hold a free text, and in no row hold the word: texts and documents,
    /// without those that a check or a reference binds to a list.
    pub async fn texts_without(&self, word: &str) -> Vec<String> {
        let mut administrator = self.administrator().await;
        let columns: Vec<(String, String)> = sqlx::query_as(
            "select c.relname::text, a.attname::text
             from pg_class c
             join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
             where c.relnamespace = 'tenant'::regnamespace and c.relkind = 'r'
               and a.atttypid in ('text'::regtype, 'jsonb'::regtype, 'text[]'::regtype)
               and not exists (
                   select from pg_constraint k
                   where k.conrelid = c.oid and a.attnum = any (k.conkey)
                     and (k.contype = 'f' or k.contype = 'c' and pg_get_constraintdef(k.oid) ~ '= ANY|~ ''')
               )
             order by 1, 2",
        )
        .fetch_all(&mut administrator)
        .await
        .unwrap();
        let mut without = Vec::new();
        for (table, column) in columns {
            let look =
                format!("select exists (select from tenant.{table} t where strpos(lower(t.{column}::text), $1) > 0)");
            let holds: bool =
                sqlx::query_scalar(AssertSqlSafe(look)).bind(word).fetch_one(&mut administrator).await.unwrap();
            if !holds {
                without.push(format!("{table}.{column}"));
            }
        }
        without
    }

    /// How many of the database's files hold the word; none when they are out of reach.
    pub async fn files_with(&self, word: &str) -> Option<usize> {
        let mut administrator = self.administrator().await;
        sqlx::raw_sql("checkpoint").execute(&mut administrator).await.unwrap();
        let (folder, oid): (String, i64) = sqlx::query_as(
            "select current_setting('data_directory'), oid::int8 from pg_database where datname = current_database()",
        )
        .fetch_one(&mut administrator)
        .await
        .unwrap();
        let files = fs::read_dir(PathBuf::from(folder).join("base").join(oid.to_string())).ok()?;
        let holding =
            files.filter_map(Result::ok).filter(|file| fs::read(file.path()).is_ok_and(|bytes| holds(&bytes, word)));
        Some(holding.count())
    }

    /// Whether the log of the database's server holds the word; none when it is out of reach.
    pub async fn server_log_with(&self, word: &str) -> Option<bool> {
        let mut administrator = self.administrator().await;
        let folder: String = sqlx::query_scalar("show data_directory").fetch_one(&mut administrator).await.unwrap();
        let folder = PathBuf::from(folder);
        let log = folder.ancestors().take(2).find_map(|folder| fs::read(folder.join("server.log")).ok())?;
        Some(holds(&log, word))
    }
}

/// Whether bytes hold a word of small letters, in whichever case.
pub fn holds(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|part| part.eq_ignore_ascii_case(word.as_bytes()))
}
