import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ClipboardPaste, Plus, Send } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Answered } from '@/api/answered'
import type { DepartmentView } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { Button } from '@/ui/button'
import { Card } from '@/ui/card'
import { ProblemNotice } from '@/ui/error-state'
import { Keys } from '@/ui/kbd'
import { Notice } from '@/ui/notice'
import { Page, PageHeader, Trail } from '@/ui/page'
import { useShortcut } from '@/ui/shortcuts'
import { PageSkeleton } from '@/ui/skeleton'
import { words as shared } from '../people-words.en'
import {
  blankPerson,
  type DraftPerson,
  type Errors,
  faultsOfAll,
  peopleMax,
  sentPeople,
} from './draft'
import { PasteList } from './paste-list'
import { PersonRows } from './person-rows'
import { departmentsInUseQuery } from './queries'
import { useSending } from './sending'
import { words } from './words.en'

const texts = words.create

/** Invites people: one, or a list of them. */
export default function CreateInvitations(): ReactNode {
  return (
    <Answered query={useQuery(departmentsInUseQuery)} waiting={<PageSkeleton />}>
      {({ items }) => <Editor departments={items} />}
    </Answered>
  )
}

/** Departments are known before a list is read, which names them. */
function Editor({ departments }: { departments: readonly DepartmentView[] }) {
  const rows = usePeople()
  const sending = useSending(rows.people, rows.setErrors)
  const [isPasting, setIsPasting] = useState(false)
  const count = sentPeople(rows.people).length
  useShortcut('$mod+Enter', texts.send(0), isPasting ? noAct : sending.send, true)
  return (
    <Page>
      <PageHeader
        trail={
          <Trail label={shared.trail} here={words.invite}>
            <Link {...paths.people()}>{shared.title}</Link>
          </Trail>
        }
        title={words.invite}
        summary={texts.summary}
        areActionsSticky
        actions={<SendButton count={count} sending={sending} />}
      />
      <div className="flex flex-col gap-4">
        <Refusal count={count} errors={rows.errors} sending={sending} />
        <Card title={texts.whom} aside={texts.most(count, peopleMax)} isFlush>
          <PersonRows
            people={rows.people}
            departments={departments.map(({ id, name, code }) => ({
              value: id,
              label: name,
              hint: code,
            }))}
            errors={rows.errors}
            onChange={rows.change}
            onRemove={rows.remove}
          />
          <MoreRows isFull={rows.people.length >= peopleMax} onAdd={rows.add}>
            <Button
              icon={<ClipboardPaste className="size-4" aria-hidden="true" />}
              onClick={() => setIsPasting(true)}
            >
              {texts.paste}
            </Button>
          </MoreRows>
        </Card>
      </div>
      {isPasting ? (
        <PasteList
          departments={departments}
          room={peopleMax - count}
          onAdd={(read) => {
            rows.addRead(read)
            setIsPasting(false)
          }}
          onClose={() => setIsPasting(false)}
        />
      ) : null}
    </Page>
  )
}

type Sending = ReturnType<typeof useSending>

function SendButton({ count, sending }: { count: number; sending: Sending }) {
  return (
    <Button
      look="primary"
      icon={<Send className="size-4" aria-hidden="true" />}
      isBusy={sending.isPending}
      isDisabled={count > peopleMax}
      onClick={sending.send}
    >
      {texts.send(count)}
      <span aria-hidden="true" className="max-lg:hidden">
        <Keys chord="$mod+Enter" />
      </span>
    </Button>
  )
}

type RefusalProps = { count: number; errors: Errors; sending: Sending }

/** What stands in the way, above the rows. */
function Refusal({ count, errors, sending }: RefusalProps) {
  const wrong = Object.keys(errors).length
  if (count > peopleMax) return <Notice tone="bad">{texts.tooMany(count, peopleMax)}</Notice>
  if (wrong > 0) return <Notice tone="bad">{texts.wrong(wrong)}</Notice>
  return sending.problem ? <ProblemNotice problem={sending.problem} /> : null
}

type MoreRowsProps = { isFull: boolean; onAdd: () => void; children: ReactNode }

function MoreRows({ isFull, onAdd, children }: MoreRowsProps) {
  return (
    <div className="flex flex-wrap items-center gap-2 px-5 py-3 max-sm:px-4">
      <Button
        icon={<Plus className="size-4" aria-hidden="true" />}
        isDisabled={isFull}
        onClick={onAdd}
      >
        {texts.add}
      </Button>
      {children}
      {isFull ? <span className="text-muted text-xs">{texts.full(peopleMax)}</span> : null}
    </div>
  )
}

/** The rows and what is wrong with them; a field that is changed is wrong no more. */
function usePeople() {
  const [people, setPeople] = useState<readonly DraftPerson[]>(() => [blankPerson()])
  const [errors, setErrors] = useState<Errors>({})
  const entered = useRef<string | null>(people[0]?.key ?? null)
  useEffect(() => {
    if (entered.current && people.some(({ key }) => key === entered.current))
      document.querySelector<HTMLElement>(`[data-person="${entered.current}"] input`)?.focus()
    entered.current = null
  }, [people])
  const forget = (isGone: (path: string) => boolean) =>
    setErrors((old) => Object.fromEntries(Object.entries(old).filter(([path]) => !isGone(path))))
  const add = () => {
    const blank = blankPerson()
    entered.current = blank.key
    setPeople([...people, blank])
  }
  const addRead = (read: readonly DraftPerson[]) => {
    setPeople([...sentPeople(people), ...read])
    setErrors({ ...errors, ...faultsOfAll(read) })
  }
  const change = (key: string, part: Partial<DraftPerson>) => {
    setPeople(people.map((person) => (person.key === key ? { ...person, ...part } : person)))
    forget((path) => Object.keys(part).some((field) => path === `${key}.${field}`))
  }
  const remove = (key: string) => {
    const at = people.findIndex((person) => person.key === key)
    entered.current = (people[at + 1] ?? people[at - 1])?.key ?? null
    setPeople(people.filter((person) => person.key !== key))
    forget((path) => path.startsWith(`${key}.`))
  }
  return { people, errors, setErrors, add, addRead, change, remove }
}

function noAct(): void {}
