import { createRoute } from '@tanstack/react-router'
import { ClipboardCheck, KeyRound, MailPlus, ShieldCheck, Users } from 'lucide-react'
import { factorResetSearch } from '@/identity/factor_reset/search'
import { ownerRecoverySearch } from '@/identity/owner_recovery/search'
import { reviewLineSearch } from '@/tenancy/access_review/search'
import { useWaitingGrants } from '@/tenancy/grant/queries'
import { grantSearch } from '@/tenancy/grant/search'
import { invitationSearch } from '@/tenancy/invitation/search'
import { peopleSearch, permissionSearch, personSearch } from '@/tenancy/person/search'
import { signedIn } from './root-routes'
import { lazyScreen } from './screen'

/** The screens of the people, and of what they may do. */
export const peopleScreens = [
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
        useCount: useWaitingGrants,
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
    path: '/people/permissions/$code/holders',
    component: lazyScreen(() => import('@/tenancy/permission/list-holders')),
    staticData: { screen: { title: 'Who can do that', permission: 'permission.view' } },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/people/grants',
    validateSearch: grantSearch,
    component: lazyScreen(() => import('@/tenancy/grant/list')),
    staticData: {
      screen: {
        title: 'Grants',
        icon: KeyRound,
        permission: 'grant.view',
        keywords: 'rights permissions roles waiting agree approve',
      },
    },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/people/invite',
    component: lazyScreen(() => import('@/tenancy/invitation/create')),
    staticData: {
      screen: {
        title: 'Invite people',
        icon: MailPlus,
        isAction: true,
        chord: 'n p',
        permission: 'invitation.create',
        keywords: 'new users colleagues join',
      },
    },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/people/invitations',
    validateSearch: invitationSearch,
    component: lazyScreen(() => import('@/tenancy/invitation/list')),
    staticData: {
      screen: {
        title: 'Invitations',
        icon: MailPlus,
        permission: 'invitation.view',
        keywords: 'people invited joined',
      },
    },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/people/factor-resets',
    validateSearch: factorResetSearch,
    component: lazyScreen(() => import('@/identity/factor_reset/list')),
    staticData: {
      screen: {
        title: 'Factor resets',
        icon: KeyRound,
        permission: 'factor_reset.view',
        keywords: 'people second factor lost phone two-step authenticator',
      },
    },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/people/owner-recoveries',
    validateSearch: ownerRecoverySearch,
    component: lazyScreen(() => import('@/identity/owner_recovery/list')),
    staticData: {
      screen: {
        title: 'Recoveries',
        icon: KeyRound,
        permission: 'owner_recovery.view',
        keywords: 'last owner second factor lost operator',
      },
    },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/people/reviews',
    component: lazyScreen(() => import('@/tenancy/access_review/list')),
    staticData: {
      screen: {
        title: 'Access reviews',
        icon: ClipboardCheck,
        permission: 'access_review.view',
        keywords: 'people rights quarter certify recertification',
      },
    },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/people/reviews/$id',
    validateSearch: reviewLineSearch,
    component: lazyScreen(() => import('@/tenancy/access_review/detail')),
    staticData: { screen: { title: 'Access review', permission: 'access_review.view' } },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/people/$id',
    validateSearch: personSearch,
    component: lazyScreen(() => import('@/tenancy/person/detail')),
    staticData: { screen: { title: 'Person', permission: 'person.view' } },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/people/$id/give-rights',
    component: lazyScreen(() => import('@/tenancy/grant/create')),
    staticData: { screen: { title: 'Give rights', permission: 'grant.create' } },
  }),
] as const
