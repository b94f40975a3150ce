-- Operators confirm by a passkey, too: what its device signs is made of the intent's digest, so that it confirms that intent alone. Each intent is confirmed
-- in one way, by a code or by a passkey; a code that nobody asked for would be a second way in.
set local role countersign_door;

alter table platform.intent alter column code_mark drop not null;
alter table platform.intent add column passkey_nonce bytea check (octet_length(passkey_nonce) = 32);
alter table platform.intent add column passkey_mark bytea check (octet_length(passkey_mark) = 32);
alter table platform.intent add constraint intent_way_check
    check ((code_mark is null) = (passkey_mark is not null) and (passkey_mark is null) = (passkey_nonce is null));
comment on column platform.intent.passkey_nonce is 'Chance that is hashed with the digest to what a passkey signs, so that the same act asked for twice is never the same to sign.';
comment on column platform.intent.passkey_mark is 'Of what a passkey is to sign: an HMAC under a key that is derived from the ring, as of a code. This way nobody uses the intent up but the service that judged it.';

-- Keeps what the caller is about to do in the place of one before, and mails them every word of it. At most five in a quarter of an hour that were not
-- confirmed, for who confirms reads the mailbox; then how long to wait.
create function platform.keep_intent(
    intent_id uuid, of_operation text, of_target uuid, of_digest bytea, of_code bytea, of_nonce bytea, of_passkey bytea, of_link bytea, of_title text,
    lines text[], device text, life interval, mail_id uuid, mail_kind text, mail_life interval, mail_key text, mail_sealed bytea
) returns table (expires_at timestamptz, sent_to text, retry_after_s int)
language plpgsql rows 1 set search_path = pg_catalog, pg_temp as $$
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
    insert into platform.intent (id, operator_id, session_id, operation, target_id, digest, code_mark, passkey_nonce, passkey_mark, link_hash, title,
        asked_at, expires_at)
    values (intent_id, own.operator_id, own.id, of_operation, of_target, of_digest, of_code, of_nonce, of_passkey, of_link, of_title, at, at + life);
    insert into platform.mail (id, operator_id, address, kind, facts, key_name, sealed, asked_at, expires_at, not_before)
    values (mail_id, own.operator_id, own_email, mail_kind,
        jsonb_build_object('at', at, 'network', nullif(current_setting('platform.address', true), ''), 'device', device, 'title', of_title,
            'lines', to_jsonb(lines), 'life_minutes', extract(epoch from life)::int / 60),
        mail_key, mail_sealed, at, at + mail_life, at);
    perform platform.tell_of(own, 'confirmation.asked', 'confirmation', intent_id,
        jsonb_build_object('operation', of_operation, 'target', of_target, 'digest', encode(of_digest, 'hex'),
            'by', case when of_code is null then 'passkey' else 'mail' end));
    return query select at + life, own_email, null::int;
end $$;

-- As before.
create or replace function platform.ask_intent(
    intent_id uuid, of_operation text, of_target uuid, of_digest bytea, of_mark bytea, of_link bytea, of_title text, lines text[], device text,
    life interval, mail_id uuid, mail_key text, mail_sealed bytea
) returns table (expires_at timestamptz, sent_to text, retry_after_s int)
language plpgsql security definer rows 1 set search_path = pg_catalog, pg_temp as $$
begin
    return query
        select k.expires_at, k.sent_to, k.retry_after_s
        from platform.keep_intent(intent_id, of_operation, of_target, of_digest, of_mark, null, null, of_link, of_title, lines, device, life, mail_id,
            'confirmation', life, mail_key, mail_sealed) k;
end $$;

-- The same to be confirmed by a passkey. The mail says every word of it and has the link, but no code; it is worth sending for as long as the link opens.
create function platform.ask_intent_by_passkey(
    intent_id uuid, of_operation text, of_target uuid, of_digest bytea, of_nonce bytea, of_mark bytea, of_link bytea, of_title text, lines text[],
    device text, life interval, mail_id uuid, mail_key text, mail_sealed bytea
) returns table (expires_at timestamptz, sent_to text, retry_after_s int)
language plpgsql security definer rows 1 set search_path = pg_catalog, pg_temp as $$
begin
    return query
        select k.expires_at, k.sent_to, k.retry_after_s
        from platform.keep_intent(intent_id, of_operation, of_target, of_digest, null, of_nonce, of_mark, of_link, of_title, lines, device, life, mail_id,
            'confirmation_by_passkey', interval '1 day', mail_key, mail_sealed) k;
end $$;

-- As before, of those that are confirmed by a code: one that has none is not to be confirmed by any.
create or replace function platform.own_intent(of_intent uuid, of_operation text) returns platform.intent
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    own platform.session := platform.caller(coalesce(platform.confirmed_under(of_operation), 'none'));
    intent platform.intent;
begin
    select i.* into intent
    from platform.intent i
    where i.id = of_intent and i.operator_id = own.operator_id and i.session_id = own.id and i.operation = of_operation and i.state = 'live'
      and i.expires_at > platform.now() and i.code_mark is not null
    for update;
    return intent;
end $$;

