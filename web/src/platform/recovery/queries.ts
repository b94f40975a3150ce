import { answer } from '@countersign/client'
import { queryOptions } from '@tanstack/react-query'
import type { AskRecovery, RecoveryView } from '@/api/schema.gen'
import { toProblem } from '@/kernel/problem'
import { api } from '../client'
import { operatorKeys } from '../session/queries'

export const recoveryKeys = { all: [...operatorKeys.all, 'recoveries'] as const }

const at = '/v1/operator/organisations/{organisation}/recovery'
const of = (organisation: string) => ({ params: { path: { organisation } } })

/** The last one of an organisation; null where there never was one. */
export const recoveryQuery = (organisation: string) =>
  queryOptions({
    queryKey: [...recoveryKeys.all, organisation],
    queryFn: async ({ signal }): Promise<RecoveryView | null> =>
      answer(api.GET(at, { ...of(organisation), signal })).catch((thrown: unknown) => {
        if (toProblem(thrown).status === 404) return null
        throw thrown
      }),
    staleTime: 0,
  })

export const begin = (organisation: string, body: AskRecovery) =>
  answer(api.POST(at, { ...of(organisation), body }))

export const carryOut = (organisation: string, email: string) =>
  answer(api.POST(`${at}/carry-out`, { ...of(organisation), body: { email } }))

export const prove = (organisation: string) => answer(api.POST(`${at}/prove`, of(organisation)))

export const complete = (organisation: string) =>
  answer(api.POST(`${at}/complete`, of(organisation)))

export const stop = (organisation: string) => answer(api.POST(`${at}/stop`, of(organisation)))
