import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useDeferredValue } from 'react'
import { type Control, useWatch } from 'react-hook-form'
import { paths } from '@/app/paths'
import { Notice } from '@/ui/notice'
import { messages } from '../messages.en'
import { findSuppliers } from '../queries'
import { SupplierStatusPill } from './status-pill'
import type { SupplierValues } from './values'

const shortestSearch = 4

/** Suppliers that bear the typed name or tax number already; a warning while one types, never a refusal. */
export function ProbableDuplicates({ control }: { control: Control<SupplierValues> }) {
  const [name, taxNumber] = useWatch({ control, name: ['name', 'tax_number'] })
  const wanted = useDeferredValue((taxNumber.trim() || name).trim())
  const query = useQuery({
    queryKey: ['suppliers', 'likes', wanted],
    queryFn: ({ signal }) => findSuppliers(wanted, signal),
    enabled: wanted.length >= shortestSearch,
    retry: false,
  })
  const likes = wanted.length >= shortestSearch ? (query.data ?? []) : []
  if (likes.length === 0) return null
  return (
    <Notice tone="warn" title={messages.likely}>
      <ul className="mt-1.5 flex flex-col gap-1.5">
        {likes.slice(0, 3).map((like) => (
          <li key={like.id} className="flex flex-wrap items-center gap-2">
            <Link {...paths.supplier(like.id)} className="underline underline-offset-2">
              {like.name}
            </Link>
            <SupplierStatusPill status={like.status} />
          </li>
        ))}
      </ul>
    </Notice>
  )
}
