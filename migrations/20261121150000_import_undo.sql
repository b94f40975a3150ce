-- Undo of an import: what it made and nobody has touched goes again, within a day. An order is cancelled as ever; a proposal that nobody
-- activated is withdrawn, which frees its numbers and its name and keeps all that was said of it.
alter table tenant.supplier drop constraint supplier_status_check;
alter table tenant.supplier
    add constraint supplier_status_check check (status in ('proposed', 'active', 'blocked', 'withdrawn')),
    add column withdrawn_by uuid,
    add column withdrawn_at timestamptz,
    add constraint supplier_withdrawn_by_fkey foreign key (org_id, withdrawn_by) references tenant.person,
    add constraint supplier_withdrawal_check check (
        (status = 'withdrawn') = (withdrawn_by is not null) and (withdrawn_by is null) = (withdrawn_at is null));
create index supplier_withdrawn_by on tenant.supplier (org_id, withdrawn_by) where withdrawn_by is not null;
comment on column tenant.supplier.withdrawn_by is 'Who took the proposal back: whoever made it.';
select door.classify('supplier', plain => array['withdrawn_by', 'withdrawn_at']);
-- The numbers of a withdrawn proposal are free for another.
alter table tenant.supplier
    drop constraint supplier_number_unique,
    drop constraint supplier_external_number_unique;
create unique index supplier_number_unique on tenant.supplier (org_id, number) where status <> 'withdrawn';
create unique index supplier_external_number_unique on tenant.supplier (org_id, external_number) where status <> 'withdrawn';

-- As before, and that only one's own proposal is withdrawn, as long as it is one, for good.
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
    return new;
end $$;

alter table tenant.import
    drop constraint import_state_check,
    drop constraint import_confirmation_check,
    add column undone_at timestamptz,
    add constraint import_state_check check (state in ('tried', 'confirmed', 'discarded', 'undone')),
    add constraint import_confirmation_check check ((state in ('confirmed', 'undone')) = (confirmed_at is not null)),
    add constraint import_undo_check check (
        (state = 'undone') = (undone_at is not null) and undone_at < confirmed_at + interval '24 hours');
select door.classify('import', plain => array['undone_at']);

-- As before, and that what was confirmed is undone once, and changes in nothing else.
create or replace function tenant.guard_import() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    person uuid := door.person_id();
    broken text;
    undone text[] := array['state', 'undone_at', 'revision'];
    free text[] := array['state', 'header', 'mapping', 'verdict', 'ready_count', 'warning_count', 'problem_count', 'repeated_count', 'document_count',
        'confirmed_at', 'undone_at', 'revision'];
begin
    if tg_op = 'INSERT' then
        broken := case
            when new.state <> 'tried' or new.revision <> 1 then 'import_begins_tried'
            when new.created_by <> person then 'import_in_person' end;
    else
        broken := case
            when old.state <> 'tried' and not (old.state = 'confirmed' and new.state = 'undone') or old.state = 'tried' and new.state = 'undone'
                then 'import_ended'
            when new.state = 'undone' and (new.undone_at <> door.now() or to_jsonb(new) - undone <> to_jsonb(old) - undone) then 'import_ended'
            when new.created_by <> person then 'import_in_person'
            when new.revision <> old.revision + 1 then 'import_revision'
            when to_jsonb(new) - free <> to_jsonb(old) - free then 'import_origin'
            -- What is thrown away loses the examples that its header has of the cells.
            when new.header <> old.header and new.state <> 'discarded' then 'import_origin' end;
    end if;
    if broken is not null then
        raise exception 'import %: %', new.id, broken
            using errcode = 'check_violation', schema = 'tenant', table = 'import', constraint = broken;
    end if;
    return new;
end $$;
