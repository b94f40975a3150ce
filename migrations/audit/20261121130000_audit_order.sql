-- The trail is read newest first by the time it shows, a person's or an action's part of it within a period too: so time stands in
-- those indexes, and denials get one. The administrator runs this file, as the trail's owner.
grant create on schema tenant to countersign_audit;
set local role countersign_audit;
drop index tenant.audit_event_person;
drop index tenant.audit_event_action;
create index audit_event_person on tenant.audit_event (org_id, person_id, occurred_at desc, id desc);
create index audit_event_action on tenant.audit_event (org_id, action, occurred_at desc, id desc);
create index audit_denial_time on tenant.audit_denial (org_id, minute, session_id, status, permission);
reset role;
revoke create on schema tenant from countersign_audit;
