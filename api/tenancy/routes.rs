//! The operations of this room.
use access::Operations;

use crate::{
    access_review, category, currency, delivery_address, department, duty, duty_exception, exchange_rate, grant,
    invitation, organisation, ownership_transfer, permission, person, profile, role, security_policy, support_access,
    tax_code, unit,
};

/// Registers them, each with its document.
pub fn routes(api: &mut impl Operations) {
    kept(api);
    people(api);
}

// What the organisation keeps about itself.
fn kept(api: &mut impl Operations) {
    access::operations! {
        api;
        organisation {
            get: get_organisation,
            update: update_organisation,
            get_logo: get_organisation_logo,
            set_logo: set_organisation_logo,
        }
        security_policy {
            get: get_security_policy,
            update: update_security_policy,
        }
        duty {
            list: list_duties,
            update: update_duty,
        }
        duty_exception {
            list: list_duty_exceptions,
            export: export_duty_exceptions,
            review: review_duty_exception,
        }
        department {
            list: list_departments,
            export: export_departments,
            get: get_department,
            create: create_department,
            update: update_department,
        }
        category {
            list: list_categories,
            export: export_categories,
            get: get_category,
            create: create_category,
            update: update_category,
        }
        tax_code {
            list: list_tax_codes,
            export: export_tax_codes,
            get: get_tax_code,
            create: create_tax_code,
            update: update_tax_code,
        }
        delivery_address {
            list: list_delivery_addresses,
            export: export_delivery_addresses,
            get: get_delivery_address,
            create: create_delivery_address,
            update: update_delivery_address,
        }
        exchange_rate {
            list: list_exchange_rates,
            export: export_exchange_rates,
            get: get_exchange_rate,
            create: create_exchange_rate,
        }
        unit {
            list: list_units,
        }
        currency {
            list: list_currencies,
        }
    }
}

// Who belongs to it, and who is to.
fn people(api: &mut impl Operations) {
    access::operations! {
        api;
        person {
            list: list_people,
            export: export_people,
            get: get_person,
            revoke_grants: revoke_grants_of_person,
            activate: activate_person,
        }
        profile {
            get: get_profile,
            update: update_profile,
            change_email: change_own_email,
            cancel_email_change: cancel_own_email_change,
        }
        permission {
            list: list_permissions,
            export: export_permissions,
            list_of_person: list_permissions_of_person,
            list_holders: list_holders_of_permission,
        }
        role {
            list: list_roles,
            get: get_role,
            list_holders: list_holders_of_role,
            create: create_role,
            update: update_role,
            retire: retire_role,
        }
        grant {
            list: list_grants,
            create: create_grant,
            approve: approve_grant,
            refuse: refuse_grant,
            withdraw: withdraw_grant,
        }
        access_review {
            list: list_access_reviews,
            remind: get_access_review_reminder,
            start: start_access_review,
            get: get_access_review,
            list_lines: list_access_review_lines,
            export: export_access_review_lines,
            decide: decide_access_review,
            sign_off: sign_off_access_review,
            cancel: cancel_access_review,
        }
        ownership_transfer {
            list: list_ownership_transfers,
            create: create_ownership_transfer,
            accept: accept_ownership_transfer,
            refuse: refuse_ownership_transfer,
            withdraw: withdraw_ownership_transfer,
        }
        support_access {
            list: list_support_accesses,
            approve: approve_support_access,
            refuse: refuse_support_access,
            end: end_support_access,
        }
        invitation {
            list: list_invitations,
            create: create_invitations,
            resend: resend_invitation,
            withdraw: withdraw_invitation,
        }
    }
}
