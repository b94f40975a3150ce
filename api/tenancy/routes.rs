//! The operations of this room.
use access::Operations;

use crate::{
    category, currency, delivery_address, department, exchange_rate, organisation, permission, person, profile,
    security_policy, tax_code, unit,
};

/// Registers them, each with its document.
pub fn routes(api: &mut impl Operations) {
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
        person {
            list: list_people,
            export: export_people,
            get: get_person,
        }
        profile {
            get: get_profile,
            update: update_profile,
        }
        permission {
            list: list_permissions,
            export: export_permissions,
            list_of_person: list_permissions_of_person,
        }
        unit {
            list: list_units,
        }
        currency {
            list: list_currencies,
        }
    }
}
