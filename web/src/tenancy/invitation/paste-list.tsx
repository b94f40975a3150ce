import { type ReactNode, useDeferredValue, useMemo, useState } from 'react'
import type { DepartmentView } from '@/api/schema.gen'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Notice } from '@/ui/notice'
import { TextArea } from '@/ui/text-field'
import { useOwnRoles } from '../role/queries'
import type { DraftPerson } from './draft'
import { type ListReading, readList } from './read-list'
import { words } from './words.en'

const texts = words.list

type PasteListProps = {
  departments: readonly DepartmentView[]
  /** How many more people there is room for. */
  room: number
  onAdd: (people: readonly DraftPerson[]) => void
  onClose: () => void
}

/** Takes a list out of a spreadsheet, and says what it has read before it adds anything. */
export function PasteList({ departments, room, onAdd, onClose }: PasteListProps) {
  const [text, setText] = useState('')
  const [isMissing, setIsMissing] = useState(false)
  const read = useDeferredValue(text)
  const own = useOwnRoles()
  const reading = useMemo(() => readList(read, departments, own), [read, departments, own])
  const count = reading.people.length
  const isOpen = reading.openQuoteLine === null && count <= room
  const add = () => {
    const { people, openQuoteLine } = readList(text, departments, own)
    setIsMissing(people.length === 0)
    if (people.length > 0 && people.length <= room && openQuoteLine === null) onAdd(people)
  }
  return (
    <Dialog
      isOpen
      size="lg"
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={texts.title}
      description={texts.lead}
      footer={
        <>
          <Button onClick={onClose}>{texts.back}</Button>
          <Button look="primary" isDisabled={!isOpen} onClick={add}>
            {texts.add(count)}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3.5 pt-0.5">
        <TextArea
          label={texts.field}
          hint={texts.hint}
          error={isMissing ? texts.nothing : undefined}
          placeholder={texts.example}
          autoFocus
          spellCheck={false}
          autoComplete="off"
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setIsMissing(false)
          }}
        />
        {count > 0 ? <Verdict reading={reading} room={room} /> : null}
      </div>
    </Dialog>
  )
}

function Verdict({ reading, room }: { reading: ListReading; room: number }): ReactNode {
  const { people, remarks, faultyCount, openQuoteLine } = reading
  if (openQuoteLine !== null)
    return (
      <Notice tone="bad" title={texts.openQuote(openQuoteLine)}>
        {texts.openQuoteDetail}
      </Notice>
    )
  if (people.length > room)
    return (
      <Notice tone="bad" title={texts.tooMany(people.length, room)}>
        {texts.tooManyDetail}
      </Notice>
    )
  if (remarks.length === 0) return <Notice tone="good" title={texts.read(people.length)} />
  const title =
    faultyCount === 0 ? texts.read(people.length) : texts.readWithFaults(people.length, faultyCount)
  return (
    <Notice tone="warn" title={title}>
      {faultyCount > 0 ? <p>{texts.faultsDetail}</p> : null}
      <ul className="mt-1.5 flex flex-col gap-0.5 text-xs">
        {remarks.map((remark) => (
          <li key={remark} className="[overflow-wrap:anywhere]">
            {remark}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
