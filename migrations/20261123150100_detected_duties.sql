-- Where an organisation is too small to keep two duties apart, it may let one person do both and name somebody who looks at it afterwards: each such
-- act leaves an exception in its own transaction. The pairs that may be lowered so are those of the checks below (docs/separation-of-duties.md).

insert into reference.guarded_permission (code) values ('duty.update'), ('duty_exception.review');
insert into reference.role_template (role, permission)
select letter.role, held.permission
from (values ('A', 'admin'), ('O', 'owner'), ('U', 'auditor')) letter (letter, role)
join (values
    ('duty.view', 'AOU'), ('duty.update', 'O'), ('duty_exception.view', 'AOU'), ('duty_exception.review', 'OU'), ('duty_exception.export', 'AOU')
) held (permission, letters) on position(letter.letter in held.letters) > 0;

create table tenant.duty (
    org_id uuid not null references tenant.organisation,
    pair text not null check (pair = any (array['supplier_activation'])),
    mode text not null check (mode in ('prevent', 'detect')),
    reviewer_id uuid,
    reason text check (length(reason) between 1 and 500),
    set_by uuid,
    set_at timestamptz,
    revision bigint not null default 1,
    primary key (org_id, pair),
    constraint duty_reviewer_fkey foreign key (org_id, reviewer_id) references tenant.person,
    constraint duty_setter_fkey foreign key (org_id, set_by) references tenant.person,
    constraint duty_reviewer_check check ((mode = 'detect') = (reviewer_id is not null)),
    constraint duty_detect_reason check (mode = 'prevent' or reason is not null),
    constraint duty_set_check check ((set_by is null) = (set_at is null) and (mode = 'prevent' or set_by is not null))
);
create index duty_reviewer on tenant.duty (org_id, reviewer_id) where reviewer_id is not null;
create index duty_setter on tenant.duty (org_id, set_by) where set_by is not null;
comment on table tenant.duty is 'Which duties one person may unite, and who looks at it afterwards; what has no row is kept apart.';
call tenant.adopt('duty', plain => array['org_id', 'pair', 'mode', 'reviewer_id', 'reason', 'set_by', 'set_at', 'revision']);
grant select, insert, update (mode, reviewer_id, reason, set_by, set_at, revision) on tenant.duty to countersign_tenant;

create table tenant.duty_exception (
    org_id uuid not null references tenant.organisation,
    id uuid not null,
    pair text not null check (pair = any (array['supplier_activation'])),
    document_kind text not null check (document_kind = any (array['supplier'])),
    document_id uuid not null,
    document_name text not null,
    person_id uuid not null,
    reviewer_id uuid not null,
    happened_at timestamptz not null,
    due_at timestamptz not null,
    state text not null default 'open' check (state in ('open', 'accepted', 'raised')),
    reviewed_by uuid,
    reviewed_at timestamptz,
    note text check (length(note) between 1 and 500),
    revision bigint not null default 1,
    primary key (org_id, id),
    constraint duty_exception_person_fkey foreign key (org_id, person_id) references tenant.person,
    constraint duty_exception_named_fkey foreign key (org_id, reviewer_id) references tenant.person,
    constraint duty_exception_reviewer_fkey foreign key (org_id, reviewed_by) references tenant.person,
    constraint duty_exception_named_is_another check (reviewer_id <> person_id),
    constraint duty_exception_not_by_oneself check (reviewed_by <> person_id),
    constraint duty_exception_review_check check ((state = 'open') = (reviewed_by is null) and (reviewed_by is null) = (reviewed_at is null)
        and (reviewed_by is null) = (note is null))
);
create index duty_exception_person on tenant.duty_exception (org_id, person_id);
create index duty_exception_named on tenant.duty_exception (org_id, reviewer_id);
create index duty_exception_reviewer on tenant.duty_exception (org_id, reviewed_by) where reviewed_by is not null;
create index duty_exception_open on tenant.duty_exception (org_id, id desc) where state = 'open';
comment on table tenant.duty_exception is 'That one person did what two should have, and who looked at it; written by the act itself.';
comment on column tenant.duty_exception.reviewer_id is 'Who was named to look at it when it happened.';
call tenant.adopt('duty_exception', plain => array['org_id', 'id', 'pair', 'document_kind', 'document_id', 'document_name', 'person_id', 'reviewer_id',
    'happened_at', 'due_at', 'state', 'reviewed_by', 'reviewed_at', 'note', 'revision']);
