-- How a table becomes a tenant's: row security enabled and forced, the one template policy, the audit trigger, every column classed.
-- Each table's own file calls it, so that no table is half protected; the catalogue walker checks what it did.
create procedure tenant.adopt(of_table text, plain text[], personal text[] default '{}', secret text[] default '{}')
language plpgsql security invoker set search_path = pg_catalog, pg_temp as $$
begin
    execute format('alter table tenant.%I enable row level security', of_table);
    execute format('alter table tenant.%I force row level security', of_table);
    execute format('create policy tenant on tenant.%I using (org_id = (select door.org_id())) with check (org_id = (select door.org_id()))', of_table);
    execute format('create trigger audit after insert or update or delete on tenant.%I for each row execute function door.audit()', of_table);
    execute format('grant select on tenant.%I to countersign_backup', of_table);
    perform door.classify(of_table, plain, personal, secret);
end $$;
revoke execute on procedure tenant.adopt from public;
