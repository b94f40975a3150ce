-- What a second operator carries out is said twice: shown word for word and mailed to them, and done when the same is asked for with the code of the mail.
-- The functions that carry it out ask for that themselves, so no statement of the operators' role does it by calling them.
set local role countersign_door;

create table platform.intent (
    id uuid primary key,
    operator_id uuid not null references platform.operator,
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
create unique index intent_live on platform.intent (operator_id, operation) where state = 'live';
create index intent_operator on platform.intent (operator_id, asked_at desc);
create index intent_age on platform.intent (asked_at);
alter table platform.intent enable row level security;
comment on table platform.intent is 'What an operator is about to do, until they confirm it; one lives for each operation of an operator.';
comment on column platform.intent.operation is 'By the event that it leaves once it is done.';
comment on column platform.intent.digest is 'Of the request, of who sends it, of what it is done to and of every word that the operator was shown.';
comment on column platform.intent.code_mark is 'Of the code: an HMAC under a key that is derived from the ring of master keys, so that no copy of the directory tells it.';
comment on column platform.intent.given_in is 'The transaction that it was used up in; in no other is it worth anything.';

alter table platform.session drop constraint session_ended_because_check;
alter table platform.session add constraint session_ended_because_check
    check (ended_because in ('signed_out', 'replaced', 'entered_anew', 'confirmation_denied'));

-- Under which permission an operation is confirmed; null of what need not be.
create function platform.confirmed_under(operation text) returns text
language sql immutable parallel safe set search_path = pg_catalog, pg_temp
return case operation
    when 'suspension.carried_out' then 'platform.tenant_suspend'
    when 'resumption.carried_out' then 'platform.tenant_resume'
    when 'deletion.carried_out' then 'platform.tenant_delete'
end;

-- Keeps what the caller is about to do in the place of one before, and mails them its code with every word of it. At most five in a quarter of an hour that
-- were not confirmed; then how long to wait.
create function platform.ask_intent(
    intent_id uuid, of_operation text, of_target uuid, of_digest bytea, of_mark bytea, of_link bytea, of_title text, lines text[], device text,
    life interval, mail_id uuid, mail_key text, mail_sealed bytea
) returns table (expires_at timestamptz, sent_to text, retry_after_s int)
language plpgsql security definer rows 1 set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := platform.now();
    own platform.session := platform.caller(coalesce(platform.confirmed_under(of_operation), 'none'));
    within constant interval := interval '15 minutes';
    asked int;
    first_at timestamptz;
    own_email text := (select o.email from platform.operator o where o.id = own.operator_id);
begin
    -- Two at once wait for each other, so that each counts the other.
    perform pg_advisory_xact_lock(hashtextextended('platform.intent' || own.operator_id, 0));
    delete from platform.intent i where i.id in (select o.id from platform.intent o where o.asked_at < at - interval '2 days' limit 100);
    select count(*), min(i.asked_at) into asked, first_at
    from platform.intent i
    where i.operator_id = own.operator_id and i.asked_at > at - within and i.state <> 'given';
    if asked >= 5 then
        return query select at, ''::text, greatest(1, ceil(extract(epoch from first_at + within - at)))::int;
        return;
    end if;
    update platform.intent i set state = 'replaced', ended_at = at
    where i.operator_id = own.operator_id and i.operation = of_operation and i.state = 'live';
    insert into platform.intent (id, operator_id, session_id, operation, target_id, digest, code_mark, link_hash, title, asked_at, expires_at)
    values (intent_id, own.operator_id, own.id, of_operation, of_target, of_digest, of_mark, of_link, of_title, at, at + life);
    insert into platform.mail (id, operator_id, address, kind, facts, key_name, sealed, asked_at, expires_at, not_before)
    values (mail_id, own.operator_id, own_email, 'confirmation',
        jsonb_build_object('at', at, 'network', nullif(current_setting('platform.address', true), ''), 'device', device, 'title', of_title,
            'lines', to_jsonb(lines), 'life_minutes', extract(epoch from life)::int / 60),
        mail_key, mail_sealed, at, at + life, at);
    perform platform.tell_of(own, 'confirmation.asked', 'confirmation', intent_id,
        jsonb_build_object('operation', of_operation, 'target', of_target, 'digest', encode(of_digest, 'hex'), 'by', 'mail'));
    return query select at + life, own_email, null::int;
end $$;

-- The caller's intent of this operation that lives, until the transaction ends; none otherwise.
create function platform.own_intent(of_intent uuid, of_operation text) returns platform.intent
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    own platform.session := platform.caller(coalesce(platform.confirmed_under(of_operation), 'none'));
    intent platform.intent;
begin
    select i.* into intent
    from platform.intent i
    where i.id = of_intent and i.operator_id = own.operator_id and i.session_id = own.id and i.operation = of_operation and i.state = 'live'
      and i.expires_at > platform.now()
    for update;
    return intent;
end $$;

-- Whether a code may be used: null when it may, else how many more wrong ones are looked at, and -1 where the caller has no such intent that lives.
create function platform.try_intent(of_intent uuid, of_operation text, code_marks bytea[]) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    intent platform.intent := platform.own_intent(of_intent, of_operation);
begin
    if intent.id is null then
        return -1;
    elsif intent.tries < 5 and intent.code_mark = any (code_marks) then
        return null;
    end if;
    update platform.intent i set tries = i.tries + 1 where i.id = intent.id;
    return 4 - intent.tries;
end $$;

-- Uses the caller's intent up for what this transaction does: `given`, `changed` when it confirms something else, `over` when it confirms nothing.
create function platform.redeem_intent(of_intent uuid, of_operation text, of_target uuid, of_digest bytea, code_marks bytea[]) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    own platform.session := platform.caller(coalesce(platform.confirmed_under(of_operation), 'none'));
    intent platform.intent := platform.own_intent(of_intent, of_operation);
begin
    if intent.id is null or intent.tries >= 5 or intent.code_mark <> all (code_marks) then
        return 'over';
    elsif (intent.target_id, intent.digest) is distinct from (of_target, of_digest) then
        return 'changed';
    end if;
    update platform.intent i set state = 'given', ended_at = platform.now(), given_in = pg_current_xact_id() where i.id = intent.id;
    perform platform.tell_of(own, 'confirmation.given', 'confirmation', intent.id,
        jsonb_build_object('operation', of_operation, 'target', of_target, 'digest', encode(of_digest, 'hex'), 'by', 'mail'));
    return 'given';
end $$;

-- Breaks off what its caller has not confirmed in this very transaction, of this operation and on this very thing.
create function platform.demand_confirmation(own platform.session, of_operation text, of_target uuid) returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    if not exists (
        select from platform.intent i
        where i.operator_id = own.operator_id and i.session_id = own.id and i.operation = of_operation and i.target_id = of_target
          and i.given_in = pg_current_xact_id_if_assigned())
    then
        raise exception 'it must be confirmed first' using errcode = 'check_violation', constraint = 'intent_demanded';
    end if;
end $$;

-- What waits of an organisation, to be read by whoever carries it out, which is nobody who asked; nothing becomes of it while this transaction lasts.
create function platform.review_standing(of_slug text, act text) returns table (
    change_id uuid, home text, reason text, asked_by_name text, asked_by_email text, asked_at timestamptz
)
language plpgsql security definer rows 1 set search_path = pg_catalog, pg_temp as $$
declare
    own platform.session := platform.caller(coalesce(platform.permission_for(review_standing.act), 'none'));
    found_org directory.organisation;
    waiting platform.standing_change;
begin
    select d.* into found_org from directory.organisation d where d.slug = of_slug;
    perform pg_advisory_xact_lock(hashtextextended('platform.standing' || found_org.org_id, 0));
    select c.* into waiting
    from platform.standing_change c
    where c.org_id = found_org.org_id and c.act = review_standing.act and c.carried_out_at is null and c.lapsed_at is null
      and c.expires_at > platform.now();
    if not found then
        return;
    elsif waiting.asked_by = own.operator_id then
        raise exception 'whoever asked does not carry it out' using errcode = 'check_violation', constraint = 'standing_change_by_two';
    end if;
    return query
        select waiting.id, found_org.home, waiting.reason, o.name, o.email, waiting.asked_at from platform.operator o where o.id = waiting.asked_by;
end $$;
grant execute on function platform.ask_intent, platform.try_intent, platform.redeem_intent, platform.review_standing to countersign_operator;

-- Whoever reads the mailbox says that it was not them: what waits is frozen, every session of theirs ends, and they and the operators who watch are told.
-- For a day, also where it was done already: that stays done, and the answer says so.
create function platform.deny_intent(of_link bytea, address text, request_id uuid) returns table (operator_name text, title text, is_done boolean)
language plpgsql security definer rows 1 set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := platform.now();
    intent platform.intent;
    of_name text;
    is_given boolean;
    ended int;
begin
    select i.* into intent from platform.intent i where i.link_hash = of_link and i.denied_at is null and i.asked_at > at - interval '1 day';
    if not found then
        return;
    end if;
    -- A sign-in that completes at this moment is waited for, and ends below.
    select o.name into of_name from platform.operator o where o.id = intent.operator_id and o.is_active for no key update;
    if not found then
        return;
    end if;
    -- What is being confirmed at this moment is waited for, too.
    update platform.intent i
    set denied_at = at, ended_at = coalesce(i.ended_at, at), state = case when i.state = 'live' then 'denied' else i.state end
    where i.id = intent.id and i.denied_at is null
    returning i.* into intent;
    if not found then
        return;
    end if;
    update platform.intent i set denied_at = at, ended_at = at, state = 'denied' where i.operator_id = intent.operator_id and i.state = 'live';
    -- A newer code may have done what this one was asked for.
    select exists (
        select from platform.intent i
        where i.operator_id = intent.operator_id and i.operation = intent.operation and i.target_id = intent.target_id and i.state = 'given'
          and i.ended_at >= intent.asked_at)
    into is_given;
    update platform.session s set ended_at = at, ended_because = 'confirmation_denied' where s.operator_id = intent.operator_id and s.ended_at is null;
    get diagnostics ended = row_count;
    perform platform.tell(null, null, 'confirmation.denied', 'operator', intent.operator_id,
        jsonb_build_object('operation', intent.operation, 'target', intent.target_id, 'title', intent.title, 'is_done', is_given, 'ended', ended),
        deny_intent.request_id, address);
    insert into platform.mail (id, operator_id, address, kind, facts, asked_at, expires_at, not_before)
    select uuidv7(), o.id, o.email, 'confirmation_denied',
        jsonb_build_object('at', at, 'network', host(deny_intent.address::inet), 'title', intent.title, 'by', of_name, 'is_done', is_given),
        at, at + interval '3 days', at
    from platform.operator o
    where o.is_active and (o.id = intent.operator_id or o.role = 'security' and o.password_hash is not null)
    limit 200;
    return query select of_name, intent.title, is_given;
end $$;
grant execute on function platform.deny_intent to countersign_sign_in;

-- As before, once its caller has confirmed it.
create or replace function platform.carry_out_standing(of_slug text, act text) returns table (
    change_id uuid, org_id uuid, home text, reason text, asked_by uuid, asked_at timestamptz, expires_at timestamptz, carried_out_by uuid,
    carried_out_at timestamptz, seal bytea
)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := platform.now();
    own platform.session := platform.caller_held(case when act in ('suspend', 'resume') then platform.permission_for(carry_out_standing.act) else 'none' end);
    found_org directory.organisation;
    done platform.standing_change;
    key bytea := (select k.secret from platform.warrant_key k);
begin
    select d.* into found_org from directory.organisation d where d.slug = of_slug;
    perform pg_advisory_xact_lock(hashtextextended('platform.standing' || found_org.org_id, 0));
    update platform.standing_change c
    set carried_out_by = own.operator_id, carried_out_at = at
    where c.org_id = found_org.org_id and c.act = carry_out_standing.act and c.carried_out_at is null and c.lapsed_at is null and c.expires_at > at
    returning c.* into done;
    if not found then
        return;
    end if;
    perform platform.demand_confirmation(own, platform.noun_of(done.act) || '.carried_out', done.id);
    perform platform.tell_of(own, platform.noun_of(done.act) || '.carried_out', 'organisation', done.org_id,
        jsonb_build_object('organisation', of_slug, 'reason', done.reason, 'change', done.id, 'asked_by', done.asked_by));
    return query
        select done.id, done.org_id, found_org.home, done.reason, done.asked_by, done.asked_at, done.expires_at, done.carried_out_by, done.carried_out_at,
            sha256(key || sha256(key || convert_to(concat_ws('|', done.act, done.id, done.org_id, done.asked_by, done.carried_out_by, done.reason), 'utf8')));
end $$;

-- As before, once its caller has confirmed it.
create or replace function platform.carry_out_deletion(of_slug text, delay_days int) returns table (
    change_id uuid, org_id uuid, home text, reason text, asked_by uuid, asked_at timestamptz, expires_at timestamptz, carried_out_by uuid,
    carried_out_at timestamptz, seal bytea
)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := platform.now();
    own platform.session := platform.caller_held('platform.tenant_delete');
    found_org directory.organisation;
    done platform.standing_change;
    key bytea := (select k.secret from platform.warrant_key k);
begin
    select d.* into found_org from directory.organisation d where d.slug = of_slug;
    perform pg_advisory_xact_lock(hashtextextended('platform.standing' || found_org.org_id, 0));
    update platform.standing_change c
    set carried_out_by = own.operator_id, carried_out_at = at, delay_days = carry_out_deletion.delay_days
    where c.org_id = found_org.org_id and c.act = 'delete' and c.carried_out_at is null and c.lapsed_at is null and c.expires_at > at
    returning c.* into done;
    if not found then
        return;
    end if;
    perform platform.demand_confirmation(own, 'deletion.carried_out', done.id);
    perform platform.tell_of(own, 'deletion.carried_out', 'organisation', done.org_id,
        jsonb_build_object('organisation', of_slug, 'reason', done.reason, 'change', done.id, 'asked_by', done.asked_by, 'delay_days', done.delay_days));
    return query
        select done.id, done.org_id, found_org.home, done.reason, done.asked_by, done.asked_at, done.expires_at, done.carried_out_by, done.carried_out_at,
            sha256(key || sha256(key || convert_to(
                concat_ws('|', 'delete', done.id, done.org_id, done.asked_by, done.carried_out_by, done.delay_days, done.reason), 'utf8')));
end $$;

reset role;
