-- Which order each clone is of; from here on the tables' owner acts, under row security.
create temporary table clone (
    original uuid not null, id uuid primary key, n bigint not null, at timestamptz not null, supplier_id uuid not null
) on commit drop;
create temporary table route_clone (
    original uuid not null, id uuid primary key, document_id uuid not null, at timestamptz not null
) on commit drop;
grant select, insert on clone, route_clone to countersign_owner;
set local role countersign_owner;
