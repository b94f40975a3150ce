import { answer } from '@countersign/client'
import { pagedQuery } from '@/api/paging'
import type { AskOperator, OperatorAct, OperatorChangeView } from '@/api/schema.gen'
import { api } from '../client'
import { operatorKeys } from '../session/queries'

export const operatorsKey = [...operatorKeys.all, 'operators'] as const

export const operatorsQuery = pagedQuery(operatorsKey, (cursor, signal) =>
  answer(
    api.GET('/v1/operator/operators', {
      params: { query: cursor ? { cursor } : {} },
      signal,
    }),
  ),
)

const at = '/v1/operator/operators/{id}'
const of = (id: string) => ({ path: { id } })

/** What is asked for about somebody who is an operator. */
export const asksOf: Record<
  Exclude<OperatorAct, 'invite'>,
  (id: string, reason: string) => Promise<OperatorChangeView>
> = {
  close: (id, reason) => answer(api.POST(`${at}/closing`, { params: of(id), body: { reason } })),
  renew: (id, reason) => answer(api.POST(`${at}/link`, { params: of(id), body: { reason } })),
}

export function askToInvite(body: AskOperator): Promise<OperatorChangeView> {
  return answer(api.POST('/v1/operator/operators', { body }))
}

export function carryOut(id: string): Promise<OperatorChangeView> {
  return answer(api.POST(`${at}/change/carry-out`, { params: of(id) }))
}

export function withdraw(id: string): Promise<OperatorChangeView> {
  return answer(api.POST(`${at}/change/withdraw`, { params: of(id) }))
}
