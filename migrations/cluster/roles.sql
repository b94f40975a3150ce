-- Roles belong to the cluster, not to a database: the administrator runs this before the first migration, and again at each `migrate`.
-- Nobody here is a superuser or may create roles; only the backup role, which nothing that serves uses, reads past row security.
do $$
declare
    wanted text;
begin
    foreach wanted in array array[
        'countersign_owner nologin',
        'countersign_door nologin',
        'countersign_audit nologin',
        'countersign_migrator login',
        'countersign_tenant login',
        'countersign_sign_in login',
        'countersign_operator login',
        'countersign_worker login',
        'countersign_support login',
        'countersign_backup nologin bypassrls'
    ] loop
        begin
            execute 'create role ' || wanted || ' noinherit nosuperuser nocreatedb nocreaterole noreplication';
        exception when duplicate_object or unique_violation then
            null; -- Two databases may be set up at once.
        end;
    end loop;
end $$;

-- The migrator becomes the owner or the door by `set role`; never the audit, which has no members.
do $$
begin
    grant countersign_owner, countersign_door to countersign_migrator with inherit false, set true;
exception when unique_violation then
    null;
end $$;

-- Nothing runs for ever, and no bound value reaches a log.
do $$
declare
    login text;
begin
    foreach login in array array['countersign_tenant', 'countersign_sign_in', 'countersign_operator', 'countersign_worker', 'countersign_support'] loop
        begin
            execute format('alter role %I set statement_timeout = %L', login, '10s');
            execute format('alter role %I set transaction_timeout = %L', login, '30s');
            execute format('alter role %I set idle_in_transaction_session_timeout = %L', login, '15s');
            execute format('alter role %I set lock_timeout = %L', login, '5s');
            execute format('alter role %I set search_path = %L', login, 'tenant');
            -- A statement is planned once for a connection, not anew for each of its values: what is tested is what runs.
            execute format('alter role %I set plan_cache_mode = %L', login, 'force_generic_plan');
        exception when internal_error then
            raise notice 'settings of % stay as they are: %', login, sqlerrm;
        end;
        -- Of these a managed server may refuse us the setting; it must then be the server's own.
        begin
            execute format('alter role %I set log_parameter_max_length = 0', login);
            execute format('alter role %I set log_parameter_max_length_on_error = 0', login);
        exception when insufficient_privilege or internal_error then
            raise notice 'settings of % stay as they are: %', login, sqlerrm;
        end;
    end loop;
end $$;
