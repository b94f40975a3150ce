import { Link } from '@tanstack/react-router'
import { Check, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { paths } from '@/app/paths'
import { useFormat } from '@/kernel/format'
import { ActionButton, findAction } from '@/ui/action-button'
import { Button } from '@/ui/button'
import { Card } from '@/ui/card'
import { classNames } from '@/ui/class-names'
import { Pill } from '@/ui/pill'
import { linesMax, whatOf } from './decide'
import { isToDecide, type PersonLines } from './people'
import type { SeenLine } from './queries'
import { LinePill } from './state-pill'
import { words } from './words.en'

type Acts = {
  onKeep: (lines: readonly SeenLine[]) => void
  onTake: (line: SeenLine) => void
  onMark: (line: SeenLine) => void
}

type PersonProps = Acts & { person: PersonLines; marked: number | undefined }

/** What one person holds, each line with why, and what is decided of it. */
export function PersonCard({ person, marked, ...acts }: PersonProps) {
  const open = person.lines.filter(isToDecide).slice(0, linesMax)
  return (
    <Card
      title={person.name}
      isFlush
      aside={
        <span className="flex flex-wrap items-center gap-3">
          <About line={person.lines[0]} />
          <Link {...paths.person(person.id)} className="hover:underline">
            {words.permissionsOf(held(person))}
          </Link>
          {open.length > 1 ? (
            <Button
              size="sm"
              aria-label={words.keepAllOf(person.name)}
              onClick={() => acts.onKeep(open)}
            >
              {words.keepAll(open.length)}
            </Button>
          ) : null}
        </span>
      }
    >
      <ul className="divide-y divide-line border-line border-t">
        {person.lines.map((line) => (
          <Line key={line.number} line={line} isMarked={line.number === marked} {...acts} />
        ))}
      </ul>
    </Card>
  )
}

function held({ lines }: PersonLines): number {
  return new Set(lines.flatMap(({ permissions }) => permissions)).size
}

/** When somebody was here last; a right that nobody uses is a right to take. */
function About({ line }: { line: SeenLine | undefined }) {
  const format = useFormat()
  if (!line) return null
  if (!line.is_active) return <span>{words.inactive}</span>
  return (
    <span>
      {line.last_sign_in_at ? words.lastSignIn(format.ago(line.last_sign_in_at)) : words.neverSeen}
    </span>
  )
}

type LineProps = Acts & { line: SeenLine; isMarked: boolean }

function Line({ line, isMarked, onKeep, onTake, onMark }: LineProps) {
  const item = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isMarked) item.current?.scrollIntoView({ block: 'nearest' })
  }, [isMarked])
  const action = findAction(line.actions, 'access_review.decide')
  const [what, who] = [whatOf(line), line.person_name]
  return (
    <li
      ref={item}
      aria-current={isMarked || undefined}
      onFocus={() => onMark(line)}
      className={classNames(
        'flex flex-wrap items-start gap-x-4 gap-y-2 px-5 py-3 max-sm:px-4',
        isMarked && 'bg-hover',
      )}
    >
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-[550] [overflow-wrap:anywhere]">{what}</span>
          {line.guarded.length > 0 ? <Pill tone="violet">{words.guarded}</Pill> : null}
          {line.toxic.length > 0 ? <Pill tone="bad">{words.toxic}</Pill> : null}
        </p>
        <Why line={line} />
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <LinePill state={line.state} />
        {line.state === 'open' || line.state === 'kept' ? (
          <>
            {line.state === 'open' ? (
              <ActionButton
                action={action}
                size="sm"
                icon={<Check className="size-3.5" aria-hidden="true" />}
                aria-label={words.keepOf(what, who)}
                onClick={() => onKeep([line])}
              >
                {words.keep}
              </ActionButton>
            ) : null}
            <ActionButton
              action={action}
              size="sm"
              look="danger"
              icon={<X className="size-3.5" aria-hidden="true" />}
              aria-label={words.takeOf(what, who)}
              onClick={() => onTake(line)}
            >
              {words.take}
            </ActionButton>
          </>
        ) : null}
      </div>
    </li>
  )
}

/** Who gave it, why and until when, and what was decided. */
function Why({ line }: { line: SeenLine }) {
  const format = useFormat()
  const { granted_by_name, granted_at, approved_by_name, expires_at, granted_because } = line
  const given = [
    words.givenBy(granted_by_name ?? words.installation, format.day(granted_at)),
    ...(approved_by_name ? [words.agreedBy(approved_by_name)] : []),
    ...(expires_at ? [words.until(format.day(expires_at))] : []),
  ]
  const said = (state: string) =>
    words.decision(state, line.decided_by_name ?? '', format.ago(line.decided_at ?? granted_at))
  return (
    <div className="mt-0.5 text-muted text-xs [overflow-wrap:anywhere]">
      <p>{given.join(', ')}</p>
      {granted_because ? <p>“{granted_because}”</p> : null}
      {line.toxic.length > 0 ? <p>{words.toxicPairs(line.toxic.join(', '))}</p> : null}
      {line.is_given_anew ? <p>{words.givenAnew}</p> : null}
      {line.decided_by ? (
        <p className="mt-1 text-ink">
          {said(words.lineStates[line.state])}
          {line.reason ? `: “${line.reason}”` : ''}
        </p>
      ) : null}
    </div>
  )
}
