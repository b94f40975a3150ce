import { getRouteApi } from '@tanstack/react-router'
import { KeyRound, Plus } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react'
import { useCan } from '@/access/can'
import { PagedTable } from '@/api/paged-table'
import { usePaged } from '@/api/paging'
import { useFormat } from '@/kernel/format'
import { Settings } from '@/tenancy/settings/shell'
import { Button } from '@/ui/button'
import { Nothing } from '@/ui/nothing'
import { StateFilter } from '@/ui/state-filter'
import type { Column } from '@/ui/table'
import { ApiKeyActs, type Ask, useAskedOfApiKey } from './acts'
import { apiKeysQuery, type SeenApiKey } from './queries'
import { states } from './search'
import { ApiKeyPill } from './state-pill'
import { words } from './words.en'

const CreateApiKey = lazy(() => import('./create'))

const route = getRouteApi('/signed-in/settings/api-keys')

/** The keys by which programs call. */
export default function ApiKeyList(): ReactNode {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const paged = usePaged(apiKeysQuery(search))
  const mayAsk = useCan('api_key.create')
  const [isAsking, setIsAsking] = useState(false)
  const { ask, dialog } = useAskedOfApiKey()
  const columns = useColumns(ask)
  const show = (state: typeof search.state) =>
    void navigate({ search: state ? { state } : {}, replace: true })
  return (
    <Settings
      lead={words.lead}
      actions={
        mayAsk ? (
          <Button
            look="primary"
            icon={<Plus className="size-4" aria-hidden="true" />}
            onClick={() => setIsAsking(true)}
          >
            {words.create.act}
          </Button>
        ) : null
      }
    >
      <search aria-label={words.title} className="mb-3 flex">
        <StateFilter states={states} words={words} value={search.state} onShow={show} />
      </search>
      <PagedTable
        paged={paged}
        caption={words.title}
        columns={columns}
        rowId={(row) => row.id}
        card={(row) => <ApiKeyCard apiKey={row} ask={ask} />}
        shown={words.shown}
        nothing={
          <Nothing
            icon={<KeyRound />}
            words={words}
            isFiltered={search.state !== undefined}
            onAll={() => show(undefined)}
          />
        }
      />
      {dialog}
      {isAsking ? (
        <Suspense>
          <CreateApiKey onClose={() => setIsAsking(false)} />
        </Suspense>
      ) : null}
    </Settings>
  )
}

function useColumns(ask: Ask): readonly Column<SeenApiKey>[] {
  return useMemo(
    () => [
      { id: 'name', header: words.name, cell: (row) => <Name apiKey={row} /> },
      {
        id: 'scopes',
        header: words.scopes,
        cell: (row) => <Reach apiKey={row} />,
        className: 'w-[120px] max-lg:hidden',
      },
      {
        id: 'used',
        header: words.used,
        cell: (row) => <LastUse apiKey={row} />,
        className: 'w-[120px] max-lg:hidden',
      },
      {
        id: 'state',
        header: words.state,
        cell: (row) => <Standing apiKey={row} />,
        className: 'w-[28%]',
      },
      {
        id: 'acts',
        header: words.act,
        cell: (row) => <ApiKeyActs apiKey={row} ask={ask} />,
        className: 'w-[92px] text-right [&>span]:justify-end',
      },
    ],
    [ask],
  )
}

function Name({ apiKey: { name, prefix, reason } }: { apiKey: SeenApiKey }) {
  return (
    <span className="block min-w-0 leading-snug [overflow-wrap:anywhere]">
      <span className="block font-[550]">{name}</span>
      <span className="block font-mono text-muted text-xs">{prefix}…</span>
      <span className="block text-faint text-xs">{reason}</span>
    </span>
  )
}

function Reach({ apiKey: { scopes, networks } }: { apiKey: SeenApiKey }) {
  return (
    <span className="block leading-snug" title={scopes.join('\n')}>
      <span className="block">{words.scopeCount(scopes.length)}</span>
      <span className="block text-faint text-xs">{words.networkCount(networks.length)}</span>
    </span>
  )
}

function LastUse({ apiKey: { used_at, used_from } }: { apiKey: SeenApiKey }) {
  const format = useFormat()
  if (!used_at) return <span className="text-faint">{words.never}</span>
  return (
    <span className="block leading-snug">
      <time dateTime={used_at} title={format.instantExact(used_at)} className="block">
        {format.ago(used_at)}
      </time>
      {used_from ? <span className="block text-faint text-xs">{words.from(used_from)}</span> : null}
    </span>
  )
}

/** How it stands, who made it so, and until when the secret of before opens. */
function Standing({ apiKey }: { apiKey: SeenApiKey }) {
  const format = useFormat()
  const { state, old_until } = apiKey
  const isOverlapping = state === 'active' && old_until && Date.parse(old_until) > Date.now()
  return (
    <span className="block leading-snug">
      <ApiKeyPill apiKey={apiKey} />
      <span className="mt-1 block text-faint text-xs">{madeSo(apiKey)}</span>
      {isOverlapping ? (
        <span className="block text-faint text-xs">
          {words.oldUntil(format.instant(old_until))}
        </span>
      ) : null}
    </span>
  )
}

function madeSo(apiKey: SeenApiKey): string {
  switch (apiKey.state) {
    case 'revoked':
      return apiKey.revoked_by_name
        ? words.decided(apiKey.revoked_by_name, apiKey.revoke_reason)
        : words.byHolder
    case 'active':
    case 'refused':
      return words.decided(apiKey.decided_by_name ?? '', apiKey.decision_reason)
    case 'waiting':
    case 'expired':
      return words.by(apiKey.asked_by_name)
  }
}

function ApiKeyCard({ apiKey, ask }: { apiKey: SeenApiKey; ask: Ask }) {
  return (
    <div className="flex flex-col gap-2 px-4 py-3">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <Name apiKey={apiKey} />
        </div>
        <ApiKeyActs apiKey={apiKey} ask={ask} />
      </div>
      <Standing apiKey={apiKey} />
      <div className="flex gap-6 text-sm">
        <Reach apiKey={apiKey} />
        <LastUse apiKey={apiKey} />
      </div>
    </div>
  )
}
