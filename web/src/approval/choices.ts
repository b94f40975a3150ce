import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useCan } from '@/access/can'
import { answer, api } from '@/api/client'
import type { DocumentKind } from '@/api/schema.gen'
import type { Option } from '@/ui/option'
import { messages } from './messages.en'

const staleTime = 5 * 60_000
const inUse = { is_active: true, limit: 100 } as const

/** What a condition can name by id. */
export type IdKind = 'category' | 'department' | 'person' | 'supplier'
/** What can be looked up by name or number. */
export type ChoiceKind = IdKind | DocumentKind
type Choices = { options: readonly Option[]; onSearch: (text: string) => void; isLoading: boolean }

const seeing = {
  category: 'category.view',
  department: 'department.view',
  person: 'person.view',
  supplier: 'supplier.view',
  requisition: 'requisition.view',
  purchase_order: 'purchase_order.view',
} as const

/** What can be named, looked up while somebody types where there may be many. */
export function useIdChoices(kind: ChoiceKind): Choices {
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text.trim())
  const isSearched = kind !== 'category' && kind !== 'department'
  const isDocument = kind === 'requisition' || kind === 'purchase_order'
  const { data, isFetching } = useQuery({
    queryKey: ['policy choices', kind, isSearched ? wanted : ''],
    queryFn: ({ signal }) => read(kind, wanted, signal),
    placeholderData: keepPreviousData,
    enabled: useCan(seeing[kind]),
    // Documents come and go while one looks.
    staleTime: isDocument ? 0 : staleTime,
  })
  const matches = (data ?? []).filter(
    ({ label }) => isSearched || label.toLowerCase().includes(wanted.toLowerCase()),
  )
  return { options: matches, onSearch: setText, isLoading: isFetching }
}

async function read(
  kind: ChoiceKind,
  text: string,
  signal: AbortSignal,
): Promise<readonly Option[]> {
  switch (kind) {
    case 'department':
      return optionsOf(
        await answer(api.GET('/v1/departments', { params: { query: inUse }, signal })),
      )
    case 'category':
      return optionsOf(
        await answer(api.GET('/v1/categories', { params: { query: inUse }, signal })),
      )
    case 'person': {
      const query = { limit: 20, is_active: true, ...(text ? { text } : {}) }
      return optionsOf(await answer(api.GET('/v1/people', { params: { query }, signal })))
    }
    case 'supplier': {
      const query = { limit: 20, ...(text ? { q: text } : {}) }
      return optionsOf(await answer(api.GET('/v1/suppliers', { params: { query }, signal })))
    }
    case 'requisition': {
      const query = { limit: 20, ...(text ? { q: text } : {}) }
      return documentsOf(await answer(api.GET('/v1/requisitions', { params: { query }, signal })))
    }
    case 'purchase_order': {
      const query = { limit: 20, ...(text ? { q: text } : {}) }
      return documentsOf(
        await answer(api.GET('/v1/purchase-orders', { params: { query }, signal })),
      )
    }
  }
}

function optionsOf({ items }: { items: readonly { id: string; name: string }[] }): Option[] {
  return items.map(({ id, name }) => ({ value: id, label: name }))
}

type Listed = { id: string; number?: string | null | undefined; title: string }

function documentsOf({ items }: { items: readonly Listed[] }): Option[] {
  return items.map(({ id, number, title }) => ({
    value: id,
    label: messages.simulate.documentNamed(number, title),
  }))
}
