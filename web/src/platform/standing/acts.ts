import { answer } from '@countersign/client'
import type {
  Act,
  OrganisationAtAGlance,
  OrganisationState,
  StandingChangeView,
  WaitingView,
} from '@/api/schema.gen'
import { api } from '../client'

/** An act that one operator asks for and another carries out; restoring is done by one alone. */
export type ActByTwo = Exclude<Act, 'restore'>
/** What waits for a second operator. */
export type Waiting = WaitingView & { act: ActByTwo }

/** What an operator may begin about an organisation, and says why. */
type StandingAct = {
  permission: string
  /** How an organisation stands of which it is asked. */
  of: readonly OrganisationState[]
  isDanger: boolean
  /** Whether the organisation's name is typed again. */
  isNamedAgain?: boolean
  begin: (organisation: string, reason: string, nameAgain: string) => Promise<StandingChangeView>
}

/** What ends an act that waits. */
type Ending = {
  carryOut: (organisation: string) => Promise<StandingChangeView>
  withdraw: (organisation: string) => Promise<StandingChangeView>
}

const at = '/v1/operator/organisations/{organisation}'
const named = (organisation: string) => ({ path: { organisation } })

const asks = (noun: 'suspension' | 'resumption') => (organisation: string, reason: string) =>
  answer(api.POST(`${at}/${noun}`, { params: named(organisation), body: { reason } }))

const ends = (noun: 'suspension' | 'resumption' | 'deletion'): Ending => ({
  carryOut: (organisation) =>
    answer(api.POST(`${at}/${noun}/carry-out`, { params: named(organisation) })),
  withdraw: (organisation) =>
    answer(api.POST(`${at}/${noun}/withdraw`, { params: named(organisation) })),
})

/** Every act; the server knows no other, and the types say when it learns one. */
export const acts: Record<Act, StandingAct> = {
  suspend: {
    permission: 'platform.tenant_suspend',
    of: ['active'],
    isDanger: true,
    begin: asks('suspension'),
  },
  resume: {
    permission: 'platform.tenant_resume',
    of: ['suspended'],
    isDanger: false,
    begin: asks('resumption'),
  },
  delete: {
    permission: 'platform.tenant_delete',
    of: ['active', 'suspended'],
    isDanger: true,
    isNamedAgain: true,
    begin: (organisation, reason, nameAgain) =>
      answer(
        api.POST(`${at}/deletion`, {
          params: named(organisation),
          body: { organisation: nameAgain, reason },
        }),
      ),
  },
  restore: {
    permission: 'platform.tenant_delete',
    of: ['deleting'],
    isDanger: false,
    begin: (organisation, reason) =>
      answer(api.POST(`${at}/deletion/restore`, { params: named(organisation), body: { reason } })),
  },
}

/** How what waits comes to its end. */
export const endings: Record<ActByTwo, Ending> = {
  suspend: ends('suspension'),
  resume: ends('resumption'),
  delete: ends('deletion'),
}

const known = Object.entries(acts) as [Act, StandingAct][]

/** What may be begun about an organisation that stands so, by whoever holds these permissions. */
export function actsOf(state: OrganisationState, permissions: readonly string[]): Act[] {
  return known
    .filter(([, act]) => act.of.includes(state) && permissions.includes(act.permission))
    .map(([name]) => name)
}

/** What waits of an organisation, if anything does. */
export function waitingOf({ waiting }: OrganisationAtAGlance): Waiting | null {
  if (!waiting) return null
  const { act, ...rest } = waiting
  return act === 'restore' ? null : { ...rest, act }
}
