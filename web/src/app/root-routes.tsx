import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, redirect } from '@tanstack/react-router'
import { meQuery } from '@/access/me'
import { restoreSession } from '@/identity/session'
import { signInSearch } from '@/identity/sign-in-search'
import { ProblemError } from '@/kernel/problem'
import { LostPage } from './not-found'
import { paths } from './paths'
import { lazyScreen } from './screen'
import { SignedIn } from './signed-in'

export const root = createRootRouteWithContext<{ cache: QueryClient }>()({
  notFoundComponent: LostPage,
})

export const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: signInSearch,
  component: lazyScreen(() => import('@/identity/sign-in')),
})

export const firstSignIn = createRoute({
  getParentRoute: () => root,
  path: '/first-sign-in',
  component: lazyScreen(() => import('@/identity/link/use')),
})

export const confirmEmail = createRoute({
  getParentRoute: () => root,
  path: '/confirm-email',
  component: lazyScreen(() => import('@/identity/email_link/confirm')),
})

export const signUp = createRoute({
  getParentRoute: () => root,
  path: '/sign-up',
  component: lazyScreen(() => import('@/identity/sign_up/create')),
})

export const confirmSignUp = createRoute({
  getParentRoute: () => root,
  path: '/sign-up/confirm',
  component: lazyScreen(() => import('@/identity/sign_up/confirm')),
})

export const denyConfirmation = createRoute({
  getParentRoute: () => root,
  path: '/deny-confirmation',
  component: lazyScreen(() => import('@/identity/confirmation_link/deny')),
})

export const stopRecovery = createRoute({
  getParentRoute: () => root,
  path: '/stop-recovery',
  component: lazyScreen(() => import('@/identity/owner_recovery_link/stop')),
})

export const forgottenPassword = createRoute({
  getParentRoute: () => root,
  path: '/forgotten-password',
  validateSearch: signInSearch,
  component: lazyScreen(() => import('@/identity/password/ask-reset')),
})

export const newPassword = createRoute({
  getParentRoute: () => root,
  path: '/new-password',
  component: lazyScreen(() => import('@/identity/link/use')),
})

/** Everything below needs a session; who has none signs in first and then arrives where the link pointed. */
export const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: SignedIn,
  beforeLoad: async ({ context: { cache }, location }) => {
    if (cache.getQueryData(meQuery.queryKey) !== undefined) return
    if (!(await restoreSession(cache))) throw redirect(paths.signIn(location.href))
    await cache.ensureQueryData(meQuery).catch((thrown: unknown) => {
      const problem = thrown instanceof ProblemError ? thrown.problem : null
      if (problem?.status === 401 || problem?.code === 'organisation_suspended') {
        throw redirect(paths.signIn(location.href))
      }
      throw thrown
    })
  },
})
