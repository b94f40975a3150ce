-- API keys: programs of an organisation call with a secret of their own. Somebody asks for a key, and it opens nothing before somebody else has agreed.
insert into reference.guarded_permission (code) values
    ('api_key.create'), ('api_key.approve'), ('api_key.refuse'), ('api_key.rotate'), ('api_key.revoke');
-- Whoever has a key's secret in hand does not also agree to what it asks for.
insert into reference.role_template (role, permission)
select letter.role, held.permission
from (values ('A', 'admin'), ('O', 'owner'), ('U', 'auditor')) letter (letter, role)
join (values
    ('api_key.view', 'AOU'), ('api_key.create', 'A'), ('api_key.approve', 'O'), ('api_key.refuse', 'O'), ('api_key.rotate', 'A'), ('api_key.revoke', 'AO')
) held (permission, letters) on position(letter.letter in held.letters) > 0;
insert into reference.toxic_pair (one, other)
select holds, spends
from unnest(array['api_key.create', 'api_key.rotate']) holds,
     unnest(array['requisition.approve', 'purchase_order.approve', 'purchase_order.issue', 'supplier.activate']) spends;

-- What the catalogue says of scopes, for the trigger below; a test holds both equal.
create table reference.scope (
    code text primary key check (code ~ '^[a-z_]+\.[a-z_]+$')
);
alter table reference.scope owner to countersign_owner;
comment on table reference.scope is 'Permissions that an API key may have: none of them is guarded, approves, or asks for a recent sign-in.';
insert into reference.scope (code) values
    ('organisation.view'), ('department.view'), ('department.export'),
    ('category.view'), ('category.create'), ('category.update'), ('category.export'),
    ('tax_code.view'), ('tax_code.create'), ('tax_code.update'), ('tax_code.export'),
    ('delivery_address.view'), ('delivery_address.create'), ('delivery_address.update'), ('delivery_address.export'),
    ('exchange_rate.view'), ('exchange_rate.create'), ('exchange_rate.export'),
    ('supplier.view'), ('supplier.create'), ('supplier.update'), ('supplier.export'),
    ('requisition.view'), ('requisition.view_all'), ('requisition.create'), ('requisition.update'), ('requisition.submit'),
    ('requisition.withdraw'), ('requisition.export'),
    ('purchase_order.view'), ('purchase_order.view_all'), ('purchase_order.create'), ('purchase_order.update'), ('purchase_order.submit'),
    ('purchase_order.withdraw'), ('purchase_order.acknowledge'), ('purchase_order.export'),
    ('comment.view'), ('comment.create');
grant select on reference.scope to countersign_tenant;

-- A key acts as an account of its own, so that documents, rules and the trail name it like anybody; nobody signs in with it.
alter table tenant.person
    add column is_machine boolean not null default false,
    add constraint person_machine_check check (not is_machine
        or not is_active and department_id is null and email = 'api-key.' || id::text || '@key.invalid');
select door.classify('person', plain => array['is_machine']);
comment on column tenant.person.is_machine is 'The account of an API key of the same id: never active, so that it signs in nowhere, is chosen for nothing and gets no mail.';

