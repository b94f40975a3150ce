import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { KeyRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { paths } from '@/app/paths'
import { useFormat } from '@/kernel/format'
import { waitingOwnerRecoveryQuery } from './queries'
import { words } from './words.en'

/** That the owner is to sign in without a second factor, on every screen of those who may know: the letters may be read by others. */
export default function OwnerRecoveryWaits(): ReactNode {
  const format = useFormat()
  const { data } = useQuery(waitingOwnerRecoveryQuery)
  if (!data) return null
  const { person_name, operator_name, takes_effect_at } = data
  return (
    <section
      aria-label={words.bar}
      className="sticky bottom-0 z-30 flex items-center gap-3 border-line border-t bg-warn-soft px-3 py-2 text-sm md:px-6"
    >
      <KeyRound className="size-4 shrink-0" aria-hidden="true" />
      <p className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        {words.waits(person_name, operator_name, format.instant(takes_effect_at))}{' '}
        <Link {...paths.ownerRecoveries()} className="underline">
          {words.details}
        </Link>
      </p>
    </section>
  )
}
