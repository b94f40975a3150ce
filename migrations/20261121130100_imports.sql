-- Imports: a file somebody uploaded, row by row as it was read, until its rows are made real or thrown away.
create table tenant.import (
    org_id uuid not null references tenant.organisation,
    id uuid not null,
    kind text not null check (kind in ('suppliers', 'purchase_orders')),
    state text not null check (state in ('tried', 'confirmed', 'discarded')),
    file_name text not null check (length(file_name) between 1 and 500),
    bytes int not null check (bytes between 1 and 10485760),
    sha256 bytea not null check (octet_length(sha256) = 32),
    encoding text not null check (encoding in ('utf-8', 'windows-1252')),
    delimiter text not null check (delimiter in (',', ';', E'\t', '|')),
    header jsonb not null,
    mapping jsonb not null,
    verdict jsonb not null,
    row_count int not null check (row_count between 1 and 20000),
    ready_count int not null check (ready_count >= 0),
    warning_count int not null check (warning_count >= 0),
    problem_count int not null check (problem_count >= 0),
    repeated_count int not null check (repeated_count >= 0),
    document_count int not null check (document_count >= 0),
    created_by uuid not null,
    created_at timestamptz not null,
    confirmed_at timestamptz,
    revision bigint not null default 1 check (revision > 0),
    primary key (org_id, id),
    constraint import_created_by_fkey foreign key (org_id, created_by) references tenant.person,
    constraint import_confirmation_check check ((state = 'confirmed') = (confirmed_at is not null))
);
create index import_newest on tenant.import (org_id, created_by, created_at desc, id desc);
comment on table tenant.import is 'A file that somebody uploaded, and how its rows came out; seen by nobody else.';
comment on column tenant.import.sha256 is 'Of the file as it was sent; its bytes are not kept beside its rows.';
comment on column tenant.import.header is 'The columns with examples from their cells: the file''s content, which the trail does not hold.';
comment on column tenant.import.verdict is 'The problems counted and the values that no closed set has, as trying the rows found them.';
call tenant.adopt('import', plain => array['org_id', 'id', 'kind', 'state', 'file_name', 'bytes', 'sha256', 'encoding', 'delimiter', 'mapping',
    'row_count', 'ready_count', 'warning_count', 'problem_count', 'repeated_count', 'document_count', 'created_by', 'created_at', 'confirmed_at', 'revision'],
    secret => array['header', 'verdict']);
grant select, insert, update on tenant.import to countersign_tenant;

-- Several hundred rows to a part: the audit trigger runs for each row of a table, and says nothing of these but that they are there.
create table tenant.import_part (
    org_id uuid not null,
    import_id uuid not null,
    part int not null check (part >= 0),
    row_count int not null check (row_count > 0),
    cells jsonb not null,
    found jsonb not null,
    primary key (org_id, import_id, part),
    constraint import_part_import_fkey foreign key (org_id, import_id) references tenant.import
);
comment on table tenant.import_part is 'Rows of an imported file, as they were read and how they came out; deleted when the import is discarded.';
comment on column tenant.import_part.cells is 'What stood in the file: whatever somebody put there, so the trail does not hold it.';
comment on column tenant.import_part.found is 'How each of these rows came out, what was wrong with it, and what it became.';
call tenant.adopt('import_part', plain => array['org_id', 'import_id', 'part', 'row_count'], secret => array['cells', 'found']);
grant select, insert, update, delete on tenant.import_part to countersign_tenant;

-- What a check cannot see: that an import is its maker's own, that the file stays what it was, and that what ended has ended.
create function tenant.guard_import() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    person uuid := door.person_id();
    broken text;
begin
    if tg_op = 'INSERT' then
        broken := case
            when new.state <> 'tried' or new.revision <> 1 then 'import_begins_tried'
            when new.created_by <> person then 'import_in_person' end;
    else
        broken := case
            when old.state <> 'tried' then 'import_ended'
            when new.created_by <> person then 'import_in_person'
            when new.revision <> old.revision + 1 then 'import_revision'
            when (new.id, new.kind, new.file_name, new.bytes, new.sha256, new.encoding, new.delimiter, new.header, new.row_count, new.created_by, new.created_at)
                is distinct from (old.id, old.kind, old.file_name, old.bytes, old.sha256, old.encoding, old.delimiter, old.header, old.row_count, old.created_by, old.created_at)
                then 'import_origin' end;
    end if;
    if broken is not null then
        raise exception 'import %: %', new.id, broken
            using errcode = 'check_violation', schema = 'tenant', table = 'import', constraint = broken;
    end if;
    return new;
end $$;
revoke execute on function tenant.guard_import from public;
create trigger guard before insert or update on tenant.import for each row execute function tenant.guard_import();
