-- An id begins with the millisecond in which its row was made (RFC 9562, UUIDv7), so the newest come by the id alone: of a list, of what
-- somebody watches, and from a day on. What was ordered by moment and id is ordered by one column, and the primary key does the rest.
alter table tenant.purchase_order add constraint purchase_order_id_check
    check (uuid_extract_timestamp(id) is not distinct from date_trunc('milliseconds', created_at));
alter table tenant.requisition add constraint requisition_id_check
    check (uuid_extract_timestamp(id) is not distinct from date_trunc('milliseconds', created_at));

drop index tenant.purchase_order_newest, tenant.purchase_order_lifecycle, tenant.purchase_order_supplier,
    tenant.purchase_order_department, tenant.purchase_order_requester;
create index purchase_order_lifecycle on tenant.purchase_order (org_id, lifecycle, id desc);
create index purchase_order_supplier on tenant.purchase_order (org_id, supplier_id, id desc);
create index purchase_order_department on tenant.purchase_order (org_id, department_id, id desc);
create index purchase_order_requester on tenant.purchase_order (org_id, requester_id, id desc);

-- What somebody watches, the newest document first, each kind for itself.
create index watcher_newest on tenant.watcher (org_id, person_id, document_kind, document_id desc);

-- No id of that moment or later is less than this one.
create function tenant.least_id(at timestamptz) returns uuid
language sql stable parallel safe set search_path = pg_catalog, pg_temp as $$
    select rpad(lpad(to_hex(least(greatest(ceil(extract(epoch from at) * 1000), 0), 281474976710655)::bigint), 12, '0'), 32, '0')::uuid
$$;
revoke execute on function tenant.least_id from public;
grant execute on function tenant.least_id to countersign_tenant;
