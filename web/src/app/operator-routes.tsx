import { createRoute } from '@tanstack/react-router'
import { signInSearch } from '@/identity/sign-in-search'
import { root } from './root-routes'
import { lazyScreen } from './screen'

export const operatorSignIn = createRoute({
  getParentRoute: () => root,
  path: '/operator/sign-in',
  validateSearch: signInSearch,
  component: lazyScreen(() => import('@/platform/session/create')),
})

export const operatorLink = createRoute({
  getParentRoute: () => root,
  path: '/operator/enter',
  component: lazyScreen(() => import('@/platform/link/use')),
})

export const operatorDenyConfirmation = createRoute({
  getParentRoute: () => root,
  path: '/operator/deny-confirmation',
  component: lazyScreen(() => import('@/platform/confirmation_link/deny')),
})

/** The operators' plane has a frame and a session of its own. */
export const operators = createRoute({
  getParentRoute: () => root,
  id: 'operators',
  component: lazyScreen(() => import('./operators')),
})

/** Its screens stand in nobody's palette. */
export const operatorScreens = [
  createRoute({
    getParentRoute: () => operators,
    path: '/operator',
    component: lazyScreen(() => import('@/platform/organisation/list')),
  }),
  createRoute({
    getParentRoute: () => operators,
    path: '/operator/events',
    component: lazyScreen(() => import('@/platform/event/list')),
  }),
  createRoute({
    getParentRoute: () => operators,
    path: '/operator/support',
    component: lazyScreen(() => import('@/platform/support_access/list')),
  }),
  createRoute({
    getParentRoute: () => operators,
    path: '/operator/operators',
    component: lazyScreen(() => import('@/platform/operator/list')),
  }),
  createRoute({
    getParentRoute: () => operators,
    path: '/operator/organisations/$organisation/recovery',
    component: lazyScreen(() => import('@/platform/recovery/view')),
  }),
  createRoute({
    getParentRoute: () => operators,
    path: '/operator/account',
    component: lazyScreen(() => import('@/platform/passkey/list')),
  }),
] as const
