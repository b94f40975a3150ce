import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '@/api/client'

export const factorResetKeys = { all: ['factor-resets'] as const }

/** The reset of somebody's second factor that waits, if one does. */
export function waitingFactorResetQuery(personId: string) {
  return queryOptions({
    queryKey: [...factorResetKeys.all, 'waiting', personId],
    queryFn: async ({ signal }) => {
      const query = { person_id: personId, state: 'waiting' as const, limit: 1 }
      const { items } = await answer(api.GET('/v1/factor-resets', { params: { query }, signal }))
      return items[0] ?? null
    },
  })
}
