import { Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { ExportMenu } from '@/access/export-menu'
import type { Permission } from '@/access/permissions.gen'
import type { ExportPath } from '@/api/export'
import { PagedTable } from '@/api/paged-table'
import type { Paged } from '@/api/paging'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { Pill } from '@/ui/pill'
import { Segmented } from '@/ui/segmented'
import { useShortcut } from '@/ui/shortcuts'
import type { Column } from '@/ui/table'
import { messages } from '../messages.en'
import { useMasterPlace } from './place'
import type { MasterSearch } from './search'
import { Settings } from './shell'

type Row = { id: string; name: string; is_active: boolean }
type MasterWords = { title: string; lead: string; add: string; none: string; noneDetail: string }

type MasterListProps<Item extends Row> = {
  words: MasterWords
  search: MasterSearch
  list: Paged<Item>
  columns: readonly Column<Item>[]
  /** What a card says under the name. */
  about: (row: Item) => ReactNode
  canAdd: boolean
  exported: { permission: Permission; path: ExportPath }
  /** The drawer of the open one. */
  children: ReactNode
}

/** Master data of one kind: those in use, the retired, and a drawer for one of them. */
export function MasterList<Item extends Row>(props: MasterListProps<Item>) {
  const { words, search, columns, about, canAdd, exported, children } = props
  const { turn, open } = useMasterPlace()
  useShortcut(canAdd ? 'n n' : undefined, words.add, () => open('new'))
  const adding = canAdd ? (
    <Button
      look="primary"
      icon={<Plus className="size-4" aria-hidden="true" />}
      onClick={() => open('new')}
    >
      {words.add}
    </Button>
  ) : null
  return (
    <Settings
      lead={words.lead}
      actions={
        <>
          <ExportMenu
            permission={exported.permission}
            lists={[{ what: words.title, path: exported.path }]}
            filters={activityOf(search)}
          />
          {adding}
        </>
      }
    >
      <div className="mb-3 flex">
        <Segmented
          label={messages.show}
          value={search.show ?? 'active'}
          onValueChange={(show) => turn({ show: show === 'active' ? undefined : show })}
          segments={[
            { value: 'active', label: messages.inUse },
            { value: 'retired', label: messages.retired },
            { value: 'all', label: messages.all },
          ]}
        />
      </div>
      <PagedTable
        paged={props.list}
        caption={words.title}
        columns={columns}
        rowId={(row) => row.id}
        card={(row) => (
          <button
            type="button"
            onClick={() => open(row.id)}
            className="flex w-full items-center gap-3 px-4 py-3 text-left"
          >
            <span className="min-w-0 flex-1">
              <span className="block font-[550]">{row.name}</span>
              <span className="block text-faint text-xs">{about(row)}</span>
            </span>
            <StatePill isActive={row.is_active} />
          </button>
        )}
        shown={messages.shown}
        nothing={
          <EmptyState
            title={search.show === 'retired' ? messages.noneRetired : words.none}
            actions={search.show === 'retired' ? null : adding}
          >
            {search.show === 'retired' ? messages.noneRetiredDetail : words.noneDetail}
          </EmptyState>
        }
      />
      {children}
    </Settings>
  )
}

/** The filter of a list of master data. */
export function activityOf({ show }: MasterSearch): { is_active?: boolean } {
  return show === 'all' ? {} : { is_active: show !== 'retired' }
}

export function StatePill({ isActive }: { isActive: boolean }) {
  return isActive ? (
    <Pill tone="good">{messages.inUse}</Pill>
  ) : (
    <Pill tone="calm">{messages.retired}</Pill>
  )
}

/** A name that opens its drawer. */
export function OpenButton({ id, name }: { id: string; name: string }) {
  const { open } = useMasterPlace()
  return (
    <button
      type="button"
      onClick={() => open(id)}
      className="max-w-full truncate rounded-sm text-left font-[550] hover:underline"
    >
      {name}
    </button>
  )
}
