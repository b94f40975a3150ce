import { LoaderCircle } from 'lucide-react'
import { useFormat } from '@/kernel/format'
import { classNames } from '@/ui/class-names'
import { dotClass, type Tone } from '@/ui/pill'
import { messages } from './messages.en'
import type { Import } from './queries'

const words = messages.verdict

type VerdictProps = { subject: Import; isTrying: boolean }

/** What the rows come to: the documents first, then how many rows came out how. */
export function Verdict({ subject, isTrying }: VerdictProps) {
  const format = useFormat()
  const { kind, counts } = subject
  const figures: readonly Figure[] = [
    { name: words.ready, count: counts.ready, detail: words.readyDetail, tone: 'good' },
    { name: words.warning, count: counts.warnings, detail: words.warningDetail, tone: 'warn' },
    { name: words.problem, count: counts.problems, detail: words.problemDetail, tone: 'bad' },
    {
      name: words.repeated,
      count: counts.repeated,
      detail: kind === 'suppliers' ? words.repeatedDetail : words.repeatedOrders,
      tone: 'calm',
    },
  ]
  return (
    <section
      aria-label={words.title}
      aria-busy={isTrying}
      className="card grid grid-cols-2 overflow-clip md:grid-cols-4 lg:grid-cols-[1.5fr_1fr_1fr_1fr_1fr]"
    >
      <div className="col-span-full px-5 py-4 max-sm:px-4 lg:col-span-1">
        <p
          className={classNames(
            'num font-semibold text-3xl leading-tight tracking-[-0.02em] transition-opacity',
            isTrying && 'opacity-50',
          )}
        >
          {format.count(counts.documents)}
        </p>
        <p className="text-muted text-sm">
          {isTrying ? (
            <span className="flex items-center gap-1.5">
              <LoaderCircle className="size-3.5 animate-spin" aria-hidden="true" />
              {words.trying}
            </span>
          ) : (
            words.documents[kind](counts.documents)
          )}
        </p>
      </div>
      {figures.map((figure) => (
        <FigureCell key={figure.name} figure={figure} isTrying={isTrying} />
      ))}
      <p role="status" className="sr-only">
        {isTrying ? words.trying : words.tried(counts.documents, counts.problems)}
      </p>
    </section>
  )
}

type Figure = { name: string; count: number; detail: string; tone: Tone }

function FigureCell({ figure, isTrying }: { figure: Figure; isTrying: boolean }) {
  const format = useFormat()
  const { name, count, detail, tone } = figure
  return (
    <div className="border-line px-5 py-4 max-lg:border-t max-md:odd:border-l max-sm:px-4 md:nth-[n+3]:border-l lg:border-l">
      <p className={classNames('transition-opacity', isTrying && 'opacity-50')}>
        <span className="flex items-center gap-1.5 text-muted text-xs">
          <span
            aria-hidden="true"
            className={classNames('size-1.5 rounded-full', dotClass[count > 0 ? tone : 'calm'])}
          />
          {name}
        </span>
        <span
          className={classNames(
            'num mt-0.5 block font-semibold text-xl',
            count === 0 && 'text-faint',
          )}
        >
          {format.count(count)}
        </span>
        <span className="block text-faint text-xs">{detail}</span>
      </p>
    </div>
  )
}
