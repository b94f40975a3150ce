-- Mail to operators: they belong to no home, so what is to be sent to them waits here, in the transaction of what it tells.
set local role countersign_door;
grant usage on schema platform to countersign_worker;

create table platform.mail (
    id uuid primary key,
    operator_id uuid not null references platform.operator,
    address text not null check (length(address) between 3 and 254),
    kind text not null check (kind ~ '^[a-z_]{1,40}$'),
    facts jsonb not null,
    key_name text,
    sealed bytea,
    asked_at timestamptz not null,
    expires_at timestamptz not null,
    not_before timestamptz not null,
    attempts int not null default 0,
    state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'failed')),
    ticket_hash bytea check (octet_length(ticket_hash) = 32),
    leased_until timestamptz,
    reply text check (length(reply) <= 1000),
    ended_at timestamptz,
    constraint mail_sealed_check check ((key_name is null) = (sealed is null)),
    constraint mail_lease_check check ((state = 'sending') = (ticket_hash is not null) and (ticket_hash is null) = (leased_until is null)),
    constraint mail_end_check check ((state in ('sent', 'failed')) = (ended_at is not null))
);
create index mail_operator on platform.mail (operator_id);
create index mail_due on platform.mail (not_before, id) where state in ('waiting', 'sending');
create unique index mail_ticket on platform.mail (ticket_hash) where ticket_hash is not null;
create index mail_age on platform.mail (ended_at) where ended_at is not null;
alter table platform.mail enable row level security;
comment on table platform.mail is 'What is to be mailed to operators, and what became of it; what it says is forgotten once it has left.';

-- Ends a mail, and forgets what it says.
create function platform.finish_mail(of_mail uuid, with_state text, last_reply text) returns void
language sql set search_path = pg_catalog, pg_temp
begin atomic
    update platform.mail m
    set state = with_state, reply = left(coalesce(last_reply, m.reply), 1000), ended_at = platform.now(), ticket_hash = null, leased_until = null,
        facts = '{}', key_name = null, sealed = null
    where m.id = of_mail;
end;

-- The mail that is due the longest is its worker's until the lease ends. What nobody needs any more is not sent.
create function platform.claim_mail(new_ticket bytea, lease interval) returns table (
    id uuid, kind text, facts jsonb, key_name text, sealed bytea, address text, operator_name text, asked_at timestamptz
)
language plpgsql security definer rows 1 set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := platform.now();
    attempts_max constant int := 12;
    mail platform.mail;
begin
    delete from platform.mail o where o.id in (
        select m.id from platform.mail m where m.ended_at < at - interval '90 days' limit 100);
    loop
        select m.* into mail
        from platform.mail m
        where m.state = 'waiting' and m.not_before <= at or m.state = 'sending' and m.leased_until < at
        order by m.not_before, m.id
        limit 1
        for update skip locked;
        exit when not found;
        if mail.expires_at <= at then
            perform platform.finish_mail(mail.id, 'failed', 'expired');
        elsif mail.attempts >= attempts_max then
            perform platform.finish_mail(mail.id, 'failed', null);
        else
            update platform.mail m
            set state = 'sending', ticket_hash = sha256(new_ticket), leased_until = at + lease, attempts = m.attempts + 1
            where m.id = mail.id;
            return query
                select mail.id, mail.kind, mail.facts, mail.key_name, mail.sealed, mail.address, o.name, mail.asked_at
                from platform.operator o
                where o.id = mail.operator_id;
            exit;
        end if;
    end loop;
end $$;

-- It has left.
create function platform.end_mail(of_ticket bytea) returns void
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    select platform.finish_mail(m.id, 'sent', null) from platform.mail m where m.ticket_hash = sha256(of_ticket);
end;

-- It was not taken: for good, or until later, each time later than before.
create function platform.refuse_mail(of_ticket bytea, last_reply text, is_final boolean) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    mail platform.mail;
begin
    select m.* into mail from platform.mail m where m.ticket_hash = sha256(of_ticket) for update;
    if not found then
        return;
    elsif is_final then
        perform platform.finish_mail(mail.id, 'failed', last_reply);
        return;
    end if;
    update platform.mail m
    set state = 'waiting', ticket_hash = null, leased_until = null, reply = left(last_reply, 1000),
        not_before = platform.now() + least(interval '5 seconds' * power(2, m.attempts - 1), interval '1 hour')
    where m.id = mail.id;
end $$;
grant execute on function platform.claim_mail, platform.end_mail, platform.refuse_mail to countersign_worker;

reset role;
