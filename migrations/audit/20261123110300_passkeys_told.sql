-- A passkey that is added, removed or may have been copied is told to its person by mail, whichever function did it.
set local role countersign_audit;
create trigger audit_event_passkey_told after insert on tenant.audit_event
    for each row
    when (new.action in ('passkey.created', 'passkey.removed', 'passkey.suspected'))
    execute function door.tell_person();
reset role;
