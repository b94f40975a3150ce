-- The directory: which home each organisation lives in, and the operators' plane. Each function of it is lent to one role or to none.
with wanted (signature, caller, is_definer) as (
    values ('platform.begin_attempt(bytea,text,integer,integer,interval)', 'sign_in', true),
           ('platform.find_operator(text)', 'sign_in', true),
           ('platform.open_session(uuid,uuid,timestamp with time zone,bigint,uuid,bytea,interval,interval,text,text,uuid)', 'sign_in', true),
           ('platform.refuse_session(uuid,uuid,text,uuid)', 'sign_in', true),
           ('platform.replace_session(bytea)', 'sign_in', true),
           ('platform.read_link(bytea)', 'sign_in', true),
           ('platform.begin_link(bytea,uuid,text,bytea)', 'sign_in', true),
           ('platform.use_link(bytea,uuid,bigint,text,interval,text,uuid)', 'sign_in', true),
           ('platform.begin_passkey_sign_in()', 'sign_in', true),
           ('platform.find_passkey(bytea,bytea)', 'sign_in', true),
           ('platform.open_session_with_passkey(uuid,uuid,bigint,boolean,timestamp with time zone,bytea,timestamp with time zone,uuid,bytea,interval,interval,text,text,uuid)', 'sign_in', true),
           ('platform.suspect_passkey(uuid,bytea,timestamp with time zone,text,uuid)', 'sign_in', true),
           ('platform.own_passkeys()', 'operator', true),
           ('platform.begin_passkey(uuid,jsonb)', 'operator', true),
           ('platform.find_challenge()', 'operator', true),
           ('platform.add_passkey(uuid,uuid,bytea,bytea,jsonb,bigint,boolean,text[],text)', 'operator', true),
           ('platform.remove_passkey(uuid)', 'operator', true),
           ('platform.caller_lately()', null, false),
           ('platform.tell_operator(uuid,text,jsonb,text)', null, false),
           ('platform.deny_intent(bytea,text,uuid)', 'sign_in', true),
           ('platform.claim_mail(bytea,interval)', 'worker', true),
           ('platform.end_mail(bytea)', 'worker', true),
           ('platform.refuse_mail(bytea,text,boolean)', 'worker', true),
           ('platform.finish_mail(uuid,text,text)', null, false),
           ('platform.ask_intent(uuid,text,uuid,bytea,bytea,bytea,text,text[],text,interval,uuid,text,bytea)', 'operator', true),
           ('platform.try_intent(uuid,text,bytea[])', 'operator', true),
           ('platform.redeem_intent(uuid,text,uuid,bytea,bytea[])', 'operator', true),
           ('platform.review_standing(text,text)', 'operator', true),
           ('platform.own_intent(uuid,text)', null, false),
           ('platform.ask_intent_by_passkey(uuid,text,uuid,bytea,bytea,bytea,bytea,text,text[],text,interval,uuid,text,bytea)', 'operator', true),
           ('platform.find_intent_passkey(uuid,text,bytea)', 'operator', true),
           ('platform.try_intent_by_passkey(uuid,text,bytea[],uuid)', 'operator', true),
           ('platform.redeem_intent_by_passkey(uuid,text,uuid,bytea,bytea[],uuid,bigint,boolean)', 'operator', true),
           ('platform.keep_intent(uuid,text,uuid,bytea,bytea,bytea,bytea,bytea,text,text[],text,interval,uuid,text,interval,text,bytea)', null, false),
           ('platform.own_intent_by_passkey(uuid,text)', null, false),
           ('platform.tell_suspected(uuid,text,uuid)', null, false),
           ('platform.guard_account(uuid,text,uuid)', null, false),
           ('platform.end_row()', null, false),
           ('platform.list_operators(text,bigint)', 'operator', true),
           ('platform.ask_operator_change(uuid,text,text,text,text,text,interval)', 'operator', true),
           ('platform.review_operator_change(uuid)', 'operator', true),
           ('platform.withdraw_operator_change(uuid)', 'operator', true),
           ('platform.carry_out_operator_change(uuid,bytea,interval,uuid,text,bytea)', 'operator', true),
           ('platform.waiting_operator_change(platform.session,uuid)', null, false),
           ('platform.close_operator(uuid,timestamp with time zone)', null, false),
           ('platform.keep_security()', null, false),
           ('platform.confirmed_under(text)', null, false),
           ('platform.demand_confirmation(platform.session,text,uuid)', null, false),
           ('platform.begin_request(text,text,uuid,text)', 'operator', true),
           ('platform.touch_session()', 'operator', true),
           ('platform.end_session()', 'operator', true),
           ('platform.list_events(uuid,bigint)', 'operator', true),
           ('platform.list_organisations(text,bigint)', 'operator', true),
           ('platform.ask_standing(text,text,text,interval)', 'operator', true),
           ('platform.carry_out_standing(text,text)', 'operator', true),
           ('platform.invite_owner(text,text,bytea,integer)', 'operator', true),
           ('platform.withdraw_standing(text,text)', 'operator', true),
           ('platform.carry_out_deletion(text,integer)', 'operator', true),
           ('platform.restore_organisation(text,text)', 'operator', true),
           ('platform.begin_recovery(text,text,text,text)', 'operator', true),
           ('platform.recovery_to_prove(text)', 'operator', true),
           ('platform.prove_recovery(text,text)', 'operator', true),
           ('platform.review_recovery(text)', 'operator', true),
           ('platform.carry_out_recovery(text,text,integer)', 'operator', true),
           ('platform.stop_recovery(text,text)', 'operator', true),
           ('platform.complete_recovery(text)', 'operator', true),
           ('platform.view_recovery(text)', 'operator', true),
           ('platform.live_recovery(text)', null, false),
           ('platform.tell_recovery(platform.session,text,platform.recovery,text,jsonb)', null, false),
           ('platform.ask_support(text,integer,text,text)', 'operator', true),
           ('platform.list_supports(uuid,bigint)', 'operator', true),
           ('platform.open_support(uuid,bytea)', 'operator', true),
           ('platform.leave_supports(uuid)', 'operator', true),
           ('platform.home_of_support(uuid)', 'operator', true),
           ('platform.seal(text)', null, false),
           ('platform.noun_of(text)', null, false),
           ('platform.is_deleting(uuid)', null, false),
           ('platform.note_purge(uuid,uuid,timestamp with time zone,text,bytea)', 'operator', true),
           ('platform.record_denial(text,text,uuid,text)', 'operator', true),
           ('platform.caller(text)', null, false),
           ('platform.caller_held(text)', null, false),
           ('platform.tell(uuid,uuid,text,text,uuid,jsonb,uuid,text)', null, false),
           ('platform.tell_of(platform.session,text,text,uuid,jsonb)', null, false),
           ('platform.now()', null, false),
           ('platform.neighbourhood(text)', null, false),
           ('platform.standing(uuid)', null, false),
           ('platform.permission_for(text)', null, false),
           ('platform.refuse_rewriting()', null, false),
           ('platform.invite_operator(uuid,text,text,text,bytea,interval)', null, false)
),
present as (
    select p.oid::regprocedure::text as signature, pg_get_userbyid(p.proowner)::text as owner, p.prosecdef as is_definer, p.proconfig as settings,
           (select string_agg(case a.grantee when 0 then 'public' else pg_get_userbyid(a.grantee)::text end, ', ')
            from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee <> p.proowner) as callers
    from pg_proc p where p.pronamespace = to_regnamespace('platform')
),
relation as (
    select c.oid, c.oid::regclass::text as name, c.relowner, c.relacl, c.relrowsecurity as is_on, n.nspname
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('platform', 'directory') and c.relkind in ('r', 'p', 'v', 'm', 'f')
)
select 'directory.function' as rule, p.signature as object, 'drop it: nobody knows it' as what_to_do
from present p where p.signature not in (select signature from wanted)
union all
select 'directory.function', w.signature, 'it is not there: run countersign migrate'
from wanted w where w.signature not in (select signature from present)
union all
select 'directory.owner', p.signature || ' of ' || p.owner, 'alter function .. owner to countersign_door' from present p where p.owner <> 'countersign_door'
union all
select 'directory.definer', p.signature, 'it must run as its ' || case when w.is_definer then 'definer' else 'caller' end
from present p join wanted w using (signature) where p.is_definer <> w.is_definer
union all
select 'directory.callers', p.signature, format('it is lent to {%s}, and should be to {%s}', p.callers, 'countersign_' || w.caller)
from present p join wanted w using (signature) where p.callers is distinct from 'countersign_' || w.caller
union all
select 'directory.search_path', p.signature, 'alter function .. set search_path = pg_catalog, pg_temp, and set nothing else'
from present p where p.settings is distinct from array['search_path=pg_catalog, pg_temp']
union all
select 'directory.row_security', name, 'alter table .. enable row level security' from relation where nspname = 'platform' and not is_on
union all
select 'directory.owner', name, 'alter table .. owner to countersign_door' from relation where nspname = 'platform' and pg_get_userbyid(relowner) <> 'countersign_door'
union all
select 'directory.policy', format('%s: %s', r.name, p.polname), 'drop the policy: the owner needs none and nobody else may have one'
from relation r join pg_policy p on p.polrelid = r.oid
union all
select 'directory.grant', format('%s: %s to %s', r.name, lower(a.privilege_type), case a.grantee when 0 then 'public' else pg_get_userbyid(a.grantee)::text end),
       'revoke it: operators are reached through functions alone'
from relation r, lateral (
    select x.grantee, x.privilege_type from aclexplode(r.relacl) x
    union all
    select x.grantee, x.privilege_type from pg_attribute t, aclexplode(t.attacl) x where t.attrelid = r.oid
) a
where a.grantee <> r.relowner
  and not (r.name = 'directory.organisation'
           and (pg_get_userbyid(a.grantee) = 'countersign_sign_in' and a.privilege_type in ('SELECT', 'INSERT')
                or pg_get_userbyid(a.grantee) = 'countersign_door' and a.privilege_type = 'SELECT'))
union all
select 'directory.trigger', 'platform.event', 'its trigger must refuse to rewrite what operators did: run countersign migrate, or enable it'
where not exists (
    select from pg_trigger t
    where t.tgrelid = to_regclass('platform.event') and t.tgname = 'event_append_only' and t.tgenabled in ('O', 'A'))
union all
select 'directory.warrant_key', 'platform.warrant_key', 'run countersign migrate: without the key no home takes the word of two operators'
where not exists (select from platform.warrant_key)
