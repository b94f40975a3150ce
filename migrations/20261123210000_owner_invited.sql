-- An operator invites whoever is to own an organisation: the same wish as a sign-up's, on the directory's sealed word, also where nobody may sign up. It is
-- founded by whoever reads that mailbox, and by nobody else.
set local role countersign_door;

alter table door.sign_up
    add column invitation_id uuid unique,
    add column invited_by uuid,
    add constraint sign_up_invited_check check ((invitation_id is null) = (invited_by is null));
comment on column door.sign_up.invited_by is 'The operator who asked for it; null where somebody signed up by themselves.';

-- Keeps the wish, once for each invitation; the worker mails its link.
create function door.invite_owner(invitation_id uuid, wish text, account_hash bytea, invited_by uuid, seal bytea, request_id uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    key bytea := (select k.secret from door.warrant_key k);
    said bytea := convert_to(concat_ws('|', 'invite_owner', invitation_id, invited_by, encode(sha256(convert_to(wish, 'utf8')), 'hex')), 'utf8');
begin
    if seal is distinct from sha256(key || sha256(key || said)) or key is null then
        raise exception 'nobody decided this' using errcode = 'CS403';
    end if;
    insert into door.sign_up (account_hash, request_id, asked_at, wish, invitation_id, invited_by)
    values (invite_owner.account_hash, invite_owner.request_id, door.now(), invite_owner.wish::jsonb, invite_owner.invitation_id, invite_owner.invited_by)
    on conflict on constraint sign_up_invitation_id_key do nothing;
end $$;
grant execute on function door.invite_owner to countersign_operator;

-- As before; and whether an operator invited, for then it is founded where nobody signs up.
drop function door.read_sign_up(bytea);
create function door.read_sign_up(link_hash bytea) returns table (
    email text, person_name text, organisation_name text, slug text, base_currency text, time_zone text, locale text, is_invited boolean
)
language sql stable security definer rows 1 set search_path = pg_catalog, pg_temp
begin atomic
    select s.wish ->> 'email', s.wish ->> 'person_name', s.wish ->> 'organisation_name', s.wish ->> 'slug', s.wish ->> 'base_currency',
        s.wish ->> 'time_zone', s.wish ->> 'locale', s.invited_by is not null
    from door.sign_up s
    where s.link_hash = read_sign_up.link_hash and s.ended_at is null and s.expires_at > door.now();
end;
grant execute on function door.read_sign_up to countersign_sign_in;

-- As before; whoever was invited did not wait for the mail, so its link opens for a week.
create or replace function door.answer_sign_up(mail_id uuid, link_hash bytea, key_name text, sealed bytea, life interval, organisations_max int) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    at timestamptz := door.now();
    told_max constant int := 5;
    asked door.sign_up;
    home_of record;
    known jsonb := '[]';
begin
    select s.* into asked
    from door.sign_up s
    where s.link_hash is null and s.ended_at is null
    order by s.asked_at, s.id
    limit 1
    for update skip locked;
    if not found then
        return false;
    end if;
    if asked.invited_by is not null then
        life := interval '7 days';
    end if;
    for home_of in select o.org_id, o.slug from door.organisation o where o.suspended_at is null order by o.org_id desc limit organisations_max loop
        perform door.set_context(home_of.org_id, null, null, null, 'sign_up.create', asked.request_id, null, 'worker');
        if exists (select from tenant.person p where p.org_id = home_of.org_id and p.email = asked.wish ->> 'email' and p.is_active) then
            known := known || jsonb_build_array(jsonb_build_object('slug', home_of.slug,
                'name', (select t.name from tenant.organisation t where t.org_id = home_of.org_id)));
        end if;
        exit when jsonb_array_length(known) >= told_max;
    end loop;
    update door.sign_up s set link_hash = answer_sign_up.link_hash, expires_at = at + life where s.id = asked.id;
    insert into door.mail (id, address, kind, facts, key_name, sealed, request_id, asked_at, expires_at, not_before)
    values (mail_id, asked.wish ->> 'email', 'sign_up',
        jsonb_build_object('at', asked.asked_at, 'network', host(asked.network), 'life_hours', extract(epoch from life)::int / 3600, 'known', known,
            'slug', asked.wish ->> 'slug', 'time_zone', asked.wish ->> 'time_zone', 'is_invited', asked.invited_by is not null),
        answer_sign_up.key_name, answer_sign_up.sealed, asked.request_id, at, at + life, at);
    return true;
end $$;

set local role countersign_owner;
