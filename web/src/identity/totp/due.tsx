import { Link } from '@tanstack/react-router'
import { useMe } from '@/access/me'
import { paths } from '@/app/paths'
import { useFormat } from '@/kernel/format'
import { Notice } from '@/ui/notice'
import { demand as words } from '../demand-words.en'

/** Until when whoever has no second factor must have one, and the way to it unless one is there. */
export function SecondFactorDue({ isThere = false }: { isThere?: boolean }) {
  const { organisation, second_factor_by: by } = useMe()
  const format = useFormat()
  if (!by) return null
  return (
    <Notice tone="info" title={words.due(format.instant(by))}>
      {words.dueDetail(organisation.name)}{' '}
      {isThere ? null : (
        <Link {...paths.security()} className="underline underline-offset-2">
          {words.begin}
        </Link>
      )}
    </Notice>
  )
}
