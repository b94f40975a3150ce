import { queryOptions, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { answer, api } from '@/api/client'

const currenciesQuery = queryOptions({
  queryKey: ['currencies'],
  queryFn: ({ signal }) => answer(api.GET('/v1/currencies', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
})

/** Every currency, as options of a field. */
export function useCurrencies() {
  const query = useQuery(currenciesQuery)
  const options = useMemo(
    () =>
      (query.data?.items ?? []).map(({ code, name }) => ({
        value: code,
        label: `${code} ${name}`,
      })),
    [query.data],
  )
  return { options, isLoading: query.isPending }
}
