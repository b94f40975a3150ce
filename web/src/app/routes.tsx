import { createRoute } from '@tanstack/react-router'
import { Building2, ClipboardList, FileText, FileUp, House, Inbox, ScrollText } from 'lucide-react'
import { auditSearch, denialSearch } from '@/audit/event/search'
import { importSearch, importsSearch, newImportSearch } from '@/purchasing/import/search'
import { useWaitingCount } from '@/purchasing/inbox/queries'
import { orderSearch } from '@/purchasing/order/search'
import { requisitionSearch } from '@/purchasing/requisition/search'
import { supplierSearch } from '@/suppliers/supplier/search'
import {
  operatorDenyConfirmation,
  operatorLink,
  operatorScreens,
  operatorSignIn,
  operators,
} from './operator-routes'
import { peopleScreens } from './people-routes'
import { policyScreens } from './policy-routes'
import {
  confirmEmail,
  confirmSignUp,
  denyConfirmation,
  firstSignIn,
  forgottenPassword,
  newPassword,
  root,
  signedIn,
  signIn,
  signUp,
  stopRecovery,
} from './root-routes'
import { lazyScreen } from './screen'
import { settingsScreens } from './settings-routes'

/** The one list of screens, in the order of the sidebar. */
const screens = [
  createRoute({
    getParentRoute: () => signedIn,
    path: '/',
    component: lazyScreen(() => import('./home')),
    staticData: { screen: { title: 'Home', icon: House, section: 'work', chord: 'g h' } },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/approvals',
    component: lazyScreen(() => import('@/purchasing/inbox/list')),
    staticData: {
      screen: {
        title: 'My approvals',
        icon: Inbox,
        section: 'work',
        chord: 'g a',
        permission: 'approval.view',
        useCount: useWaitingCount,
      },
    },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/requisitions',
    validateSearch: requisitionSearch,
    component: lazyScreen(() => import('@/purchasing/requisition/list')),
    staticData: {
      screen: {
        title: 'Requisitions',
        icon: ClipboardList,
        section: 'work',
        chord: 'g r',
        permission: 'requisition.view',
        keywords: 'request',
      },
    },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/requisitions/new',
    component: lazyScreen(() => import('@/purchasing/requisition/create')),
    staticData: {
      screen: {
        title: 'New requisition',
        icon: ClipboardList,
        isAction: true,
        chord: 'n r',
        permission: 'requisition.create',
      },
    },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/requisitions/$id',
    component: lazyScreen(() => import('@/purchasing/requisition/detail')),
    staticData: { screen: { title: 'Requisition', permission: 'requisition.view' } },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/requisitions/$id/edit',
    component: lazyScreen(() => import('@/purchasing/requisition/update')),
    staticData: { screen: { title: 'Edit requisition', permission: 'requisition.update' } },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/purchase-orders',
    validateSearch: orderSearch,
    component: lazyScreen(() => import('@/purchasing/order/list')),
    staticData: {
      screen: {
        title: 'Purchase orders',
        icon: FileText,
        section: 'work',
        chord: 'g o',
        permission: 'purchase_order.view',
        keywords: 'po',
      },
    },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/purchase-orders/new',
    component: lazyScreen(() => import('@/purchasing/order/create')),
    staticData: {
      screen: {
        title: 'New purchase order',
        icon: FileText,
        isAction: true,
        chord: 'n o',
        permission: 'purchase_order.create',
      },
    },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/purchase-orders/$id',
    component: lazyScreen(() => import('@/purchasing/order/detail')),
    staticData: { screen: { title: 'Purchase order', permission: 'purchase_order.view' } },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/purchase-orders/$id/edit',
    component: lazyScreen(() => import('@/purchasing/order/update')),
    staticData: { screen: { title: 'Edit order', permission: 'purchase_order.update' } },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/suppliers',
    validateSearch: supplierSearch,
    component: lazyScreen(() => import('@/suppliers/supplier/list')),
    staticData: {
      screen: {
        title: 'Suppliers',
        icon: Building2,
        section: 'plan',
        chord: 'g s',
        permission: 'supplier.view',
        keywords: 'vendors',
      },
    },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/suppliers/new',
    component: lazyScreen(() => import('@/suppliers/supplier/create')),
    staticData: {
      screen: {
        title: 'New supplier',
        icon: Building2,
        isAction: true,
        chord: 'n s',
        permission: 'supplier.create',
      },
    },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/suppliers/$id',
    component: lazyScreen(() => import('@/suppliers/supplier/detail')),
    staticData: { screen: { title: 'Supplier', permission: 'supplier.view' } },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/suppliers/$id/edit',
    component: lazyScreen(() => import('@/suppliers/supplier/update')),
    staticData: { screen: { title: 'Edit supplier', permission: 'supplier.update' } },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/imports',
    validateSearch: importsSearch,
    component: lazyScreen(() => import('@/purchasing/import/list')),
    staticData: {
      screen: {
        title: 'Imports',
        icon: FileUp,
        section: 'plan',
        chord: 'g i',
        permission: 'import.view',
        keywords: 'csv upload file',
      },
    },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/imports/new',
    validateSearch: newImportSearch,
    component: lazyScreen(() => import('@/purchasing/import/create')),
    staticData: {
      screen: {
        title: 'New import',
        icon: FileUp,
        isAction: true,
        chord: 'n i',
        permission: 'import.create',
        keywords: 'csv upload suppliers orders',
      },
    },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/imports/$id',
    validateSearch: importSearch,
    component: lazyScreen(() => import('@/purchasing/import/detail')),
    staticData: { screen: { title: 'Import', permission: 'import.view' } },
  }),
  ...peopleScreens,
  ...policyScreens,
  createRoute({
    getParentRoute: () => signedIn,
    path: '/audit',
    validateSearch: auditSearch,
    component: lazyScreen(() => import('@/audit/event/list')),
    staticData: {
      screen: {
        title: 'Audit log',
        icon: ScrollText,
        section: 'administration',
        chord: 'g l',
        permission: 'audit_event.view',
        keywords: 'trail events history changes',
      },
    },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/audit/denials',
    validateSearch: denialSearch,
    component: lazyScreen(() => import('@/audit/denial/list')),
    staticData: {
      screen: {
        title: 'Denials',
        icon: ScrollText,
        permission: 'audit_event.view',
        keywords: 'audit refused forbidden',
      },
    },
  }),
  ...settingsScreens,
] as const

export const routeTree = root.addChildren([
  signIn,
  firstSignIn,
  confirmEmail,
  confirmSignUp,
  signUp,
  denyConfirmation,
  stopRecovery,
  forgottenPassword,
  newPassword,
  operatorSignIn,
  operatorLink,
  operatorDenyConfirmation,
  operators.addChildren(operatorScreens),
  signedIn.addChildren(screens),
])
