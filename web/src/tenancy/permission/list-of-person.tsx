import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'
import { useCan } from '@/access/can'
import { Answered } from '@/api/answered'
import type { HeldPermission } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { useFormat } from '@/kernel/format'
import { Card } from '@/ui/card'
import { Notice } from '@/ui/notice'
import { isMatch } from '@/ui/option'
import { SearchField } from '@/ui/search-field'
import { TableSkeleton } from '@/ui/skeleton'
import { permissionsOfQuery } from '../people-queries'
import { words } from '../people-words.en'
import { GuardedLegend, GuardedMark } from './guarded-mark'
import { Sources, sourcesInShort } from './sources'

/** What somebody may do, and why. */
export function PermissionsOfPerson({ id }: { id: string }) {
  const canSee = useCan('permission.view')
  const query = useQuery({ ...permissionsOfQuery(id), enabled: canSee })
  if (!canSee) return <Notice tone="info">{words.hidden}</Notice>
  return (
    <Answered query={query} waiting={<TableSkeleton />}>
      {({ permissions }) => <List permissions={permissions} />}
    </Answered>
  )
}

const route = getRouteApi('/signed-in/people/$id')

function List({ permissions }: { permissions: readonly HeldPermission[] }) {
  const { text = '' } = route.useSearch()
  const navigate = route.useNavigate()
  const shown = permissions.filter(({ code, meaning }) => isMatch(text, `${code} ${meaning ?? ''}`))
  const all = permissions.length
  return (
    <Card
      title={words.permissions}
      aside={
        <span role="status">
          {shown.length === all
            ? words.permissionsCount(all)
            : words.permissionsFound(shown.length, all)}
        </span>
      }
      isFlush
    >
      <div className="flex flex-col gap-3 px-5 pb-3 max-sm:px-4">
        <p className="text-muted text-sm">
          {all === 0 ? words.noPermissions : words.permissionsLead}
        </p>
        {permissions.some(({ is_guarded }) => is_guarded) ? <GuardedLegend /> : null}
        {all === 0 ? null : (
          <SearchField
            label={words.permissionsFilter}
            chord="f"
            value={text}
            onSearch={(typed) =>
              void navigate({ search: typed ? { text: typed } : {}, replace: true })
            }
          />
        )}
      </div>
      {shown.length === 0 && all > 0 ? (
        <p className="border-line border-t px-5 py-4 text-muted text-sm max-sm:px-4">
          {words.noneFound}
        </p>
      ) : (
        <ul className="border-line border-t">
          {shown.map((permission) => (
            <Held key={permission.code} permission={permission} />
          ))}
        </ul>
      )}
    </Card>
  )
}

function Held({ permission }: { permission: HeldPermission }) {
  const format = useFormat()
  const { code, meaning, is_guarded, sources } = permission
  return (
    <li className="border-line border-b px-5 py-2.5 text-sm last:border-0 max-sm:px-4">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
        <span>{meaning ?? words.unknown}</span>
        {is_guarded ? <GuardedMark /> : null}
      </div>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <Code code={code} isKnown={meaning !== null && meaning !== undefined} />
        <details className="group min-w-0 text-muted text-xs open:basis-full">
          <summary className="flex cursor-pointer list-none min-h-6 items-center gap-1 rounded-sm hover:text-ink max-md:py-2 [&::-webkit-details-marker]:hidden">
            <ChevronRight
              className="size-3.5 shrink-0 transition-transform group-open:rotate-90"
              aria-hidden="true"
            />
            <span className="sr-only">{words.source.why}: </span>
            {sourcesInShort(sources, format)}
          </summary>
          <div className="mt-1 mb-1 rounded-md bg-sunken px-3 py-2 text-ink">
            <Sources sources={sources} />
          </div>
        </details>
      </div>
    </li>
  )
}

/** The code leads to everybody who holds it. */
function Code({ code, isKnown }: { code: string; isKnown: boolean }) {
  const text = <code className="font-mono text-faint text-xs">{code}</code>
  return isKnown ? (
    <Link {...paths.holders(code)} className="inline-flex min-h-6 items-center hover:underline">
      {text}
    </Link>
  ) : (
    text
  )
}
