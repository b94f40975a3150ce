import { createRoute, redirect } from '@tanstack/react-router'
import {
  Building2,
  ClipboardList,
  FileText,
  FileUp,
  House,
  Inbox,
  ScrollText,
  Settings,
  ShieldCheck,
  Users,
} from 'lucide-react'
import { auditSearch, denialSearch } from '@/audit/event/search'
import { importSearch, importsSearch, newImportSearch } from '@/purchasing/import/search'
import { useWaitingCount } from '@/purchasing/inbox/queries'
import { orderSearch } from '@/purchasing/order/search'
import { requisitionSearch } from '@/purchasing/requisition/search'
import { supplierSearch } from '@/suppliers/supplier/search'
import { peopleSearch, permissionSearch } from '@/tenancy/person/search'
import { masterSearch, rateSearch } from '@/tenancy/settings/search'
import { paths } from './paths'
import { policyScreens } from './policy-routes'
import { firstSignIn, root, signedIn, signIn } from './root-routes'
import { lazyScreen } from './screen'

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
  createRoute({
    getParentRoute: () => signedIn,
    path: '/people',
    validateSearch: peopleSearch,
    component: lazyScreen(() => import('@/tenancy/person/list')),
    staticData: {
      screen: {
        title: 'People',
        icon: Users,
        section: 'administration',
        chord: 'g p',
        permission: 'person.view',
        keywords: 'users roles departments',
      },
    },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/people/permissions',
    validateSearch: permissionSearch,
    component: lazyScreen(() => import('@/tenancy/permission/list')),
    staticData: {
      screen: {
        title: 'Who may do what',
        icon: ShieldCheck,
        permission: 'permission.view',
        keywords: 'permissions matrix roles',
      },
    },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/people/$id',
    component: lazyScreen(() => import('@/tenancy/person/detail')),
    staticData: { screen: { title: 'Person', permission: 'person.view' } },
  }),
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
  createRoute({
    getParentRoute: () => signedIn,
    path: '/settings',
    beforeLoad: ({ location }) => {
      if (location.pathname === paths.settings().to) throw redirect(paths.profile())
    },
    staticData: {
      screen: { title: 'Settings', icon: Settings, section: 'administration', chord: 'g ,' },
    },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/settings/profile',
    component: lazyScreen(() => import('@/tenancy/profile/update')),
    staticData: {
      screen: {
        title: 'Profile',
        icon: Settings,
        keywords: 'language locale time zone me',
      },
    },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/settings/security',
    component: lazyScreen(() => import('@/identity/session/list')),
    staticData: {
      screen: { title: 'Security', icon: Settings, keywords: 'sign out devices sessions' },
    },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/settings/organisation',
    component: lazyScreen(() => import('@/tenancy/organisation/update')),
    staticData: {
      screen: {
        title: 'Organisation',
        icon: Settings,
        permission: 'organisation.view',
        keywords: 'settings logo address numbers',
      },
    },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/settings/departments',
    validateSearch: masterSearch,
    component: lazyScreen(() => import('@/tenancy/department/list')),
    staticData: {
      screen: {
        title: 'Departments',
        icon: Settings,
        permission: 'department.view',
        keywords: 'settings heads',
      },
    },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/settings/categories',
    validateSearch: masterSearch,
    component: lazyScreen(() => import('@/tenancy/category/list')),
    staticData: {
      screen: {
        title: 'Categories',
        icon: Settings,
        permission: 'category.view',
        keywords: 'settings',
      },
    },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/settings/tax-codes',
    validateSearch: masterSearch,
    component: lazyScreen(() => import('@/tenancy/tax_code/list')),
    staticData: {
      screen: {
        title: 'Tax codes',
        icon: Settings,
        permission: 'tax_code.view',
        keywords: 'settings vat',
      },
    },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/settings/delivery-addresses',
    validateSearch: masterSearch,
    component: lazyScreen(() => import('@/tenancy/delivery_address/list')),
    staticData: {
      screen: {
        title: 'Delivery addresses',
        icon: Settings,
        permission: 'delivery_address.view',
        keywords: 'settings',
      },
    },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/settings/exchange-rates',
    validateSearch: rateSearch,
    component: lazyScreen(() => import('@/tenancy/exchange_rate/list')),
    staticData: {
      screen: {
        title: 'Exchange rates',
        icon: Settings,
        permission: 'exchange_rate.view',
        keywords: 'settings currencies',
      },
    },
  }),
] as const

export const routeTree = root.addChildren([signIn, firstSignIn, signedIn.addChildren(screens)])