create table tenant.api_key (
    org_id uuid not null references tenant.organisation,
    id uuid not null,
    name text not null check (length(name) between 1 and 120),
    prefix text not null check (length(prefix) between 8 and 40),
    scopes text[] not null check (cardinality(scopes) between 1 and 60),
    networks cidr[] not null default '{}' check (cardinality(networks) <= 20),
    reason text not null check (length(reason) between 1 and 500),
    state text not null check (state in ('waiting', 'active', 'refused', 'revoked')),
    asked_by uuid not null,
    asked_at timestamptz not null,
    expires_at timestamptz not null,
    decided_by uuid,
    decided_at timestamptz,
    decision_reason text check (length(decision_reason) between 1 and 500),
    rotated_by uuid,
    rotated_at timestamptz,
    old_until timestamptz,
    revoked_by uuid,
    revoked_at timestamptz,
    revoke_reason text check (length(revoke_reason) between 1 and 500),
    revision bigint not null default 1,
    primary key (org_id, id),
    constraint api_key_account_fkey foreign key (org_id, id) references tenant.person,
    constraint api_key_asker_fkey foreign key (org_id, asked_by) references tenant.person,
    constraint api_key_decider_fkey foreign key (org_id, decided_by) references tenant.person,
    constraint api_key_rotator_fkey foreign key (org_id, rotated_by) references tenant.person,
    constraint api_key_revoker_fkey foreign key (org_id, revoked_by) references tenant.person,
    constraint api_key_second_person check (decided_by <> asked_by),
    constraint api_key_decision_check check ((decided_by is null) = (decided_at is null) and (state <> 'waiting' or decided_by is null)
        and (state not in ('active', 'refused') or decided_by is not null)),
    constraint api_key_rotation_check check ((rotated_by is null) = (rotated_at is null) and (old_until is null or rotated_at is not null)),
    constraint api_key_overlap_check check (old_until <= least(rotated_at + interval '7 days', expires_at)),
    constraint api_key_end_check check ((state = 'revoked') = (revoked_at is not null)
        and (revoked_at is not null or revoked_by is null and revoke_reason is null)),
    constraint api_key_expiry_check check (expires_at > asked_at and expires_at <= asked_at + interval '365 days')
);
create index api_key_live on tenant.api_key (org_id, expires_at) where state in ('waiting', 'active');
create index api_key_asker on tenant.api_key (org_id, asked_by);
create index api_key_decider on tenant.api_key (org_id, decided_by);
create index api_key_rotator on tenant.api_key (org_id, rotated_by);
create index api_key_revoker on tenant.api_key (org_id, revoked_by);
comment on table tenant.api_key is 'What a program may do with which key, from where and until when; who asked for it, and who agreed. Its secret stands nowhere.';
comment on column tenant.api_key.prefix is 'How its secret begins, so that one is known by sight.';
comment on column tenant.api_key.revoked_by is 'Null where whoever held the secret gave it up.';
call tenant.adopt('api_key', plain => array['org_id', 'id', 'name', 'prefix', 'scopes', 'networks', 'reason', 'state', 'asked_by', 'asked_at', 'expires_at',
    'decided_by', 'decided_at', 'decision_reason', 'rotated_by', 'rotated_at', 'old_until', 'revoked_by', 'revoked_at', 'revoke_reason', 'revision']);
grant select, insert (org_id, id, name, prefix, scopes, networks, reason, state, asked_by, asked_at, expires_at),
    update (state, decided_by, decided_at, decision_reason, prefix, rotated_by, rotated_at, old_until, revoked_by, revoked_at, revoke_reason, revision)
    on tenant.api_key to countersign_tenant;
grant select, update (state, revoked_by, revoked_at, revoke_reason, revision) on tenant.api_key to countersign_door;
grant execute on function tenant.refuse to countersign_door;

-- Asked for in one's own name, as a key that waits, for nothing but scopes; a hundred live ones of an organisation at most.
create function tenant.guard_new_api_key() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    person uuid := door.person_id();
    at timestamptz := door.now();
begin
    if person is null then
        return new; -- The installation itself, which only the migrator can be.
    end if;
    -- Whoever ends the asker's account holds their row: what is asked for before is seen then, and afterwards nothing is.
    perform from tenant.person p where p.org_id = new.org_id and p.id = person and p.is_active for share;
    if not found then
        perform tenant.refuse('api_key_asker_left', 'whoever has left asks for nothing');
    end if;
    if new.asked_by is distinct from person then
        perform tenant.refuse('api_key_in_own_name', 'asked for in another''s name');
    elsif not door.may('api_key.create') then
        perform tenant.refuse('api_key_permission', 'only who may ask does');
    elsif new.state <> 'waiting' or new.asked_at <> at then
        perform tenant.refuse('api_key_begins', 'it begins as one that waits, and now');
    elsif array_position(new.scopes, null) is not null
        or exists (select from unnest(new.scopes) s (code) where s.code not in (select r.code from reference.scope r))
    then
        perform tenant.refuse('api_key_scopes', 'a key has scopes, and nothing else');
    elsif not exists (select from tenant.person p where p.id = new.id and p.is_machine) then
        perform tenant.refuse('api_key_account', 'a key acts as an account of its own');
    end if;
    -- Two who ask at once wait for each other.
    perform pg_advisory_xact_lock(hashtextextended('api_key' || new.org_id, 0));
    if (select count(*) from tenant.api_key k where k.state in ('waiting', 'active') and k.expires_at > at) >= 100 then
        perform tenant.refuse('api_key_at_most', 'an organisation has a hundred live keys at most');
    end if;
    return new;
