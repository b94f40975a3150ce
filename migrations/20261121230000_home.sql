-- Every database was made as the home eu1; now the configuration says which home it is, until an organisation lives there.
set local role countersign_door;

create function door.settle(code text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    update door.home h
    set code = settle.code
    where h.code <> settle.code and not exists (select from door.organisation);
    return (select h.code from door.home h);
end $$;
grant execute on function door.settle to countersign_owner;

set local role countersign_owner;
