-- How files of one header are mapped, kept when an import of one is confirmed, so that the next need not be mapped anew.
create table tenant.import_mapping (
    org_id uuid not null references tenant.organisation,
    kind text not null check (kind in ('suppliers', 'purchase_orders')),
    fingerprint bytea not null check (octet_length(fingerprint) = 32),
    mapping jsonb not null,
    saved_by uuid not null,
    saved_at timestamptz not null,
    primary key (org_id, kind, fingerprint),
    constraint import_mapping_saved_by_fkey foreign key (org_id, saved_by) references tenant.person
);
create index import_mapping_saved_by on tenant.import_mapping (org_id, saved_by);
comment on table tenant.import_mapping is 'The mapping that the next file with the same header begins with, whoever uploads it.';
comment on column tenant.import_mapping.fingerprint is 'SHA-256 of the header''s names without case and punctuation, in alphabetical order.';
comment on column tenant.import_mapping.mapping is 'Columns by their names, constants, and what values of the file mean.';
call tenant.adopt('import_mapping', plain => array['org_id', 'kind', 'fingerprint', 'mapping', 'saved_by', 'saved_at']);
grant select, insert, update, delete on tenant.import_mapping to countersign_tenant;
