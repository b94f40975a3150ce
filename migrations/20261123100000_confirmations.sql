-- What must be said twice: kept when it is first asked for, done when the same is asked for with the code that was mailed, and by nothing else.
set local role countersign_door;

create table door.intent (
    id uuid primary key,
    org_id uuid not null references door.organisation,
    person_id uuid not null,
    session_id uuid not null,
    operation text not null check (operation ~ '^[a-z_]+\.[a-z_]+$'),
    target_id uuid not null,
    digest bytea not null check (octet_length(digest) = 32),
    code_mark bytea not null check (octet_length(code_mark) = 32),
    link_hash bytea not null unique check (octet_length(link_hash) = 32),
    title text not null check (length(title) between 1 and 300),
    state text not null default 'live' check (state in ('live', 'given', 'replaced', 'denied')),
    tries int not null default 0 check (tries >= 0),
    asked_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz,
    denied_at timestamptz,
    given_in xid8,
    constraint intent_end_check check ((state = 'live') = (ended_at is null)),
    constraint intent_given_check check ((state = 'given') = (given_in is not null)),
    constraint intent_life_check check (expires_at > asked_at and expires_at <= asked_at + interval '10 minutes')
);
create unique index intent_live on door.intent (org_id, person_id, session_id, operation) where state = 'live';
create index intent_person on door.intent (org_id, person_id, asked_at desc);
create index intent_age on door.intent (asked_at);
alter table door.intent enable row level security;
comment on table door.intent is 'What somebody is about to do, until they confirm it; one lives for each operation of a sign-in, so that no other sign-in can replace it.';
comment on column door.intent.digest is 'Of the request, of who sends it, of what it is done to and of every word that its person was shown.';
comment on column door.intent.code_mark is 'Of the code: an HMAC under a key that is derived from the ring of master keys, so that no copy of the database tells it.';
comment on column door.intent.tries is 'Wrong codes; five, and the right one confirms nothing either.';
comment on column door.intent.given_in is 'The transaction that it was used up in; in no other is it worth anything.';

alter table door.session drop constraint session_ended_because_check;
alter table door.session add constraint session_ended_because_check check (ended_because in ('signed_out', 'ended_by_administrator', 'refresh_token_reused',
    'password_changed', 'second_factor_changed', 'deactivated', 'expired', 'email_changed', 'email_refused', 'confirmation_denied'));

-- Keeps what the caller is about to do, and mails them its code with every word of it. At most five in a quarter of an hour that were not confirmed,
-- for who confirms reads the mailbox; then how long to wait.
create function door.ask_intent(
    intent_id uuid, of_target uuid, of_digest bytea, of_mark bytea, of_link bytea, of_title text, lines text[], device text, life interval,
    mail_id uuid, mail_key text, mail_sealed bytea
) returns table (expires_at timestamptz, sent_to text, retry_after_s int)
language plpgsql security definer rows 1 set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
    within constant interval := interval '15 minutes';
    asked int;
    first_at timestamptz;
begin
    -- Two at once wait for each other, so that each counts the other.
    perform pg_advisory_xact_lock(hashtextextended('intent' || actor.org_id || actor.person_id, 0));
    select count(*), min(i.asked_at) into asked, first_at
    from door.intent i
    where i.org_id = actor.org_id and i.person_id = actor.person_id and i.asked_at > actor.at - within and i.state <> 'given';
    if asked >= 5 then
        return query select actor.at, ''::text, greatest(1, ceil(extract(epoch from first_at + within - actor.at)))::int;
        return;
    end if;
    update door.intent i set state = 'replaced', ended_at = actor.at
    where i.org_id = actor.org_id and i.person_id = actor.person_id and i.session_id = actor.session_id and i.operation = actor.permission
      and i.state = 'live';
    insert into door.intent (id, org_id, person_id, session_id, operation, target_id, digest, code_mark, link_hash, title, asked_at, expires_at)
    values (intent_id, actor.org_id, actor.person_id, actor.session_id, actor.permission, of_target, of_digest, of_mark, of_link, of_title, actor.at,
        actor.at + life);
    insert into door.mail (id, org_id, person_id, address, kind, facts, key_name, sealed, request_id, asked_at, expires_at, not_before)
    select mail_id, p.org_id, p.id, p.email, 'confirmation',
        jsonb_build_object('at', actor.at, 'network', host(actor.network), 'device', device, 'title', of_title, 'lines', to_jsonb(lines),
            'life_minutes', extract(epoch from life)::int / 60),
        mail_key, mail_sealed, actor.request_id, actor.at, actor.at + life, actor.at
    from tenant.person p
    where p.org_id = actor.org_id and p.id = actor.person_id;
    return query
        select actor.at + life, p.email, null::int from tenant.person p where p.org_id = actor.org_id and p.id = actor.person_id;
