-- Browsers are unknown again after what ends sign-ins on purpose, whichever function did it: the trail is where they all come by.
set local role countersign_audit;
create trigger audit_event_forgotten after insert on tenant.audit_event
    for each row
    when (new.action in ('password.changed', 'password.set', 'session.others_ended', 'person.sessions_ended', 'organisation.sessions_ended'))
    execute function door.forget_devices();
reset role;
