-- $1 clones of the supplier $2.
insert into tenant.supplier
select r.*
from tenant.supplier s, generate_series(1, $1) n,
    jsonb_populate_record(s, jsonb_build_object('id', uuidv7(), 'name', s.name || ' ' || n, 'number', null,
        'name_key', s.name_key || ' ' || n, 'search_text', s.search_text || ' ' || n)) r
where s.id = $2