-- The same of those that are confirmed by a passkey.
create function platform.own_intent_by_passkey(of_intent uuid, of_operation text) returns platform.intent
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    own platform.session := platform.caller(coalesce(platform.confirmed_under(of_operation), 'none'));
    intent platform.intent;
begin
    select i.* into intent
    from platform.intent i
    where i.id = of_intent and i.operator_id = own.operator_id and i.session_id = own.id and i.operation = of_operation and i.state = 'live'
      and i.expires_at > platform.now() and i.passkey_mark is not null
    for update;
    return intent;
end $$;

-- What a passkey that was shown for the caller's intent is judged by; without a key where it is none of theirs, and no row where there is no such intent.
create function platform.find_intent_passkey(of_intent uuid, of_operation text, of_credential bytea) returns table (
    nonce bytea, digest bytea, passkey_id uuid, credential jsonb, counter bigint, is_backed_up boolean
)
language plpgsql security definer rows 1 set search_path = pg_catalog, pg_temp as $$
declare
    intent platform.intent := platform.own_intent_by_passkey(of_intent, of_operation);
begin
    if intent.id is not null then
        return query
            select intent.passkey_nonce, intent.digest, k.id, k.credential, k.counter, k.is_backed_up
            from (values (true)) as one (is_one)
            left join platform.passkey k on k.operator_id = intent.operator_id and k.credential_id = of_credential;
    end if;
end $$;

-- Tells that a passkey may have been copied, once within an hour: it is for its operator to remove it.
create function platform.tell_suspected(of_passkey uuid, address text, request_id uuid) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := platform.now();
    suspected platform.passkey;
begin
    update platform.passkey k set suspected_at = at
    where k.id = of_passkey and (k.suspected_at is null or k.suspected_at <= at - interval '1 hour')
    returning k.* into suspected;
    if not found then
        return;
    end if;
    perform platform.tell(null, null, 'operator_passkey.suspected', 'operator', suspected.operator_id,
        jsonb_build_object('passkey', suspected.id, 'name', suspected.name), request_id, address);
    perform platform.tell_operator(suspected.operator_id, 'passkey_suspected', jsonb_build_object('name', suspected.name), address);
end $$;

-- As before.
create or replace function platform.suspect_passkey(passkey_id uuid, challenge_hash bytea, challenge_expires_at timestamptz, address text, request_id uuid)
returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into platform.spent_challenge (hash, expires_at) values (challenge_hash, challenge_expires_at) on conflict do nothing;
    if found then
        perform platform.tell_suspected(passkey_id, address, request_id);
    end if;
end $$;

-- Whether what was signed may be used, as of a code: null when it may, else how many more wrong ones are looked at, and -1 where there is no such intent.
-- A passkey of the caller's whose device has counted back is told to them, and ends the intent's tries.
create function platform.try_intent_by_passkey(of_intent uuid, of_operation text, marks bytea[], suspected uuid) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    intent platform.intent := platform.own_intent_by_passkey(of_intent, of_operation);
    is_copied boolean;
begin
    if intent.id is null then
        return -1;
    elsif intent.tries < 5 and intent.passkey_mark = any (marks) then
        return null;
    end if;
    is_copied := intent.tries < 5 and exists (select from platform.passkey k where k.id = suspected and k.operator_id = intent.operator_id);
    update platform.intent i set tries = case when is_copied then 5 else i.tries + 1 end where i.id = intent.id;
    if is_copied then
        perform platform.tell_suspected(suspected, nullif(current_setting('platform.address', true), ''),
            nullif(current_setting('platform.request', true), '')::uuid);
        return 0;
    end if;
    return 4 - intent.tries;
end $$;

-- Uses the caller's intent up for what this transaction does, and notes that the passkey was shown: says what `redeem_intent` says.
create function platform.redeem_intent_by_passkey(
    of_intent uuid, of_operation text, of_target uuid, of_digest bytea, marks bytea[], of_passkey uuid, counted bigint, backed_up boolean
) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := platform.now();
    own platform.session := platform.caller(coalesce(platform.confirmed_under(of_operation), 'none'));
    intent platform.intent := platform.own_intent_by_passkey(of_intent, of_operation);
begin
    if intent.id is null or intent.tries >= 5 then
        return 'over';
    elsif (intent.target_id, intent.digest) is distinct from (of_target, of_digest) then
        return 'changed';
    elsif (intent.passkey_mark = any (marks)) is not true then
        return 'over';
    end if;
    update platform.passkey k
    set counter = counted, is_backed_up = backed_up, last_used_at = at
    where k.id = of_passkey and k.operator_id = own.operator_id and (k.counter < counted or k.counter = 0 and counted = 0);
    if not found then
        return 'over';
    end if;
    update platform.intent i set state = 'given', ended_at = at, given_in = pg_current_xact_id() where i.id = intent.id;
    perform platform.tell_of(own, 'confirmation.given', 'confirmation', intent.id,
        jsonb_build_object('operation', of_operation, 'target', of_target, 'digest', encode(of_digest, 'hex'), 'by', 'passkey', 'passkey', of_passkey));
    return 'given';
end $$;
grant execute on function platform.ask_intent_by_passkey, platform.find_intent_passkey, platform.try_intent_by_passkey, platform.redeem_intent_by_passkey
    to countersign_operator;

reset role;