grant select, insert, update (state, reviewed_by, reviewed_at, note, revision) on tenant.duty_exception to countersign_tenant;

-- Whether somebody may be named to look at exceptions: an active owner or auditor, as long as they may review them.
create function tenant.may_review_duties(person uuid) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
    select exists (
        select from tenant.person p join tenant.person_role r on r.org_id = p.org_id and r.person_id = p.id
        where p.id = may_review_duties.person and p.is_active and r.role in ('owner', 'auditor') and (r.expires_at is null or r.expires_at > door.now())
          and exists (
              select from tenant.permission_grant g
              where g.org_id = p.org_id and g.person_id = p.id and g.permission = 'duty_exception.review'
                and (g.expires_at is null or g.expires_at > door.now())))
$$;

-- Who looks afterwards when the caller alone does what two should; null where somebody else must: nothing was lowered, whoever was named may not look
-- any more, or is the caller.
create function tenant.duty_reviewer(of_pair text) returns uuid
language sql stable set search_path = pg_catalog, pg_temp as $$
    select d.reviewer_id
    from tenant.duty d
    where d.pair = of_pair and d.mode = 'detect' and d.reviewer_id <> door.person_id() and tenant.may_review_duties(d.reviewer_id)
$$;

-- Writes down that the caller alone did what two should; null, and nothing is written, where that is not allowed.
create function tenant.except_duty(of_pair text, of_kind text, of_document uuid, of_name text) returns uuid
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    reviewer uuid := tenant.duty_reviewer(of_pair);
    exception_id uuid := case when reviewer is not null then uuidv7() end;
begin
    if exception_id is not null then
        insert into tenant.duty_exception (org_id, id, pair, document_kind, document_id, document_name, person_id, reviewer_id, happened_at, due_at)
        values ((select door.org_id()), exception_id, of_pair, of_kind, of_document, of_name, door.person_id(), reviewer, door.now(), door.now() + interval '30 days');
    end if;
    return exception_id;
end $$;

-- A pair is lowered and raised in one's own name, by who may, and never without somebody who may look.
create function tenant.guard_duty() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if door.person_id() is null then
        return new; -- The installation itself, which only the migrator can be.
    end if;
    if not door.may('duty.update') then
        perform tenant.refuse('duty_permission', 'only who may does');
    elsif tg_op = 'INSERT' and (new.mode <> 'prevent' or new.set_by is not null or new.revision <> 1) then
        perform tenant.refuse('duty_begins', 'two duties are apart until somebody says otherwise');
    elsif tg_op = 'UPDATE' and (new.set_by, new.set_at) is distinct from (door.person_id(), door.now()) then
        perform tenant.refuse('duty_in_own_name', 'set in another''s name, or at another time');
    elsif new.mode = 'detect' and not tenant.may_review_duties(new.reviewer_id) then
        perform tenant.refuse('duty_reviewer_stands', 'only an active owner or auditor who may looks at exceptions');
    end if;
    return new;
end $$;
create trigger guard before insert or update on tenant.duty for each row execute function tenant.guard_duty();

-- An exception is written by the act that it speaks of, and reviewed once, in one's own name, by somebody else.
create function tenant.guard_duty_exception() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    person uuid := door.person_id();
begin
    if person is null then
        return new; -- The installation itself, which only the migrator can be.
    end if;
    if tg_op = 'INSERT' then
        -- A statement of its own is one deep; the trigger of an act writes from within itself.
        if pg_trigger_depth() < 2 then
            perform tenant.refuse('duty_exception_by_act', 'an exception is written by the act itself');
        end if;
        return new;
    end if;
    if old.state <> 'open' then
        perform tenant.refuse('duty_exception_reviewed', 'what was looked at stays');
    elsif new.reviewed_by is distinct from person or new.reviewed_at is distinct from door.now() then
        perform tenant.refuse('duty_exception_in_own_name', 'reviewed in another''s name, or at another time');
    elsif not door.may('duty_exception.review') then
        perform tenant.refuse('duty_exception_permission', 'only who may review exceptions does');
    end if;
    return new;
