-- $1 clones of the orders $2 in turn, spread over the last two years, each with one of the suppliers.
with supplier as (select array_agg(s.id order by s.id) as ids from tenant.supplier s),
    numbered as (
        select n, ($2::uuid[])[1 + n % cardinality($2::uuid[])] as original,
            uuidv7(($1 - n + 1) * interval '-730 days' / $1) as id,
            supplier.ids[1 + (n * 7919) % cardinality(supplier.ids)] as supplier_id
        from generate_series(1, $1) n, supplier)
insert into clone (original, id, n, at, supplier_id)
select original, id, n, uuid_extract_timestamp(id), supplier_id
from numbered
