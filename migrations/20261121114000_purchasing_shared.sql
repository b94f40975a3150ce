-- Numbers that are given once and never burned: the row lock is held until the document that takes the number is committed.
create table tenant.number_series (
    org_id uuid not null references tenant.organisation,
    kind text not null check (kind in ('requisition', 'purchase_order')),
    year smallint not null check (year between 2000 and 2999),
    last bigint not null check (last > 0),
    primary key (org_id, kind, year)
);
comment on table tenant.number_series is 'The last number given, per kind of document and fiscal year.';
call tenant.adopt('number_series', plain => array['org_id', 'kind', 'year', 'last']);
grant select, insert, update on tenant.number_series to countersign_tenant;

-- A series goes on by one; nothing takes a number back or leaves one out.
create function tenant.guard_number_series() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if tg_op = 'INSERT' and new.last <> 1 or tg_op = 'UPDATE' and new.last <> old.last + 1 then
        raise exception 'a number series goes on by one'
            using errcode = 'check_violation', schema = 'tenant', table = 'number_series', constraint = 'number_series_by_one';
    end if;
    return new;
end $$;
revoke execute on function tenant.guard_number_series from public;
create trigger guard before insert or update on tenant.number_series for each row execute function tenant.guard_number_series();