end $$;

-- Whether a code may be used: null when it may, else how many more wrong ones are looked at, and -1 where the caller has no such intent that lives.
create function door.try_intent(of_intent uuid, code_marks bytea[]) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
    intent door.intent;
begin
    select i.* into intent
    from door.intent i
    where i.id = of_intent and i.org_id = actor.org_id and i.person_id = actor.person_id and i.session_id = actor.session_id
      and i.operation = actor.permission and i.state = 'live' and i.expires_at > actor.at
    for update;
    if not found then
        return -1;
    elsif intent.tries < 5 and intent.code_mark = any (code_marks) then
        return null;
    end if;
    update door.intent i set tries = i.tries + 1 where i.id = intent.id;
    return 4 - intent.tries;
end $$;

-- Uses the caller's intent up for what this transaction does: `given`, `changed` when it confirms something else, `over` when it confirms nothing.
create function door.redeem_intent(of_intent uuid, of_target uuid, of_digest bytea, code_marks bytea[]) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
    intent door.intent;
begin
    select i.* into intent
    from door.intent i
    where i.id = of_intent and i.org_id = actor.org_id and i.person_id = actor.person_id and i.session_id = actor.session_id
      and i.operation = actor.permission and i.state = 'live' and i.expires_at > actor.at and i.tries < 5 and i.code_mark = any (code_marks)
    for update;
    if not found then
        return 'over';
    elsif (intent.target_id, intent.digest) is distinct from (of_target, of_digest) then
        return 'changed';
    end if;
    update door.intent i set state = 'given', ended_at = actor.at, given_in = pg_current_xact_id() where i.id = intent.id;
    return 'given';
end $$;

-- Whether the caller confirmed this operation on this very thing, in this transaction; the triggers below ask it.
create function door.is_confirmed(of_operation text, of_target uuid) returns boolean
language plpgsql stable parallel restricted security definer set search_path = pg_catalog, pg_temp as $$
declare
    actor door.actor := door.actor();
begin
    return exists (
        select from door.intent i
        where i.org_id = actor.org_id and i.person_id = actor.person_id and i.operation = of_operation and i.target_id = of_target
          and i.given_in = pg_current_xact_id_if_assigned());
end $$;
grant execute on function door.ask_intent, door.try_intent, door.redeem_intent, door.is_confirmed to countersign_tenant;

-- Whoever reads the mailbox says that it was not them: what waits is frozen, and every sign-in of theirs ends. For a day, also where it was done already.
-- They and whoever may agree to rights are told.
create function door.deny_intent(of_link bytea, address text, request_id uuid) returns table (
    slug text, organisation_name text, person_name text, title text, is_done boolean
)
language plpgsql security definer rows 1 set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    intent door.intent;
    ended uuid[];
    is_given boolean;
