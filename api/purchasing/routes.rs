//! Every operation of this room.
use access::Operations;

use crate::{adjustment_reason, import, leaver, order, requisition};

/// Adds them.
pub fn routes(api: &mut impl Operations) {
    documents(api);
    access::operations! { api;
        adjustment_reason {
            list: list_adjustment_reasons,
        }
        import {
            list: list_imports,
            export: export_imports,
            create: create_import,
            get: get_import,
            list_rows: list_import_rows,
            export_problems: export_import_problems,
            map: map_import,
            confirm: confirm_import,
            cancel: cancel_import,
            discard: discard_import,
            undo: undo_import,
            forget_mapping: forget_import_mapping,
        }
        leaver {
            open_work: get_open_work_of_person,
            own_open_work: get_own_open_work,
            deactivate: deactivate_person,
            leave: leave_organisation,
        }
    }
}

// What is asked for, and what is ordered.
fn documents(api: &mut impl Operations) {
    access::operations! { api;
        requisition {
            list: list_requisitions,
            export: export_requisitions,
            export_lines: export_requisition_lines,
            get: get_requisition,
            preview: preview_requisition_route,
            create: create_requisition,
            update: update_requisition,
            submit: submit_requisition,
            approve: approve_requisition,
            r#return: return_requisition,
            reject: reject_requisition,
            withdraw: withdraw_requisition,
            cancel: cancel_requisition,
            order: order_requisition,
            short_close: short_close_requisition,
            reopen: reopen_requisition,
            comment: comment_on_requisition,
            list_comments: list_requisition_comments,
            add_watcher: add_requisition_watcher,
            remove_watcher: remove_requisition_watcher,
        }
        order {
            list: list_purchase_orders,
            export: export_purchase_orders,
            export_lines: export_purchase_order_lines,
            create: create_purchase_order,
            get: get_purchase_order,
            preview: preview_purchase_order_route,
            update: update_purchase_order,
            submit: submit_purchase_order,
            approve: approve_purchase_order,
            r#return: return_purchase_order,
            reject: reject_purchase_order,
            withdraw: withdraw_purchase_order,
            issue: issue_purchase_order,
            mail: mail_purchase_order,
            list_mails: list_purchase_order_mails,
            acknowledge: acknowledge_purchase_order,
            hold: hold_purchase_order,
            release: release_purchase_order,
            cancel: cancel_purchase_order,
            short_close: short_close_purchase_order,
            reopen: reopen_purchase_order,
            print: print_purchase_order,
            comment: comment_on_purchase_order,
            list_comments: list_purchase_order_comments,
            add_watcher: add_purchase_order_watcher,
            remove_watcher: remove_purchase_order_watcher,
        }
    }
}
