-- An issued order's paper is mailed to its supplier. What was asked for stands beside the order, with what became of it: the mail itself is forgotten
-- after ninety days, and whether an order reached its supplier is asked later than that.
create table tenant.order_mailing (
    org_id uuid not null,
    id uuid not null,
    order_id uuid not null,
    address text not null check (length(address) between 3 and 254),
    is_suppliers_address boolean not null,
    message text check (length(message) between 1 and 2000),
    revision bigint not null,
    asked_by uuid not null,
    asked_at timestamptz not null,
    outcome text check (outcome in ('sent', 'failed')),
    ended_at timestamptz,
    reply text check (length(reply) <= 500),
    primary key (org_id, id),
    constraint order_mailing_paper_fkey foreign key (org_id, order_id) references tenant.printed_order,
    constraint order_mailing_asker_fkey foreign key (org_id, asked_by) references tenant.person,
    constraint order_mailing_end_check check ((outcome is null) = (ended_at is null))
);
create index order_mailing_newest on tenant.order_mailing (org_id, order_id, id desc);
create index order_mailing_asker on tenant.order_mailing (org_id, asked_by);
comment on table tenant.order_mailing is 'To whom an order''s kept paper was mailed, by whom, and what came of it; the id is that of the door''s mail.';
comment on column tenant.order_mailing.reply is 'What the mail server last answered when it did not take it.';
call tenant.adopt('order_mailing', plain => array['org_id', 'id', 'order_id', 'is_suppliers_address', 'message', 'revision', 'asked_by', 'asked_at', 'outcome',
    'ended_at'], personal => array['address', 'reply']);
grant select, insert on tenant.order_mailing to countersign_tenant;
grant select, update (outcome, ended_at, reply) on tenant.order_mailing to countersign_door;
grant select on tenant.printed_order to countersign_door;

set local role countersign_door;
-- Mails what was just asked for, to the address that stands there: no paper, no mail, and nobody asks in another's name.
create function door.mail_order(of_mailing uuid, facts jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
begin
    insert into door.mail (id, org_id, address, kind, facts, request_id, asked_at, expires_at, not_before)
    select o.id, actor.org_id, o.address, 'purchase_order', mail_order.facts, actor.request_id, actor.at, actor.at + interval '3 days', actor.at
    from tenant.order_mailing o
    where o.org_id = actor.org_id and o.id = of_mailing and o.asked_by = actor.person_id and o.outcome is null;
    if not found then
        raise exception 'no paper to be mailed' using errcode = 'CS409';
    end if;
end $$;

-- What goes with an order's mail that is in hand: the bytes that were kept at the issue, and who answers for it.
create function door.mail_enclosure(of_ticket bytea) returns table (file_name text, bytes bytea, sender_name text, reply_to text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    mail door.mail;
begin
    select m.* into mail from door.mail m where m.ticket_hash = of_ticket and m.state = 'sending';
    if not found then
        return;
    end if;
    perform door.set_context(mail.org_id, null, null, null, 'mail.send', mail.request_id, null, 'worker');
    return query
        select (mail.facts ->> 'number') || '.pdf', d.pdf, p.name, p.email
        from tenant.order_mailing o
        join tenant.printed_order d on d.org_id = o.org_id and d.order_id = o.order_id
        join tenant.person p on p.org_id = o.org_id and p.id = o.asked_by
        where o.org_id = mail.org_id and o.id = mail.id;
end $$;

-- How mails of the caller's organisation stand; those that were forgotten are not among them.
create function door.mail_states(of_mails uuid[]) returns table (id uuid, state text, next_at timestamptz, ended_at timestamptz, reply text)
language sql stable parallel restricted security definer rows 50 set search_path = pg_catalog, pg_temp
begin atomic
    select m.id, m.state, case when m.state = 'waiting' then m.not_before end, m.ended_at, m.reply
    from door.mail m
    where m.org_id = door.org_id() and m.id = any (of_mails);
end;
grant execute on function door.mail_order, door.mail_states to countersign_tenant;
grant execute on function door.mail_enclosure to countersign_worker;

-- What became of an order's mail, kept beside the order and told in its trail; under the context of its organisation.
create function door.settle_mailing(mail door.mail, fate text, last_reply text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    of_order uuid;
begin
    update tenant.order_mailing o set outcome = fate, ended_at = door.now(), reply = last_reply
    where o.org_id = mail.org_id and o.id = mail.id
    returning o.order_id into of_order;
    if found then
        perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'purchase_order.mail_' || fate, 'entity', 'purchase_order',
            'entity_id', of_order, 'detail', jsonb_build_object('mail_id', mail.id))));
    end if;
end $$;

-- As before, and beside the order if it was an order's.
create or replace function door.fail_mail(mail door.mail, last_reply text, because text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    update door.mail m set state = 'failed', ended_at = door.now(), ticket_hash = null, leased_until = null, reply = coalesce(last_reply, m.reply)
    where m.id = mail.id;
    perform door.set_context(mail.org_id, null, null, null, 'mail.send', mail.request_id, null, 'worker');
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'mail.failed', 'entity', 'mail', 'entity_id', mail.id,
        'detail', jsonb_build_object('kind', mail.kind, 'because', because))));
    if mail.kind = 'purchase_order' then
        perform door.settle_mailing(mail, 'failed', coalesce(last_reply, mail.reply));
    end if;
end $$;

-- As before, and beside the order if it was an order's.
create or replace function door.end_mail(of_ticket bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    mail door.mail;
begin
    update door.mail m
    set state = 'sent', ended_at = door.now(), ticket_hash = null, leased_until = null, key_name = null, sealed = null, reply = null
    where m.ticket_hash = of_ticket and m.state = 'sending'
    returning m.* into mail;
    if not found then
        return false;
    end if;
    perform door.set_context(mail.org_id, null, null, null, 'mail.send', mail.request_id, null, 'worker');
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'mail.sent', 'entity', 'mail', 'entity_id', mail.id,
        'detail', jsonb_build_object('kind', mail.kind))));
    if mail.kind = 'purchase_order' then
        perform door.settle_mailing(mail, 'sent', null);
    end if;
    return true;
end $$;

set local role countersign_owner;
