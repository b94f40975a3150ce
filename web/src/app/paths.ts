/**
 * Every link of the app is built here: `<Link {...paths.home()}>`. The one file of `app/` that rooms may import,
 * and it imports nothing itself.
 */
export const paths = {
  home: () => ({ to: '/' }) as const,
  signIn: (after?: string) =>
    ({
      to: '/sign-in',
      search: after === undefined || after === '/' ? {} : { to: after },
    }) as const,
  audit: (search: { entity_id?: string; person_id?: string; request_id?: string } = {}) =>
    ({ to: '/audit', search }) as const,
  auditDenials: () => ({ to: '/audit/denials' }) as const,
  categories: () => ({ to: '/settings/categories' }) as const,
  deliveryAddresses: () => ({ to: '/settings/delivery-addresses' }) as const,
  departments: () => ({ to: '/settings/departments' }) as const,
  editSupplier: (id = '') => ({ to: '/suppliers/$id/edit', params: { id } }) as const,
  exchangeRates: () => ({ to: '/settings/exchange-rates' }) as const,
  firstSignIn: () => ({ to: '/first-sign-in' }) as const,
  approvalPolicies: () => ({ to: '/approval-policies' }) as const,
  approvalPolicy: (id = '') => ({ to: '/approval-policies/$id', params: { id } }) as const,
  approvalPolicyDraft: (id = '') =>
    ({ to: '/approval-policies/drafts/$id', params: { id } }) as const,
  editApprovalPolicyDraft: (id = '') =>
    ({ to: '/approval-policies/drafts/$id/edit', params: { id } }) as const,
  approvals: () => ({ to: '/approvals' }) as const,
  editOrder: (id = '') => ({ to: '/purchase-orders/$id/edit', params: { id } }) as const,
  editRequisition: (id = '') => ({ to: '/requisitions/$id/edit', params: { id } }) as const,
  import: (id = '') => ({ to: '/imports/$id', params: { id } }) as const,
  imports: () => ({ to: '/imports' }) as const,
  newImport: (search: { kind?: 'suppliers' | 'purchase_orders' } = {}) =>
    ({ to: '/imports/new', search }) as const,
  newOrder: () => ({ to: '/purchase-orders/new' }) as const,
  newRequisition: () => ({ to: '/requisitions/new' }) as const,
  newSupplier: () => ({ to: '/suppliers/new' }) as const,
  organisation: () => ({ to: '/settings/organisation' }) as const,
  people: () => ({ to: '/people' }) as const,
  permissions: () => ({ to: '/people/permissions' }) as const,
  person: (id = '') => ({ to: '/people/$id', params: { id } }) as const,
  profile: () => ({ to: '/settings/profile' }) as const,
  security: () => ({ to: '/settings/security' }) as const,
  settings: () => ({ to: '/settings' }) as const,
  order: (id = '') => ({ to: '/purchase-orders/$id', params: { id } }) as const,
  orders: () => ({ to: '/purchase-orders' }) as const,
  requisition: (id = '') => ({ to: '/requisitions/$id', params: { id } }) as const,
  requisitions: () => ({ to: '/requisitions' }) as const,
  supplier: (id = '') => ({ to: '/suppliers/$id', params: { id } }) as const,
  suppliers: () => ({ to: '/suppliers' }) as const,
  taxCodes: () => ({ to: '/settings/tax-codes' }) as const,
}
