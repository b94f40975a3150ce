import { X } from 'lucide-react'
import { type RefObject, useEffect, useMemo, useState } from 'react'
import { Answered } from '@/api/answered'
import { usePaged } from '@/api/paging'
import { classNames } from '@/ui/class-names'
import { EmptyState } from '@/ui/empty-state'
import { Segmented } from '@/ui/segmented'
import { ShowMore } from '@/ui/show-more'
import { TableSkeleton } from '@/ui/skeleton'
import { hasProblem, problemKinds } from './mapping'
import { messages } from './messages.en'
import { ProblemText } from './problems'
import { type Import, type ImportRow, importRowsQuery } from './queries'
import { RowDrawer } from './row-drawer'
import { RowTable } from './row-table'
import type { ImportSearch, RowOutcome } from './search'

const words = messages.table
const soughtAtOnce = 25

type RowsProps = {
  subject: Import
  search: ImportSearch
  onSearch: (search: ImportSearch) => void
  place: RefObject<HTMLElement | null>
}

/** The rows of the file with how each came out, by outcome or by one problem. */
export function Rows({ subject, search, onSearch, place }: RowsProps) {
  const [looked, setLooked] = useState<ImportRow | null>(null)
  const found = useRows(subject, search)
  const { query, rows } = found
  const sought = problemKinds(subject.problems).find(({ key }) => key === search.problem)
  return (
    <section
      ref={place}
      aria-label={words.title}
      className="scroll-mt-20 outline-none lg:scroll-mt-44"
      tabIndex={-1}
    >
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <h2 className="mr-1 font-semibold text-base">{words.title}</h2>
        <Segmented<RowOutcome | 'all'>
          label={words.filter}
          value={search.outcome ?? 'all'}
          onValueChange={(outcome) => onSearch(outcome === 'all' ? {} : { outcome })}
          segments={segmentsOf(subject)}
        />
        {sought ? (
          <button
            type="button"
            aria-label={`${words.only(sought.text)}. ${words.removeOnly}`}
            onClick={() => onSearch({ outcome: 'problem' })}
            className="inline-flex h-7 min-w-0 max-w-full items-center gap-1.5 rounded-full bg-accent-soft pr-2 pl-3 text-ink text-xs hover:bg-hover max-md:h-9"
          >
            <span className="min-w-0 truncate">
              <ProblemText subject={subject} problem={sought} />
            </span>
            <X className="size-3.5 shrink-0 text-faint" aria-hidden="true" />
          </button>
        ) : null}
      </div>
      <Answered query={query}>
        {() =>
          rows.length > 0 ? (
            <div className={classNames('transition-opacity', found.isOld && 'opacity-50')}>
              <RowTable
                subject={subject}
                rows={rows}
                onLook={setLooked}
                footer={
                  <ShowMore
                    shown={found.shown}
                    hasMore={query.hasNextPage}
                    isBusy={query.isFetchingNextPage}
                    onMore={found.more}
                  />
                }
              />
            </div>
          ) : found.isSeeking ? (
            <TableSkeleton rows={4} />
          ) : (
            <EmptyState title={words.none}>{words.noneDetail}</EmptyState>
          )
        }
      </Answered>
      {looked ? <RowDrawer subject={subject} row={looked} onClose={() => setLooked(null)} /> : null}
    </section>
  )
}

type Segments = { value: RowOutcome | 'all'; label: string; count: number | undefined }[]

/** Only the outcomes that some row has; their counts stand above the rows while they are tried. */
function segmentsOf({ counts, state }: Import): Segments {
  const all: readonly [RowOutcome, number][] = [
    ['problem', counts.problems],
    ['warning', counts.warnings],
    ['ready', counts.ready],
    ['repeated', counts.repeated],
  ]
  const some = all.filter(([, count]) => count > 0)
  const isTried = state === 'tried'
  const names = state === 'confirmed' ? words.made : words.many
  const shown = (count: number) => (isTried ? undefined : count)
  return [
    { value: 'all', label: words.all, count: shown(counts.rows) },
    ...some.map(([value, count]) => ({ value, label: names[value], count: shown(count) })),
  ]
}

/** The rows read so far. For one problem it reads on until enough of its rows are found, or no more are to come. */
function useRows(subject: Import, search: ImportSearch) {
  const { counts } = subject
  const { query, rows } = usePaged(importRowsQuery(subject.id, subject.revision, search.outcome))
  const [wanted, setWanted] = useState(soughtAtOnce)
  const { problem, outcome } = search
  const shown = useMemo(
    () => (problem ? rows.filter((row) => hasProblem(row, problem)) : rows),
    [rows, problem],
  )
  const all = outcome ? countOf(counts, outcome) : counts.rows
  const count = problemKinds(subject.problems).find(({ key }) => key === problem)?.rows ?? all
  const { hasNextPage, isFetching, isPlaceholderData, fetchNextPage } = query
  const isSeeking = problem !== undefined && hasNextPage && shown.length < Math.min(wanted, count)
  useEffect(() => {
    if (isSeeking && !isFetching) void fetchNextPage()
  }, [isSeeking, isFetching, fetchNextPage])
  return {
    query,
    rows: shown,
    isSeeking,
    isOld: isPlaceholderData,
    shown: words.shown(shown.length, Math.max(shown.length, problem ? count : all)),
    more: () => {
      setWanted(shown.length + soughtAtOnce)
      void fetchNextPage()
    },
  }
}

function countOf(counts: Import['counts'], outcome: RowOutcome): number {
  if (outcome === 'problem') return counts.problems
  if (outcome === 'warning') return counts.warnings
  return outcome === 'ready' ? counts.ready : counts.repeated
}
