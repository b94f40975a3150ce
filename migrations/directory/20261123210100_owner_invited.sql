-- An operator of `ops` invites whoever is to own an organisation. Who that is stands in the home alone: here is a hash of it, under the seal.
set local role countersign_door;

insert into platform.role_permission (role, permission) values ('ops', 'platform.tenant_create');

-- Seals an invitation for a home, and leaves its event; or says how long to wait, for an operator sends no more than so many within a day.
create function platform.invite_owner(of_slug text, of_home text, wish_hash bytea, daily_max int) returns table (
    invitation_id uuid, invited_by uuid, invited_at timestamptz, seal bytea, retry_after_s int
)
language plpgsql security definer rows 1 set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := platform.now();
    own platform.session := platform.caller('platform.tenant_create');
    key bytea := (select k.secret from platform.warrant_key k);
    new_id uuid := uuidv7();
    free_at timestamptz;
begin
    perform pg_advisory_xact_lock(hashtextextended('platform.invite_owner' || own.operator_id, 0));
    if exists (select from directory.organisation d where d.slug = of_slug) then
        raise exception 'another organisation has this name' using errcode = 'check_violation', constraint = 'invitation_name_taken';
    end if;
    select e.occurred_at + interval '1 day' into free_at
    from platform.event e
    where e.operator_id = own.operator_id and e.action = 'organisation.invited' and e.occurred_at > at - interval '1 day'
    order by e.occurred_at desc
    offset greatest(daily_max, 1) - 1 limit 1;
    if found then
        return query select null::uuid, null::uuid, null::timestamptz, null::bytea, greatest(1, ceil(extract(epoch from free_at - at)))::int;
        return;
    end if;
    perform platform.tell_of(own, 'organisation.invited', 'organisation_invitation', new_id,
        jsonb_build_object('organisation', of_slug, 'home', of_home));
    return query
        select new_id, own.operator_id, at,
            sha256(key || sha256(key || convert_to(concat_ws('|', 'invite_owner', new_id, own.operator_id, encode(wish_hash, 'hex')), 'utf8'))),
            null::int;
end $$;
create index event_invited on platform.event (operator_id, occurred_at) where action = 'organisation.invited';
grant execute on function platform.invite_owner to countersign_operator;

reset role;
