//! Every statement on what is open with somebody; the policies add the tenant to each.
use access::Tx;
use approval::DocumentKind;
use kernel::{DocumentId, Error, PersonId, Reference, Text};

use super::{OpenDocument, OtherWork};

/// Requisitions that somebody asked for, orders that they asked for or drafted, and both that they took over, that have not ended; drafts first, the newest
/// first.
pub(super) async fn open_documents(tx: &mut Tx, person: PersonId, at_most: i64) -> Result<Vec<OpenDocument>, Error> {
    let rows = sqlx::query!(
        r#"
        with taken as (
            select w.document_id as id from tenant.watcher w where w.person_id = $1 and w.because = 'successor'
        )
        select d.kind as "kind!", d.id as "id!: DocumentId", d.number as "number?: Reference", d.title as "title!: Text",
               d.lifecycle = 'draft' as "is_draft!"
        from (
            select 'requisition' as kind, r.id, r.number, r.title, r.lifecycle
            from tenant.requisition r
            where r.id in (select own.id from tenant.requisition own where own.requester_id = $1 union select t.id from taken t)
              and r.lifecycle in ('draft', 'in_approval', 'approved', 'partially_ordered')
            union all
            select 'purchase_order', o.id, o.number, o.title, o.lifecycle
            from tenant.purchase_order o
            where o.id in (
                select own.id from tenant.purchase_order own where own.requester_id = $1 or own.created_by = $1 union select t.id from taken t)
              and o.lifecycle in ('draft', 'pending_approval', 'approved', 'issued', 'acknowledged')
        ) d
        order by d.lifecycle = 'draft' desc, d.id desc
        limit $2
        "#,
        person.0,
        at_most
    )
    .fetch_all(tx.connection()?)
    .await?;
    let mut documents = Vec::new();
    for row in rows {
        let kind = DocumentKind::of_code(&row.kind)
            .ok_or_else(|| std::io::Error::other("a document's kind is no word of ours"))?;
        documents.push(OpenDocument { kind, id: row.id, number: row.number, title: row.title, is_draft: row.is_draft });
    }
    Ok(documents)
}

/// How much is open that needs nobody in their place.
pub(super) async fn other_work(tx: &mut Tx, person: PersonId) -> Result<OtherWork, Error> {
    let found = sqlx::query_as!(
        OtherWork,
        r#"
        select (select count(*) from tenant.supplier s where s.created_by = $1 and s.status = 'proposed') as "suppliers!",
               (select count(*) from tenant.approval_policy_draft d where d.created_by = $1 and d.status in ('open', 'proposed')) as "policy_drafts!",
               (select count(*) from tenant.access_grant g where (g.asked_by = $1 or g.person_id = $1) and g.state = 'waiting') as "grants!",
               (select count(*) from tenant.api_key k
                where (k.asked_by = $1 or k.rotated_by = $1) and k.state = 'active' and k.expires_at > door.now()) as "api_keys!",
               (select count(*) from tenant.import i where i.created_by = $1 and i.state = 'tried') as "imports!"
        "#,
        person.0
    );
    Ok(found.fetch_one(tx.connection()?).await?)
}
