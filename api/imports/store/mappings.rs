//! The mappings that an organisation keeps, one for each kind and header.
use access::Tx;
use kernel::{Error, Name, PersonId};

use super::read;
use crate::{
    Import,
    remembered::{KeptMapping, Remembered, fingerprint},
};

fn names(import: &Import) -> impl Iterator<Item = &str> {
    import.header.iter().map(|column| column.name.as_str())
}

/// What is kept for files of this header.
pub async fn kept_for(tx: &mut Tx, kind: &str, header: &[String]) -> Result<Option<KeptMapping>, Error> {
    find(tx, kind, &fingerprint(header.iter().map(String::as_str))).await
}

/// What is kept for files like that of an import.
pub async fn kept(tx: &mut Tx, import: &Import) -> Result<Option<KeptMapping>, Error> {
    find(tx, &import.kind, &fingerprint(names(import))).await
}

async fn find(tx: &mut Tx, kind: &str, fingerprint: &[u8]) -> Result<Option<KeptMapping>, Error> {
    let row = sqlx::query!(
        r#"
        select m.mapping, m.saved_by as "saved_by: PersonId", p.name as "saved_by_name: Name", m.saved_at
        from tenant.import_mapping m
        join tenant.person p on (p.org_id, p.id) = (m.org_id, m.saved_by)
        where m.kind = $1 and m.fingerprint = $2
        "#,
        kind,
        fingerprint
    )
    .fetch_optional(tx.connection()?)
    .await?;
    let kept = row.map(|row| {
        let remembered: Remembered = read(row.mapping)?;
        Ok(KeptMapping { remembered, saved_by: row.saved_by, saved_by_name: row.saved_by_name, saved_at: row.saved_at })
    });
    kept.transpose()
}

/// Keeps the mapping of an import for the next file of its header; one that says the same stays as it is.
pub async fn remember(tx: &mut Tx, import: &Import) -> Result<(), Error> {
    let (at, fingerprint) = (tx.now(), fingerprint(names(import)));
    sqlx::query!(
        "
        insert into tenant.import_mapping as m (org_id, kind, fingerprint, mapping, saved_by, saved_at)
        values ((select door.org_id()), $1, $2, $3, (select door.person_id()), $4)
        on conflict (org_id, kind, fingerprint) do update
        set mapping = excluded.mapping, saved_by = excluded.saved_by, saved_at = excluded.saved_at
        where m.mapping <> excluded.mapping
        ",
        import.kind,
        fingerprint.as_slice(),
        serde_json::to_value(Remembered::of(&import.mapping, names(import)))?,
        at
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}

/// Forgets what is kept for files like that of an import.
pub async fn forget(tx: &mut Tx, import: &Import) -> Result<(), Error> {
    let fingerprint = fingerprint(names(import));
    sqlx::query!(
        "delete from tenant.import_mapping where kind = $1 and fingerprint = $2",
        import.kind,
        fingerprint.as_slice()
    )
    .execute(tx.connection()?)
    .await?;
    Ok(())
}
