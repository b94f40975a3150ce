-- Whoever offers the organisation hands over all of it, and whoever agrees to a key lets a program in: both are confirmed word for word.

-- An offer has no row before it is made; what is confirmed is to whom.
create trigger confirmed after insert on tenant.ownership_transfer for each row
    execute function tenant.demand_confirmation('organisation.transfer', 'person_id');
create trigger confirmed after update of state on tenant.api_key for each row when (old.state <> 'active' and new.state = 'active')
    execute function tenant.demand_confirmation('api_key.approve', 'id');
