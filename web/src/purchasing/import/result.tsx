import { getRouteApi, Link } from '@tanstack/react-router'
import { Trash2 } from 'lucide-react'
import { useRef } from 'react'
import { useCan } from '@/access/can'
import { paths } from '@/app/paths'
import { Button, buttonClass } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { Notice } from '@/ui/notice'
import { ImportHeader } from './header'
import { messages } from './messages.en'
import type { Import } from './queries'
import { Rows } from './rows'
import type { ImportSearch } from './search'

const route = getRouteApi('/signed-in/imports/$id')
const words = messages.result

/** What an import has made, with a way to each, and what it left out. */
export function Made({ subject }: { subject: Import }) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const rows = useRef<HTMLElement>(null)
  const { kind, counts } = subject
  const show = (wanted: ImportSearch) =>
    void navigate({ search: wanted, replace: true, resetScroll: false })
  return (
    <>
      <ImportHeader subject={subject} actions={<Next />} />
      <div className="flex flex-col gap-4">
        <Notice
          tone="good"
          title={words[kind](counts.documents)}
          actions={
            <>
              <Open kind={kind} />
              {counts.problems > 0 ? (
                <Button size="sm" onClick={() => show({ outcome: 'problem' })}>
                  {words.showLeftOut}
                </Button>
              ) : null}
            </>
          }
        >
          {counts.problems > 0 ? words.leftOut(counts.problems) : null}
        </Notice>
        <Rows subject={subject} search={search} onSearch={show} place={rows} />
      </div>
    </>
  )
}

function Open({ kind }: { kind: Import['kind'] }) {
  const link =
    kind === 'suppliers'
      ? { ...paths.suppliers(), search: { status: 'proposed' as const } }
      : { ...paths.orders(), search: { lifecycle: 'draft' as const } }
  return (
    <Link {...link} className={buttonClass('plain', 'sm')}>
      {kind === 'suppliers' ? words.openSuppliers : words.openOrders}
    </Link>
  )
}

/** What was thrown away: only that it was there is left. */
export function Discarded({ subject }: { subject: Import }) {
  return (
    <>
      <ImportHeader subject={subject} />
      <EmptyState icon={<Trash2 />} title={words.discarded} actions={<Next />}>
        {words.discardedDetail}
      </EmptyState>
    </>
  )
}

function Next() {
  if (!useCan('import.create')) return null
  return (
    <Link {...paths.newImport()} className={buttonClass()}>
      {words.next}
    </Link>
  )
}
