import { describe, expect, it } from 'vitest'
import { createQueryClient } from '@/api/query-client'
import { paths } from './paths'
import { createAppRouter } from './router'

const router = createAppRouter(createQueryClient())

describe('paths', () => {
  it('are these, and a change of one is seen here', () => {
    expect({
      home: router.buildLocation(paths.home()).href,
      signIn: router.buildLocation(paths.signIn()).href,
      signInAfterwards: router.buildLocation(paths.signIn('/audit?actor=1')).href,
      approvalPolicies: router.buildLocation(paths.approvalPolicies()).href,
      approvalPolicy: router.buildLocation(paths.approvalPolicy('0198')).href,
      approvalPolicyDraft: router.buildLocation(paths.approvalPolicyDraft('0198')).href,
      editApprovalPolicyDraft: router.buildLocation(paths.editApprovalPolicyDraft('0198')).href,
      approvals: router.buildLocation(paths.approvals()).href,
      requisitions: router.buildLocation(paths.requisitions()).href,
      requisition: router.buildLocation(paths.requisition('0198')).href,
      newRequisition: router.buildLocation(paths.newRequisition()).href,
      editRequisition: router.buildLocation(paths.editRequisition('0198')).href,
      imports: router.buildLocation(paths.imports()).href,
      import: router.buildLocation(paths.import('0198')).href,
      newImport: router.buildLocation(paths.newImport({ kind: 'suppliers' })).href,
      newOrder: router.buildLocation(paths.newOrder()).href,
      editOrder: router.buildLocation(paths.editOrder('0198')).href,
      orders: router.buildLocation(paths.orders()).href,
      order: router.buildLocation(paths.order('0198')).href,
      suppliers: router.buildLocation(paths.suppliers()).href,
      supplier: router.buildLocation(paths.supplier('0198')).href,
      newSupplier: router.buildLocation(paths.newSupplier()).href,
      editSupplier: router.buildLocation(paths.editSupplier('0198')).href,
      audit: router.buildLocation(paths.audit({ request_id: 'a' })).href,
      auditDenials: router.buildLocation(paths.auditDenials()).href,
      people: router.buildLocation(paths.people()).href,
      person: router.buildLocation(paths.person('0198')).href,
      permissions: router.buildLocation(paths.permissions()).href,
      settings: router.buildLocation(paths.settings()).href,
      profile: router.buildLocation(paths.profile()).href,
      security: router.buildLocation(paths.security()).href,
      organisation: router.buildLocation(paths.organisation()).href,
      departments: router.buildLocation(paths.departments()).href,
      categories: router.buildLocation(paths.categories()).href,
      taxCodes: router.buildLocation(paths.taxCodes()).href,
      deliveryAddresses: router.buildLocation(paths.deliveryAddresses()).href,
      exchangeRates: router.buildLocation(paths.exchangeRates()).href,
      firstSignIn: router.buildLocation(paths.firstSignIn()).href,
    }).toEqual({
      home: '/',
      signIn: '/sign-in',
      signInAfterwards: '/sign-in?to=%2Faudit%3Factor%3D1',
      approvalPolicies: '/approval-policies',
      approvalPolicy: '/approval-policies/0198',
      approvalPolicyDraft: '/approval-policies/drafts/0198',
      editApprovalPolicyDraft: '/approval-policies/drafts/0198/edit',
      approvals: '/approvals',
      requisitions: '/requisitions',
      requisition: '/requisitions/0198',
      newRequisition: '/requisitions/new',
      editRequisition: '/requisitions/0198/edit',
      imports: '/imports',
      import: '/imports/0198',
      newImport: '/imports/new?kind=suppliers',
      newOrder: '/purchase-orders/new',
      editOrder: '/purchase-orders/0198/edit',
      orders: '/purchase-orders',
      order: '/purchase-orders/0198',
      suppliers: '/suppliers',
      supplier: '/suppliers/0198',
      newSupplier: '/suppliers/new',
      editSupplier: '/suppliers/0198/edit',
      audit: '/audit?request_id=a',
      auditDenials: '/audit/denials',
      people: '/people',
      person: '/people/0198',
      permissions: '/people/permissions',
      settings: '/settings',
      profile: '/settings/profile',
      security: '/settings/security',
      organisation: '/settings/organisation',
      departments: '/settings/departments',
      categories: '/settings/categories',
      taxCodes: '/settings/tax-codes',
      deliveryAddresses: '/settings/delivery-addresses',
      exchangeRates: '/settings/exchange-rates',
      firstSignIn: '/first-sign-in',
    })
  })
  it('all lead to a screen of the list', () => {
    const known = Object.values(router.routesById).map((route) => route.fullPath)
    const targets: string[] = Object.values(paths).map((build) => build().to)
    expect(targets.filter((to) => !known.some((path) => path === to))).toEqual([])
  })
})
