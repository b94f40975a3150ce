import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '@/api/client'

export const dutiesQuery = queryOptions({
  queryKey: ['duties'],
  queryFn: ({ signal }) => answer(api.GET('/v1/duties', { signal })),
})

/** Who may be named to look at exceptions, by name. */
export const reviewersQuery = queryOptions({
  queryKey: ['people', 'reviewers'],
  queryFn: async ({ signal }) => {
    const pages = await Promise.all(
      (['owner', 'auditor'] as const).map((role) =>
        answer(
          api.GET('/v1/people', {
            params: { query: { role, is_active: true, limit: 100 } },
            signal,
          }),
        ),
      ),
    )
    const people = new Map(pages.flatMap((page) => page.items).map(({ id, name }) => [id, name]))
    return [...people].map(([value, label]) => ({ value, label }))
  },
})
