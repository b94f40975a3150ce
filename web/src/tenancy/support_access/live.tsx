import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Eye } from 'lucide-react'
import type { ReactNode } from 'react'
import { useAsked } from '@/access/use-asked'
import { paths } from '@/app/paths'
import { useFormat } from '@/kernel/format'
import { findAction } from '@/ui/action-button'
import { Button } from '@/ui/button'
import { End } from './acts'
import { openSupportQuery, type SeenSupportAccess } from './queries'
import { words } from './words.en'

/** Who of support reads at this moment, on every screen of those who may know; it goes when they are gone. */
export default function SupportReads(): ReactNode {
  const { data = [] } = useQuery(openSupportQuery)
  const { ask, dialog } = useAsked<SeenSupportAccess>((access, onClose) => (
    <End access={access} onClose={onClose} />
  ))
  return (
    <>
      {data.length > 0 ? (
        <section
          aria-label={words.bar}
          className="sticky bottom-0 z-30 flex flex-col gap-2 border-line border-t bg-warn-soft px-3 py-2 text-sm md:px-6"
        >
          {data.map((access) => (
            <Reads key={access.id} access={access} onEnd={() => ask(access)} />
          ))}
        </section>
      ) : null}
      {dialog}
    </>
  )
}

function Reads({ access, onEnd }: { access: SeenSupportAccess; onEnd: () => void }) {
  const format = useFormat()
  const { operator_name, closes_at, actions } = access
  const end = findAction(actions, 'support_access.end')
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <Eye className="size-4 shrink-0" aria-hidden="true" />
      <p className="min-w-0 flex-1 basis-52 [overflow-wrap:anywhere]">
        {words.reads(operator_name, closes_at ? format.time(closes_at) : '')}{' '}
        <Link {...paths.supportAccesses()} className="underline">
          {words.details}
        </Link>
      </p>
      {end && !end.closed_because ? (
        <Button size="sm" onClick={onEnd}>
          {words.end}
        </Button>
      ) : null}
    </div>
  )
}
