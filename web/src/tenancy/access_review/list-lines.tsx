import { getRouteApi } from '@tanstack/react-router'
import { ListChecks } from 'lucide-react'
import { useState } from 'react'
import { Answered } from '@/api/answered'
import { ReadOn } from '@/api/paged-table'
import { usePaged } from '@/api/paging'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { Segmented } from '@/ui/segmented'
import { useShortcut } from '@/ui/shortcuts'
import { AskDecision, type Asked, useKeep } from './decide'
import { byPerson, nextToDecide } from './people'
import { PersonCard } from './person-lines'
import { linesQuery, type SeenLine, type SeenReview } from './queries'
import { states } from './search'
import { words } from './words.en'

const route = getRouteApi('/signed-in/people/reviews/$id')
type Shown = 'all' | (typeof states)[number]

/** The lines, person by person; `k` keeps the marked one and `t` takes it. */
export function ReviewLines({ review }: { review: SeenReview }) {
  const { state } = route.useSearch()
  const navigate = route.useNavigate()
  const paged = usePaged(linesQuery(review.id, { state }))
  const { marked, asked, setAsked, keep, take, mark, pass } = useDeciding(review.id, paged.rows)
  const show = (shown: Shown) =>
    void navigate({ search: shown === 'all' ? {} : { state: shown }, replace: true })
  // A dialog has keys of its own.
  const isReady = marked !== undefined && asked === null
  useShortcut(isReady ? 'k' : undefined, words.keepNext, () =>
    marked ? keep([marked]) : undefined,
  )
  useShortcut(isReady ? 't' : undefined, words.takeNext, () => (marked ? take(marked) : undefined))
  return (
    <section aria-label={words.lines} className="flex min-w-0 flex-col gap-3">
      <Segmented
        label={words.filter}
        value={state ?? 'all'}
        onValueChange={show}
        segments={[
          { value: 'all' as Shown, label: words.all, count: review.progress.lines },
          ...states.map((value) => ({
            value,
            label: words.lineStates[value],
            count: review.progress[value],
          })),
        ]}
      />
      <Answered query={paged.query}>
        {() =>
          paged.rows.length === 0 ? (
            <Nothing isOpen={state === 'open'} onAll={() => show('all')} />
          ) : (
            <>
              {byPerson(paged.rows).map((person) => (
                <PersonCard
                  key={person.id}
                  person={person}
                  marked={marked?.number}
                  onKeep={keep}
                  onTake={take}
                  onMark={mark}
                />
              ))}
              <ReadOn
                paged={paged}
                shown={words.linesShown(paged.rows.length, paged.query.hasNextPage)}
              />
            </>
          )
        }
      </Answered>
      {asked ? (
        <AskDecision
          reviewId={review.id}
          asked={asked}
          onDone={() => pass(asked.lines)}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </section>
  )
}

function Nothing({ isOpen, onAll }: { isOpen: boolean; onAll: () => void }) {
  return (
    <EmptyState
      icon={<ListChecks />}
      title={isOpen ? words.nothingOpen : words.noLines}
      actions={<Button onClick={onAll}>{words.showAll}</Button>}
    >
      {isOpen ? words.nothingOpenDetail : words.noLinesDetail}
    </EmptyState>
  )
}

/** Which line is next, and what is done with it; what needs a reason is asked first. */
function useDeciding(reviewId: string, rows: readonly SeenLine[]) {
  const [entered, setEntered] = useState<number | null>(null)
  const [passed, setPassed] = useState<number | null>(null)
  const [asked, setAsked] = useState<Asked | null>(null)
  const keeping = useKeep(reviewId)
  const here = rows.find(({ number, state }) => number === entered && state === 'open')
  const marked = here ?? nextToDecide(rows, passed)
  const pass = (lines: readonly SeenLine[]) => {
    setPassed(lines.at(-1)?.number ?? null)
    setEntered(null)
  }
  const keep = (lines: readonly SeenLine[]) => {
    if (keeping.isPending) return
    if (lines.some(({ toxic }) => toxic.length > 0)) setAsked({ decision: 'keep', lines })
    else keeping.mutate(lines, { onSuccess: () => pass(lines) })
  }
  const take = (line: SeenLine) => setAsked({ decision: 'take', lines: [line] })
  const mark = (line: SeenLine) => setEntered(line.number)
  return { marked, asked, setAsked, keep, take, mark, pass }
}
