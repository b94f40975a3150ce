//! To whom an order's paper was mailed; the door knows how each mail stands for as long as it keeps it, and the row what came of it.
use access::{Tx, Work};
use chrono::{DateTime, Utc};
use kernel::{Email, Error, MailId, Message, Name, PersonId, Revision};

use crate::order::{
    OrderId, PersonNamed,
    mailing::{Addressee, Mailing, MailingState},
};

struct Row {
    id: MailId,
    address: Email,
    is_suppliers_address: bool,
    message: Option<Message>,
    revision: Revision,
    asked_by: PersonId,
    asked_by_name: Name,
    asked_at: DateTime<Utc>,
    state: MailingState,
    next_at: Option<DateTime<Utc>>,
    ended_at: Option<DateTime<Utc>>,
    reply: Option<String>,
}

impl From<Row> for Mailing {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            address: row.address,
            is_suppliers_address: row.is_suppliers_address,
            message: row.message,
            revision: row.revision,
            asked_by: PersonNamed { id: row.asked_by, name: row.asked_by_name },
            asked_at: row.asked_at,
            state: row.state,
            next_at: row.next_at,
            ended_at: row.ended_at,
            reply: row.reply,
        }
    }
}

/// Those of an order, the newest fifty; a mail that is sent once more stands as the door says, whatever came of it before.
pub(crate) async fn mailings(tx: &mut Tx, order: OrderId) -> Result<Vec<Mailing>, Error> {
    let rows = sqlx::query_as!(
        Row,
        r#"
        with newest as materialized (
            select org_id, id, address, is_suppliers_address, message, revision, asked_by, asked_at, outcome, ended_at, reply
            from tenant.order_mailing
            where order_id = $1
            order by id desc
            limit 50
        )
        select
            m.id as "id!: MailId", m.address as "address!: Email", m.is_suppliers_address as "is_suppliers_address!",
            m.message as "message?: Message", m.revision as "revision!: Revision", m.asked_by as "asked_by!: PersonId",
            p.name as "asked_by_name!: Name", m.asked_at as "asked_at!",
            case d.state when 'sending' then 'waiting' else coalesce(d.state, m.outcome, 'waiting') end as "state!: MailingState",
            d.next_at as "next_at?", case when d.id is null then m.ended_at else d.ended_at end as "ended_at?",
            case when d.id is null then m.reply else d.reply end as "reply?"
        from newest m
        join tenant.person p on (p.org_id, p.id) = (m.org_id, m.asked_by)
        left join door.mail_states(array(select n.id from newest n)) d on d.id = m.id
        order by m.id desc
        "#,
        order.0
    )
    .fetch_all(tx.connection()?)
    .await?;
    Ok(rows.into_iter().map(Mailing::from).collect())
}

/// How often an order was mailed since then.
pub(crate) async fn mailings_since(tx: &mut Tx, order: OrderId, since: DateTime<Utc>) -> Result<i64, Error> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!" from tenant.order_mailing where order_id = $1 and asked_at > $2"#,
        order.0,
        since
    )
    .fetch_one(tx.connection()?)
    .await?)
}

/// Keeps to whom it is mailed, and what is said beside it.
pub(crate) async fn keep_mailing<P>(
    work: &mut Work<'_, P>,
    id: MailId,
    order: OrderId,
    revision: Revision,
    (to, message): (&Addressee, Option<&Message>),
) -> Result<(), Error> {
    let at = work.now();
    sqlx::query!(
        "
        insert into tenant.order_mailing (
            org_id, id, order_id, address, is_suppliers_address, message, revision, asked_by, asked_at)
        values ((select door.org_id()), $1, $2, $3, $4, $5, $6, (select door.person_id()), $7)
        ",
        id.0,
        order.0,
        to.address.as_str(),
        to.is_suppliers,
        message.map(Message::as_str),
        revision.0,
        at
    )
    .execute(work.connection()?)
    .await?;
    Ok(())
}

/// Where the supplier of an order takes orders.
pub(crate) async fn address_of_supplier(tx: &mut Tx, order: OrderId) -> Result<Option<Email>, Error> {
    Ok(sqlx::query_scalar!(
        r#"
        select s.email as "email?: Email"
        from tenant.purchase_order o
        join tenant.supplier s on (s.org_id, s.id) = (o.org_id, o.supplier_id)
        where o.id = $1
        "#,
        order.0
    )
    .fetch_optional(tx.connection()?)
    .await?
    .flatten())
}