begin
    select i.* into intent from door.intent i where i.link_hash = of_link and i.denied_at is null and i.asked_at > at - interval '1 day';
    if not found then
        return;
    end if;
    perform door.set_context(intent.org_id, intent.person_id, null, null, 'confirmation_link.deny', deny_intent.request_id, address::inet, 'link');
    perform from tenant.person p where p.org_id = intent.org_id and p.id = intent.person_id and p.is_active for no key update;
    if not found then
        return;
    end if;
    -- What is being confirmed at this moment is waited for.
    update door.intent i
    set denied_at = at, ended_at = coalesce(i.ended_at, at), state = case when i.state = 'live' then 'denied' else i.state end
    where i.id = intent.id and i.denied_at is null
    returning i.* into intent;
    if not found then
        return;
    end if;
    update door.intent i set denied_at = at, ended_at = at, state = 'denied'
    where i.org_id = intent.org_id and i.person_id = intent.person_id and i.state = 'live';
    -- A newer code may have done what this one was asked for.
    select exists (
        select from door.intent i
        where i.org_id = intent.org_id and i.person_id = intent.person_id and i.operation = intent.operation and i.target_id = intent.target_id
          and i.state = 'given' and i.ended_at >= intent.asked_at)
    into is_given;
    -- The password first: a sign-in that completes at this moment is seen below, or finds its beginning ended.
    perform from door.credential c where c.org_id = intent.org_id and c.person_id = intent.person_id for update;
    update door.sign_in s set ended_at = at where s.secret_hash in (
        select b.secret_hash from door.sign_in b
        where b.org_id = intent.org_id and b.person_id = intent.person_id and b.ended_at is null
        for update skip locked);
    delete from door.known_device d where d.org_id = intent.org_id and d.person_id = intent.person_id;
    with gone as (
        update door.session s set ended_at = at, ended_because = 'confirmation_denied'
        where s.org_id = intent.org_id and s.person_id = intent.person_id and s.ended_at is null
        returning s.id
    )
    select coalesce(array_agg(g.id order by g.id), '{}') into ended from gone g;
    perform door.record_events(jsonb_build_array(jsonb_build_object('action', 'confirmation.denied', 'entity', 'confirmation', 'entity_id', intent.id,
        'detail', jsonb_build_object('operation', intent.operation, 'target_id', intent.target_id, 'is_done', is_given, 'ended', ended))));
    insert into door.mail (id, org_id, person_id, address, kind, facts, request_id, asked_at, expires_at, not_before)
    select uuidv7(), p.org_id, p.id, p.email, 'confirmation_denied',
        jsonb_build_object('at', at, 'network', host(deny_intent.address::inet), 'title', intent.title, 'by', own.name, 'is_done', is_given),
        deny_intent.request_id, at, at + interval '3 days', at
    from tenant.person own
    join tenant.person p on p.org_id = own.org_id and p.is_active
    where own.org_id = intent.org_id and own.id = intent.person_id
      and (p.id = own.id or exists (
        select from door.allow_list l where l.org_id = p.org_id and l.person_id = p.id and 'grant.approve' = any (l.permissions)))
    order by p.id = own.id desc, p.id
    limit 200;
    return query
        select d.slug, o.name, p.name, intent.title, is_given
        from door.organisation d
        join tenant.organisation o on o.org_id = d.org_id
        join tenant.person p on p.org_id = o.org_id and p.id = intent.person_id
        where d.org_id = intent.org_id;
end $$;
grant execute on function door.deny_intent to countersign_sign_in;

-- Removes what is long over, a bounded number at a time.
create function door.clear_intents(rows_max int) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    gone int;
begin
    delete from door.intent i where i.id in (
        select id from door.intent where asked_at < door.now() - interval '2 days' limit rows_max);
    get diagnostics gone = row_count;
    return gone;
end $$;
grant execute on function door.clear_intents to countersign_worker;

set local role countersign_owner;
-- What must be confirmed is not done by any statement that was not: the arguments are the operation, and the column that says to what it is done.
create function tenant.demand_confirmation() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    changed jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end);
begin
    if door.person_id() is null then
        return null; -- The installation itself, which only the migrator can be.
    end if;
    if not door.is_confirmed(tg_argv[0], (changed ->> tg_argv[1])::uuid) then
        perform tenant.refuse(tg_table_name || '_confirmed', 'it must be confirmed first');
    end if;
    return null;
end $$;

-- The rules that hold where none were set are written down as they are before they are changed.
create trigger confirmed_from_the_start after insert on tenant.security_policy for each row
    when ((new.idle_minutes, new.lifetime_minutes, new.failures_max, new.failures_minutes, new.second_factor_grace_days) is distinct from (720, 1440, 10, 15, 14))
    execute function tenant.demand_confirmation('security_policy.update', 'org_id');
create trigger confirmed after update on tenant.security_policy for each row
    execute function tenant.demand_confirmation('security_policy.update', 'org_id');
create trigger confirmed after insert or update or delete on tenant.second_factor_demand for each row
    execute function tenant.demand_confirmation('security_policy.update', 'org_id');
create trigger confirmed after insert on tenant.approval_policy_version for each row
    execute function tenant.demand_confirmation('approval_policy.publish', 'draft_id');
create trigger confirmed after update of state on tenant.access_grant for each row when (old.state <> 'given' and new.state = 'given')
    execute function tenant.demand_confirmation('grant.approve', 'id');
create trigger confirmed after update of state on tenant.factor_reset for each row when (old.state <> 'approved' and new.state = 'approved')
    execute function tenant.demand_confirmation('factor_reset.approve', 'id');
