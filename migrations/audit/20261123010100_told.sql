-- What happens to an account is told to its person by mail, whichever function did it: the trail is where they all come by.
set local role countersign_audit;
create trigger audit_event_told after insert on tenant.audit_event
    for each row
    when (new.action in ('password.changed', 'totp.confirmed', 'totp.removed', 'recovery_code.renewed')
        or new.action = 'password.set' and new.detail ->> 'purpose' = 'password_reset'
        or new.action = 'session.ended' and new.detail ->> 'because' = 'refresh_token_reused'
        or new.action = 'session.created' and new.detail ->> 'second_factor' = 'recovery_code')
    execute function door.tell_person();
reset role;
