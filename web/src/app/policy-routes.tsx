import { createRoute } from '@tanstack/react-router'
import { ShieldCheck } from 'lucide-react'
import { signedIn } from './root-routes'
import { lazyScreen } from './screen'

/** The screens of the approval policy and its drafts. */
export const policyScreens = [
  createRoute({
    getParentRoute: () => signedIn,
    path: '/approval-policies',
    component: lazyScreen(() => import('@/approval/policy/list')),
    staticData: {
      screen: {
        title: 'Approval policy',
        icon: ShieldCheck,
        section: 'administration',
        permission: 'approval_policy.view',
      },
    },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/approval-policies/$id',
    component: lazyScreen(() => import('@/approval/policy/detail')),
    staticData: { screen: { title: 'Approval policy', permission: 'approval_policy.view' } },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/approval-policies/drafts/$id',
    component: lazyScreen(() => import('@/approval/draft/detail')),
    staticData: { screen: { title: 'Draft', permission: 'policy_draft.view' } },
  }),
  createRoute({
    getParentRoute: () => signedIn,
    path: '/approval-policies/drafts/$id/edit',
    component: lazyScreen(() => import('@/approval/draft/update')),
    staticData: { screen: { title: 'Edit draft', permission: 'policy_draft.update' } },
  }),
] as const
