import { answer } from '@countersign/client'
import type { Act, OrganisationState, StandingChangeView } from '@/api/schema.gen'
import { api } from '../client'

type Ask = (organisation: string, reason: string) => Promise<StandingChangeView>
type CarryOut = (organisation: string) => Promise<StandingChangeView>

/** An act that two operators decide: one asks and says why, another carries it out. */
type StandingAct = {
  permission: string
  /** How an organisation stands of which it is asked. */
  of: readonly OrganisationState[]
  isDanger: boolean
  ask: Ask
  carryOut: CarryOut
}

const at = (organisation: string) => ({ path: { organisation } })

/** Every act; the server knows no other, and the types say when it learns one. */
export const acts: Record<Act, StandingAct> = {
  suspend: {
    permission: 'platform.tenant_suspend',
    of: ['active'],
    isDanger: true,
    ask: (organisation, reason) =>
      answer(
        api.POST('/v1/operator/organisations/{organisation}/suspension', {
          params: at(organisation),
          body: { reason },
        }),
      ),
    carryOut: (organisation) =>
      answer(
        api.POST('/v1/operator/organisations/{organisation}/suspension/carry-out', {
          params: at(organisation),
        }),
      ),
  },
  resume: {
    permission: 'platform.tenant_resume',
    of: ['suspended'],
    isDanger: false,
    ask: (organisation, reason) =>
      answer(
        api.POST('/v1/operator/organisations/{organisation}/resumption', {
          params: at(organisation),
          body: { reason },
        }),
      ),
    carryOut: (organisation) =>
      answer(
        api.POST('/v1/operator/organisations/{organisation}/resumption/carry-out', {
          params: at(organisation),
        }),
      ),
  },
}

const known = Object.entries(acts) as [Act, StandingAct][]

/** What may be asked of an organisation that stands so, by whoever holds these permissions. */
export function actsOf(state: OrganisationState, permissions: readonly string[]): Act[] {
  return known
    .filter(([, act]) => act.of.includes(state) && permissions.includes(act.permission))
    .map(([name]) => name)
}
