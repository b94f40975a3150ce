import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo, useState } from 'react'
import { useCan } from '@/access/can'
import { answer, api } from '@/api/client'
import type { Option } from '@/ui/option'

const staleTime = 5 * 60_000
const inUse = { is_active: true, limit: 100 } as const

export const departmentsQuery = queryOptions({
  queryKey: ['departments', 'in use'],
  queryFn: ({ signal }) => answer(api.GET('/v1/departments', { params: { query: inUse }, signal })),
  staleTime,
})

export const categoriesQuery = queryOptions({
  queryKey: ['categories', 'in use'],
  queryFn: ({ signal }) => answer(api.GET('/v1/categories', { params: { query: inUse }, signal })),
  staleTime,
})

export const taxCodesQuery = queryOptions({
  queryKey: ['tax-codes', 'in use'],
  queryFn: ({ signal }) => answer(api.GET('/v1/tax-codes', { params: { query: inUse }, signal })),
  staleTime,
})

export const addressesQuery = queryOptions({
  queryKey: ['delivery-addresses', 'in use'],
  queryFn: ({ signal }) =>
    answer(api.GET('/v1/delivery-addresses', { params: { query: inUse }, signal })),
  staleTime,
})

export const unitsQuery = queryOptions({
  queryKey: ['units'],
  queryFn: ({ signal }) => answer(api.GET('/v1/units', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
})

export const adjustmentReasonsQuery = queryOptions({
  queryKey: ['adjustment-reasons'],
  queryFn: ({ signal }) => answer(api.GET('/v1/adjustment-reasons', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
})

/** How people write a unit: `kg` for `KGM`. */
export function useUnitNames(): (code: string) => string {
  const { data } = useQuery(unitsQuery)
  return useMemo(() => {
    const shorts = new Map(data?.items.map((unit) => [unit.code, unit.short]))
    return (code: string) => shorts.get(code) ?? code
  }, [data])
}

type Choices = { options: readonly Option[]; onSearch: (text: string) => void; isLoading: boolean }

/** Active suppliers, looked up while somebody types. */
export function useSupplierChoices(isOnlyActive: boolean): Choices {
  const [text, setText] = useState('')
  const q = useDeferredValue(text.trim())
  const { data, isFetching } = useQuery({
    queryKey: ['suppliers', 'choices', q, isOnlyActive],
    queryFn: ({ signal }) => {
      const query = {
        limit: 20,
        ...(q ? { q } : {}),
        ...(isOnlyActive ? { status: 'active' as const } : {}),
      }
      return answer(api.GET('/v1/suppliers', { params: { query }, signal }))
    },
    placeholderData: keepPreviousData,
    enabled: useCan('supplier.view'),
    staleTime,
  })
  const options = (data?.items ?? []).map(({ id, name, currency }) => ({
    value: id,
    label: name,
    hint: currency,
  }))
  return { options, onSearch: setText, isLoading: isFetching }
}

/** People of the organisation, looked up while somebody types. */
export function usePeopleChoices(): Choices {
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text.trim())
  const { data, isFetching } = useQuery({
    queryKey: ['people', 'choices', wanted],
    queryFn: ({ signal }) => {
      const query = { limit: 20, is_active: true, ...(wanted ? { text: wanted } : {}) }
      return answer(api.GET('/v1/people', { params: { query }, signal }))
    },
    placeholderData: keepPreviousData,
    enabled: useCan('person.view'),
    staleTime,
  })
  const options = (data?.items ?? []).map(({ id, name, department_name }) => ({
    value: id,
    label: name,
    hint: department_name ?? undefined,
  }))
  return { options, onSearch: setText, isLoading: isFetching }
}

/** What a filter's id is called. */
export function useSupplierName(id: string | undefined): string | undefined {
  const { data } = useQuery({
    queryKey: ['suppliers', 'name', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/v1/suppliers/{id}', { params: { path: { id: id ?? '' } }, signal })),
    enabled: id !== undefined,
    staleTime,
  })
  return data?.name
}

export function usePersonName(id: string | undefined): string | undefined {
  const { data } = useQuery({
    queryKey: ['people', 'name', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/v1/people/{id}', { params: { path: { id: id ?? '' } }, signal })),
    enabled: useCan('person.view') && id !== undefined,
    staleTime,
  })
  return data?.name
}

export function useDepartmentChoices(): readonly Option[] {
  const { data } = useQuery({ ...departmentsQuery, enabled: useCan('department.view') })
  return useMemo(
    () => (data?.items ?? []).map(({ id, name, code }) => ({ value: id, label: name, hint: code })),
    [data],
  )
}
