//! Ids are types of their own: an order's id is no person's id.

/// Declares an id: a UUID to the wire and to the database, a type of its own to Rust.
#[macro_export]
macro_rules! id {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive($crate::macros::serde::Serialize, $crate::macros::serde::Deserialize)]
        #[derive($crate::macros::sqlx::Type, $crate::macros::utoipa::ToSchema)]
        #[serde(transparent, crate = "kernel::macros::serde")]
        #[sqlx(transparent)]
        pub struct $name(pub $crate::macros::uuid::Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<$name> for $crate::macros::uuid::Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    )*};
}

id! {
    /// An organisation, the tenant.
    OrgId;
    /// A person's account in one organisation.
    PersonId;
    /// A department of an organisation.
    DepartmentId;
    /// A document of any kind that is approved, talked about and printed: a requisition's id, an order's id.
    DocumentId;
    /// A category of goods or services.
    CategoryId;
    /// A supplier.
    SupplierId;
    /// A sign-in that still lives, or lived; it opens nothing.
    SessionId;
    /// An invitation to join an organisation.
    InvitationId;
    /// Rights that somebody asked for somebody else.
    GrantId;
    /// A role of an organisation's own.
    CustomRoleId;
    /// That somebody's second factor should be reset.
    FactorResetId;
    /// A passkey that somebody signs in with; its id opens nothing.
    PasskeyId;
    /// That an owner offers the organisation to somebody.
    OwnershipTransferId;
    /// A key by which a program calls, and the account that it acts as.
    ApiKeyId;
    /// That an operator of the installation may read an organisation for a while.
    SupportAccessId;
    /// That an operator of the installation brings back the last owner.
    OwnerRecoveryId;
    /// A mail that was sent, or is to be.
    MailId;
    /// One request, as the logs and the trail name it.
    RequestId;
}