end $$;
create trigger guard before insert or update on tenant.duty_exception for each row execute function tenant.guard_duty_exception();
revoke execute on function tenant.may_review_duties, tenant.duty_reviewer, tenant.except_duty, tenant.guard_duty, tenant.guard_duty_exception from public;
grant execute on function tenant.may_review_duties, tenant.duty_reviewer, tenant.except_duty to countersign_tenant;

-- A supplier activated by who entered or changed it has the exception that says so; the trigger writes it, and no statement can name another.
alter table tenant.supplier
    drop constraint supplier_activated_by_creator_check,
    drop constraint supplier_activated_by_changer_check,
    add column duty_exception_id uuid,
    add constraint supplier_duty_exception_fkey foreign key (org_id, duty_exception_id) references tenant.duty_exception,
    add constraint supplier_duty_exception_check check (duty_exception_id is null or activated_by is not null),
    add constraint supplier_activated_by_creator_check check (activated_by <> created_by or duty_exception_id is not null),
    add constraint supplier_activated_by_changer_check check (activated_by <> all (changed_by) or duty_exception_id is not null);
create index supplier_duty_exception on tenant.supplier (org_id, duty_exception_id) where duty_exception_id is not null;
comment on column tenant.supplier.duty_exception_id is 'Where one person entered and activated it: what somebody else is named to look at.';
select door.classify('supplier', plain => array['duty_exception_id']);

-- As before, and the exception of whoever activates a proposal that they entered or changed.
create or replace function tenant.guard_supplier() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    person uuid := door.person_id();
    is_edited boolean;
    changed_by uuid[];
begin
    if person is null then
        return new; -- The installation itself, which only the migrator can be.
    end if;
    if tg_op = 'INSERT' then
        if new.status <> 'proposed' or new.created_by <> person or new.changed_by <> array[person] then
            raise exception 'a supplier begins as its creator''s proposal'
                using errcode = 'check_violation', schema = 'tenant', table = 'supplier', constraint = 'supplier_second_person';
        end if;
        return new;
    end if;
    if old.status = 'withdrawn' or new.status = 'withdrawn' and (
        old.status <> 'proposed' or new.withdrawn_by <> person or old.created_by <> person or old.changed_by <> array[person]
        or to_jsonb(new) - array['status', 'withdrawn_by', 'withdrawn_at', 'revision'] <> to_jsonb(old) - array['status', 'withdrawn_by', 'withdrawn_at', 'revision'])
    then
        raise exception 'supplier % is withdrawn once, as it was proposed, by whoever proposed it', new.id
            using errcode = 'check_violation', schema = 'tenant', table = 'supplier', constraint = 'supplier_withdrawal';
    end if;
    is_edited := (new.name, new.legal_name, new.tax_number, new.country, new.email)
        is distinct from (old.name, old.legal_name, old.tax_number, old.country, old.email);
    changed_by := case
        when not is_edited then old.changed_by
        when old.status = 'active' then array[person]
        when person = any (old.changed_by) then old.changed_by
        else old.changed_by || person
    end;
    if new.created_by <> old.created_by
        or is_edited and new.activated_by is not null
        or new.changed_by <> changed_by
        or new.activated_by is distinct from old.activated_by and (new.activated_by <> person or old.blocked_by = new.activated_by)
        or new.blocked_by is distinct from old.blocked_by and new.blocked_by <> person
        or old.status = 'blocked' and new.status = 'proposed'
    then
        raise exception 'supplier % needs a second person', new.id
            using errcode = 'check_violation', schema = 'tenant', table = 'supplier', constraint = 'supplier_second_person';
    end if;
    new.duty_exception_id := case
        when new.activated_by is null then null
        when new.activated_by = old.activated_by then old.duty_exception_id
        -- Of a proposal alone: a block is lifted by somebody else.
        when old.status = 'proposed' and (person = new.created_by or person = any (new.changed_by))
            then tenant.except_duty('supplier_activation', 'supplier', new.id, new.name)
    end;
    return new;
end $$;
