//! Permissions that nobody holds together: who says what others may do, opens their accounts, holds keys of programs or writes the rules of
//! approval does not spend.

/// Two permissions that one person holds only by a waiver that ends; the first is the lesser by its code.
pub const TOXIC_PAIRS: [(&str, &str); 20] = [
    ("grant.create", "purchase_order.approve"),
    ("grant.create", "purchase_order.issue"),
    ("grant.create", "requisition.approve"),
    ("grant.create", "supplier.activate"),
    ("policy_draft.create", "purchase_order.approve"),
    ("policy_draft.create", "purchase_order.issue"),
    ("policy_draft.create", "requisition.approve"),
    ("policy_draft.create", "supplier.activate"),
    ("factor_reset.create", "purchase_order.approve"),
    ("factor_reset.create", "purchase_order.issue"),
    ("factor_reset.create", "requisition.approve"),
    ("factor_reset.create", "supplier.activate"),
    ("api_key.create", "purchase_order.approve"),
    ("api_key.create", "purchase_order.issue"),
    ("api_key.create", "requisition.approve"),
    ("api_key.create", "supplier.activate"),
    ("api_key.rotate", "purchase_order.approve"),
    ("api_key.rotate", "purchase_order.issue"),
    ("api_key.rotate", "requisition.approve"),
    ("api_key.rotate", "supplier.activate"),
];

/// The pairs of which `wanted` holds a half, and that somebody who holds `held` would then hold.
pub fn toxic_pairs(held: &[&str], wanted: &[&str]) -> Vec<(&'static str, &'static str)> {
    let has = |code: &str| wanted.contains(&code) || held.contains(&code);
    let is_of = |(one, other): &(&'static str, &'static str)| {
        has(one) && has(other) && (wanted.contains(one) || wanted.contains(other))
    };
    TOXIC_PAIRS.into_iter().filter(is_of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Role, catalogue::CATALOGUE};

    #[test]
    fn a_pair_is_toxic_once_its_second_half_is_given() {
        assert_eq!(
            toxic_pairs(&["grant.create"], &["purchase_order.issue"]),
            [("grant.create", "purchase_order.issue")]
        );
        assert_eq!(toxic_pairs(&[], &["grant.create", "supplier.activate"]), [("grant.create", "supplier.activate")]);
        // A half that is held by a waiver is not given for good without one.
        assert_eq!(
            toxic_pairs(&["grant.create", "purchase_order.issue"], &["purchase_order.issue"]),
            [("grant.create", "purchase_order.issue")]
        );
        assert_eq!(toxic_pairs(&["grant.create", "purchase_order.issue"], &["report.view"]), []);
        assert_eq!(toxic_pairs(&["purchase_order.issue"], &["purchase_order.approve"]), []);
    }

    #[test]
    fn no_role_holds_a_pair_and_each_half_is_live_and_guarded() {
        for role in Role::ALL {
            assert_eq!(toxic_pairs(&[], &role.permissions()), [], "{role}");
        }
        for (one, other) in TOXIC_PAIRS {
            assert!(one < other, "{one} {other}");
            for code in [one, other] {
                let entry = CATALOGUE.iter().find(|entry| entry.code == code).expect("a permission of the catalogue");
                assert!(entry.is_live() && entry.is_guarded, "{code}");
            }
        }
    }
}
