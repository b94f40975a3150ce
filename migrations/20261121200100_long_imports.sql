-- Imports of 100,000 rows: a file is kept before its rows are tried, for a long one is tried by a job.
alter table tenant.import
    drop constraint import_state_check,
    drop constraint import_bytes_check,
    drop constraint import_row_count_check,
    add constraint import_state_check check (state in ('uploaded', 'tried', 'confirmed', 'discarded', 'undone')),
    add constraint import_bytes_check check (bytes between 1 and 52428800),
    add constraint import_row_count_check check (row_count between 1 and 100000);

-- Parts come while the file is read, and what the file is known by when it was.
alter table tenant.import_part
    drop constraint import_part_import_fkey,
    add constraint import_part_import_fkey foreign key (org_id, import_id) references tenant.import deferrable initially deferred,
    add column last_row int;
comment on column tenant.import_part.last_row is 'The line on which its last row begins, so that a page finds where it starts.';
select door.classify('import_part', plain => array['last_row']);

-- As before, and that a file begins uploaded or tried; being tried for the first time is no change that anybody made.
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
            when new.state not in ('uploaded', 'tried') or new.revision <> 1 then 'import_begins_tried'
            when new.created_by <> person then 'import_in_person' end;
    else
        broken := case
            when old.state not in ('uploaded', 'tried') and not (old.state = 'confirmed' and new.state = 'undone')
                or old.state <> 'confirmed' and new.state = 'undone' or old.state = 'uploaded' and new.state = 'confirmed' then 'import_ended'
            when old.state <> 'uploaded' and new.state = 'uploaded' then 'import_begins_tried'
            when new.state = 'undone' and (new.undone_at <> door.now() or to_jsonb(new) - undone <> to_jsonb(old) - undone) then 'import_ended'
            when new.created_by <> person then 'import_in_person'
            when new.revision <> old.revision + 1 and not (old.state = 'uploaded' and new.state = 'tried' and new.revision = old.revision)
                then 'import_revision'
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
