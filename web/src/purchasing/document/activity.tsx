import { useMutation, useQueryClient } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useCan } from '@/access/can'
import type { Comment, Moment } from '@/api/schema.gen'
import { useFormat } from '@/kernel/format'
import { toProblem } from '@/kernel/problem'
import { Avatar } from '@/ui/avatar'
import { Button } from '@/ui/button'
import { Card } from '@/ui/card'
import { Combobox } from '@/ui/combobox'
import { ProblemNotice } from '@/ui/error-state'
import type { Option } from '@/ui/option'
import { TextArea } from '@/ui/text-field'
import { usePeopleChoices } from '../choices'
import { messages } from '../messages.en'

const words = messages.activity

type ActivityProps = {
  comments: readonly Comment[]
  timeline: readonly Moment[]
  /** What the room calls its events; others are shown by their code. */
  momentWords: Record<string, string>
  onComment: (body: { body: string; mentions: string[] }) => Promise<unknown>
  /** Every query that shows the document. */
  queryKey: readonly unknown[]
  children?: React.ReactNode
}

/** What was said and what happened, in one column, the newest first. */
export function DocumentActivity(props: ActivityProps) {
  const { comments, timeline, momentWords, onComment, queryKey, children } = props
  const entries = entriesOf(comments, timeline)
  return (
    <Card title={words.title}>
      {useCan('comment.create') ? <Composer onComment={onComment} queryKey={queryKey} /> : null}
      <ol aria-label={words.title} className="mt-4 flex flex-col gap-4">
        {entries.map((entry) => (
          <li key={entry.key} className="flex gap-3 text-sm">
            <Avatar name={entry.who ?? words.system} />
            {'comment' in entry ? (
              <Said comment={entry.comment} />
            ) : (
              <Happened moment={entry.moment} text={momentWords[entry.moment.action]} />
            )}
          </li>
        ))}
      </ol>
      {entries.length === 0 ? <p className="text-muted text-sm">{words.none}</p> : null}
      {children}
    </Card>
  )
}

type Entry = { key: string; at: string; who: string | null | undefined } & (
  | { comment: Comment }
  | { moment: Moment }
)

function entriesOf(comments: readonly Comment[], timeline: readonly Moment[]): readonly Entry[] {
  const said: Entry[] = comments.map((comment) => ({
    key: comment.id,
    at: comment.at,
    who: comment.author_name,
    comment,
  }))
  const happened: Entry[] = timeline
    .filter((moment) => !moment.action.endsWith('.commented'))
    .map((moment, place) => ({
      key: `${moment.at} ${place}`,
      at: moment.at,
      who: moment.person_name,
      moment,
    }))
  return [...said, ...happened].sort((left, right) => right.at.localeCompare(left.at))
}

function Said({ comment }: { comment: Comment }) {
  const format = useFormat()
  const told = comment.mentions.map((one) => one.name)
  return (
    <div className="min-w-0 flex-1">
      <p>
        <span className="font-[550]">{comment.author_name}</span> <When at={comment.at} />
        {told.length > 0 ? (
          <span className="text-faint text-xs"> {words.told(format.list(told))}</span>
        ) : null}
      </p>
      <p className="mt-0.5 whitespace-pre-line [overflow-wrap:anywhere]">{comment.body}</p>
    </div>
  )
}

function Happened({ moment, text }: { moment: Moment; text: string | undefined }) {
  const detail: unknown = moment.detail
  const reason = ['reason', 'note'].map((key) => memberOf(detail, key)).find(Boolean)
  return (
    <div className="min-w-0 flex-1 text-muted">
      <span className="font-[550] text-ink">{moment.person_name ?? words.system}</span>{' '}
      {text ?? moment.action.replace(/^.*\./, '').replaceAll('_', ' ')} <When at={moment.at} />
      {reason ? (
        <blockquote className="mt-1 rounded-md bg-sunken px-3 py-2 text-ink">{reason}</blockquote>
      ) : null}
    </div>
  )
}

function When({ at }: { at: string }) {
  const format = useFormat()
  return (
    <time dateTime={at} title={format.instantExact(at)} className="num text-faint text-xs">
      {format.ago(at)}
    </time>
  )
}

function memberOf(detail: unknown, key: string): string | null {
  const value = typeof detail === 'object' && detail !== null ? Reflect.get(detail, key) : null
  return typeof value === 'string' && value !== '' ? value : null
}

function Composer({ onComment, queryKey }: Pick<ActivityProps, 'onComment' | 'queryKey'>) {
  const cache = useQueryClient()
  const [body, setBody] = useState('')
  const [told, setTold] = useState<readonly Option[]>([])
  const sending = useMutation({
    mutationFn: () =>
      onComment({ body: body.trim(), mentions: told.map((person) => person.value) }),
    onSuccess: async () => {
      setBody('')
      setTold([])
      await cache.invalidateQueries({ queryKey })
    },
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (body.trim() !== '' && !sending.isPending) sending.mutate()
  }
  return (
    <form onSubmit={send} className="flex flex-col gap-2">
      <TextArea
        label={words.comment}
        isLabelHidden
        rows={2}
        maxLength={4000}
        placeholder={words.placeholder}
        value={body}
        onChange={(event) => setBody(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) send(event)
        }}
      />
      {sending.error ? <ProblemNotice problem={toProblem(sending.error)} /> : null}
      <div className="flex flex-wrap items-center gap-2">
        <Told told={told} onChange={setTold} />
        <Button
          type="submit"
          className="ml-auto"
          isBusy={sending.isPending}
          isDisabled={body.trim() === ''}
        >
          {words.send}
        </Button>
      </div>
    </form>
  )
}

type ToldProps = { told: readonly Option[]; onChange: (told: readonly Option[]) => void }

/** Whom a comment speaks to; they see the document from then on. */
function Told({ told, onChange }: ToldProps) {
  const people = usePeopleChoices()
  if (!useCan('person.view')) return null
  return (
    <>
      {told.map((person) => (
        <button
          key={person.value}
          type="button"
          aria-label={words.removeMention(person.label)}
          onClick={() => onChange(told.filter((one) => one.value !== person.value))}
          className="inline-flex h-7 items-center gap-1.5 rounded-full bg-accent-soft pr-2 pl-3 text-xs hover:bg-hover max-md:h-9"
        >
          @{person.label}
          <X className="size-3.5 text-faint" aria-hidden="true" />
        </button>
      ))}
      <Combobox
        label={words.mention}
        isLabelHidden
        placeholder={words.mentionPlaceholder}
        className="w-40"
        {...people}
        options={people.options.filter((one) => !told.some((old) => old.value === one.value))}
        value={null}
        onValueChange={(person) => {
          if (person) onChange([...told, person])
        }}
      />
    </>
  )
}
