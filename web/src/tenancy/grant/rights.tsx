import { TriangleAlert } from 'lucide-react'
import type { Grant } from '@/api/schema.gen'
import { useFormat } from '@/kernel/format'
import { classNames } from '@/ui/class-names'
import { useMeanings } from '../permission/meanings'
import { Roles } from '../person/roles'
import { words } from './words.en'

const firstMax = 3

type Asked = Pick<Grant, 'roles' | 'custom_roles' | 'permissions'>

/** Roles and permissions in words; of many permissions the first few, and the others on demand. */
export function Rights({ roles, custom_roles, permissions }: Asked) {
  const [first, others] = [permissions.slice(0, firstMax), permissions.slice(firstMax)]
  return (
    <div className="flex flex-col gap-1">
      {roles.length + custom_roles.length > 0 ? <Roles roles={roles} own={custom_roles} /> : null}
      {custom_roles.map(({ id, name, permissions: held }) => (
        <details key={id}>
          <summary className="w-fit cursor-pointer rounded-sm text-muted text-xs hover:text-ink max-md:py-1.5">
            {words.holds(name, held.length)}
          </summary>
          <Meanings codes={held} />
        </details>
      ))}
      <Meanings codes={first} />
      {others.length > 0 ? (
        <details>
          <summary className="w-fit cursor-pointer rounded-sm text-muted text-xs hover:text-ink max-md:py-1.5">
            {words.more(others.length)}
          </summary>
          <Meanings codes={others} />
        </details>
      ) : null}
    </div>
  )
}

function Meanings({ codes }: { codes: readonly string[] }) {
  const meaningOf = useMeanings()
  if (codes.length === 0) return null
  return (
    <ul className="flex flex-col gap-0.5">
      {codes.map((code) => (
        <li key={code} title={code}>
          {meaningOf(code)}
        </li>
      ))}
    </ul>
  )
}

/** When it was asked for, and by whom. */
export function AskedBy({ grant, className }: { grant: Grant; className?: string }) {
  const format = useFormat()
  return (
    <p className={classNames('text-faint text-xs', className)}>
      {words.asked} {format.ago(grant.asked_at)} {words.by(grant.asked_by_name)}
    </p>
  )
}

type GrantFactsProps = {
  grant: Grant
  /** The end stands in a column of its own where there is room for one. */
  hasEndColumn?: boolean
}

/** What was asked for and why; what is against the rule is not overlooked. */
export function GrantFacts({ grant, hasEndColumn = false }: GrantFactsProps) {
  const format = useFormat()
  const meaningOf = useMeanings()
  const { reason, expires_at, waiver, waived } = grant
  return (
    <div className="flex min-w-0 flex-col gap-1.5 text-sm [overflow-wrap:anywhere]">
      <Rights {...grant} />
      <p className="text-muted text-xs">{words.because(reason)}</p>
      {expires_at ? (
        <p className={classNames('text-xs', hasEndColumn && 'lg:hidden')}>
          <time dateTime={expires_at} title={format.instantExact(expires_at)}>
            {words.untilDay(format.day(expires_at))}
          </time>
        </p>
      ) : null}
      {waiver ? (
        <p className="flex items-start gap-1.5 rounded-md bg-warn-soft px-2.5 py-1.5 text-warn text-xs">
          <TriangleAlert className="mt-px size-3.5 shrink-0" aria-hidden="true" />
          <span>
            <strong className="block font-semibold">{words.waived}</strong>
            {waived.map(({ first, second }) => (
              <span key={`${first} ${second}`} className="block">
                {words.create.pair(meaningOf(first), meaningOf(second))}
              </span>
            ))}
            {words.because(waiver)}
          </span>
        </p>
      ) : null}
    </div>
  )
}