end $$;
create trigger guard_new before insert on tenant.api_key for each row execute function tenant.guard_new_api_key();

-- Decided by another, rotated and revoked in one's own name; whoever holds its secret ends it too, and the door one that waits when its asker leaves. Each
-- of them changes its own columns.
create function tenant.guard_api_key() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    person uuid := door.person_id();
    at timestamptz := door.now();
    act text := case
        when old.state = 'waiting' and new.state in ('active', 'refused') then 'decide'
        when old.state = 'active' and new.state = 'active' then 'rotate'
        when old.state in ('waiting', 'active') and new.state = 'revoked' then 'revoke'
    end;
begin
    if person is null then
        return new; -- The installation itself.
    end if;
    if act is null
        or act <> 'decide' and (new.decided_by, new.decided_at, new.decision_reason) is distinct from (old.decided_by, old.decided_at, old.decision_reason)
        or act <> 'rotate' and (new.prefix, new.rotated_by, new.rotated_at, new.old_until) is distinct from
            (old.prefix, old.rotated_by, old.rotated_at, old.old_until)
        or act <> 'revoke' and (new.revoked_by, new.revoked_at, new.revoke_reason) is distinct from (old.revoked_by, old.revoked_at, old.revoke_reason)
    then
        perform tenant.refuse('api_key_decided', 'what is decided stays');
    elsif act <> 'revoke' and old.expires_at <= at then
        perform tenant.refuse('api_key_over', 'it has expired');
    elsif act = 'decide' and (new.decided_by is distinct from person or new.decided_at is distinct from at)
        or act = 'rotate' and (new.rotated_by is distinct from person or new.rotated_at is distinct from at)
        or act = 'revoke' and (new.revoked_at is distinct from at or new.revoked_by is distinct from nullif(person, old.id))
    then
        perform tenant.refuse('api_key_in_own_name', 'done in another''s name, or at another time');
    elsif act = 'decide' and not door.may(case new.state when 'active' then 'api_key.approve' else 'api_key.refuse' end)
        or act = 'rotate' and not door.may('api_key.rotate')
        or act = 'revoke' and person <> old.id and not door.may('api_key.revoke') and not (old.state = 'waiting' and current_user = 'countersign_door')
    then
        perform tenant.refuse('api_key_permission', 'only who may does');
    end if;
    return new;
end $$;
create trigger guard before update on tenant.api_key for each row execute function tenant.guard_api_key();

-- What a key may do are its scopes: nobody asks for rights for it, it is invited to nothing and heads nothing. Nor is it given any rights, for it is neither
-- active nor invited (guard_given_to).
create function tenant.refuse_machine() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if exists (select from tenant.person p where p.id = (to_jsonb(new) ->> tg_argv[0])::uuid and p.is_machine) then
        perform tenant.refuse(tg_table_name || '_not_to_a_machine', 'a key has its scopes, and nothing else');
    end if;
    return new;
end $$;
create trigger refuse_machine before insert or update on tenant.access_grant for each row execute function tenant.refuse_machine('person_id');
create trigger refuse_machine before insert or update on tenant.invitation for each row execute function tenant.refuse_machine('person_id');
create trigger refuse_machine before insert or update on tenant.department for each row execute function tenant.refuse_machine('head_id');
