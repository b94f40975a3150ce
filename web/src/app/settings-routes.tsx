import { createRoute } from '@tanstack/react-router'
import { Settings } from 'lucide-react'
import { mailSearch } from '@/delivery/mail/search'
import { apiKeySearch } from '@/identity/api_key/search'
import { dutyExceptionSearch } from '@/tenancy/duty_exception/search'
import { newRoleSearch } from '@/tenancy/role/search'
import { masterSearch, rateSearch } from '@/tenancy/settings/search'
import { signedIn } from './root-routes'
import { lazyScreen } from './screen'

/** The index of the settings and its parts. */
export const settingsScreens = [
  createRoute({
    getParentRoute: () => signedIn,
    path: '/settings',
    component: lazyScreen(() => import('@/tenancy/settings/list')),
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
        isOwn: true,
      },
    },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/settings/security',
    component: lazyScreen(() => import('@/identity/session/list')),
    staticData: {
      screen: {
        title: 'Security',
        icon: Settings,
        keywords: 'sign out devices sessions',
        isOwn: true,
      },
    },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/settings/organisation',
    component: lazyScreen(() => import('@/tenancy/organisation/update')),
    staticData: {
      screen: {
        title: 'Organisation details',
        icon: Settings,
        permission: 'organisation.view',
        keywords: 'settings logo address numbers',
      },
    },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/settings/ownership',
    component: lazyScreen(() => import('@/tenancy/ownership_transfer/list')),
    staticData: {
      screen: {
        title: 'Ownership',
        icon: Settings,
        permission: 'ownership_transfer.view',
        keywords: 'settings owner hand over transfer organisation',
      },
    },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/settings/support-access',
    component: lazyScreen(() => import('@/tenancy/support_access/list')),
    staticData: {
      screen: {
        title: 'Support access',
        icon: Settings,
        permission: 'support_access.view',
        keywords: 'settings operator installation reads help',
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
  createRoute({
    getParentRoute: () => signedIn,
    path: '/settings/roles',
    component: lazyScreen(() => import('@/tenancy/role/list')),
    staticData: {
      screen: {
        title: 'Roles',
        icon: Settings,
        permission: 'role.view',
        keywords: 'settings templates permissions rights',
      },
    },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/settings/api-keys',
    validateSearch: apiKeySearch,
    component: lazyScreen(() => import('@/identity/api_key/list')),
    staticData: {
      screen: {
        title: 'API keys',
        icon: Settings,
        permission: 'api_key.view',
        keywords: 'settings programs integration tokens oauth',
      },
    },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/settings/roles/new',
    validateSearch: newRoleSearch,
    component: lazyScreen(() => import('@/tenancy/role/create')),
    staticData: {
      screen: { title: 'New role', icon: Settings, isAction: true, permission: 'role.create' },
    },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/settings/roles/$id',
    component: lazyScreen(() => import('@/tenancy/role/detail')),
    staticData: { screen: { title: 'Role', permission: 'role.view' } },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/settings/roles/$id/edit',
    component: lazyScreen(() => import('@/tenancy/role/update')),
    staticData: { screen: { title: 'Change a role', permission: 'role.update' } },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/settings/mail',
    validateSearch: mailSearch,
    component: lazyScreen(() => import('@/delivery/mail/list')),
    staticData: {
      screen: {
        title: 'Mail',
        icon: Settings,
        permission: 'mail.view',
        keywords: 'settings e-mail sent failed',
      },
    },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/settings/mail-server',
    component: lazyScreen(() => import('@/delivery/mail_server/set')),
    staticData: {
      screen: {
        title: 'Mail server',
        icon: Settings,
        permission: 'mail_server.view',
        keywords: 'settings smtp password',
      },
    },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/settings/duties',
    component: lazyScreen(() => import('@/tenancy/duty/list')),
    staticData: {
      screen: {
        title: 'Separation of duties',
        icon: Settings,
        permission: 'duty.view',
        keywords: 'settings duties two persons alone reviewer',
      },
    },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/settings/duty-exceptions',
    validateSearch: dutyExceptionSearch,
    component: lazyScreen(() => import('@/tenancy/duty_exception/list')),
    staticData: {
      screen: {
        title: 'Duty exceptions',
        icon: Settings,
        permission: 'duty_exception.view',
        keywords: 'settings duties alone reviewer overdue',
      },
    },
  }),
] as const
