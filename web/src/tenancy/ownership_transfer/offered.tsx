import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useMe } from '@/access/me'
import { paths } from '@/app/paths'
import { useFormat } from '@/kernel/format'
import { buttonClass } from '@/ui/button'
import { Notice } from '@/ui/notice'
import { waitingTransferQuery } from './queries'
import { words } from './words.en'

/** Says to whoever the organisation is offered to that it waits for them. */
export default function OwnershipOffered(): ReactNode {
  const own = useMe().person.id
  const { data } = useQuery(waitingTransferQuery)
  const format = useFormat()
  if (data?.person_id !== own) return null
  return (
    <Notice
      tone="warn"
      title={words.notice(data.asked_by_name)}
      actions={
        <Link {...paths.ownership()} className={buttonClass('plain', 'sm')}>
          {words.look}
        </Link>
      }
    >
      {words.noticeDetail(format.instant(data.expires_at))}
    </Notice>
  )
}
