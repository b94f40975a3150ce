-- Every part of an order, of all its clones.
insert into tenant.purchase_order
select r.*
from clone c
join tenant.purchase_order o on o.id = c.original,
    jsonb_populate_record(o, jsonb_build_object('id', c.id, 'created_at', c.at, 'supplier_id', c.supplier_id,
        'title', 'Supplies ' || c.n, 'number', case when o.number is not null then 'B-' || c.n end,
        'submitted_at', c.at + (o.submitted_at - o.created_at), 'approved_at', c.at + (o.approved_at - o.created_at),
        'issued_at', c.at + (o.issued_at - o.created_at))) r;

insert into tenant.purchase_order_line
select r.*
from clone c
join tenant.purchase_order_line l on l.order_id = c.original,
    jsonb_populate_record(l, jsonb_build_object('id', uuidv7(c.at - now()), 'order_id', c.id)) r;

insert into route_clone (original, id, document_id, at)
select t.id, uuidv7(c.at - now()), c.id, c.at
from clone c
join tenant.approval_route t on t.document_id = c.original;

insert into tenant.approval_route
select r.*
from route_clone c
join tenant.approval_route t on t.id = c.original,
    jsonb_populate_record(t, jsonb_build_object('id', c.id, 'document_id', c.document_id, 'opened_at', c.at,
        'ended_at', c.at + (t.ended_at - t.opened_at))) r;

insert into tenant.approval_decision
select r.*
from route_clone c
join tenant.approval_decision d on d.route_id = c.original,
    jsonb_populate_record(d, jsonb_build_object('id', uuidv7(c.at - now()), 'route_id', c.id, 'decided_at', c.at)) r;

insert into tenant.approval_waiting
select r.*
from route_clone c
join tenant.approval_waiting w on w.route_id = c.original,
    jsonb_populate_record(w, jsonb_build_object('route_id', c.id, 'document_id', c.document_id, 'since', c.at)) r;

insert into tenant.watcher
select r.*
from clone c
join tenant.watcher w on w.document_id = c.original,
    jsonb_populate_record(w, jsonb_build_object('document_id', c.id, 'since', c.at)) r;

-- The paper itself would be the larger part of the database, and no operation that is measured reads it.
insert into tenant.printed_order
select r.*
from clone c
join tenant.printed_order p on p.order_id = c.original,
    jsonb_populate_record(p, jsonb_build_object('order_id', c.id, 'pdf', '\x25504446', 'sha256', sha256('\x25504446'))) r;
