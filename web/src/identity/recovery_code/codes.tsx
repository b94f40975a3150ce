import { useBlocker } from '@tanstack/react-router'
import { Download } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useMe } from '@/access/me'
import { useFormat } from '@/kernel/format'
import { fileUrl, saveFile } from '@/kernel/save-file'
import { ActionButton } from '@/ui/action-button'
import { Button } from '@/ui/button'
import { Checkbox } from '@/ui/checkbox'
import { Notice } from '@/ui/notice'
import { CopyButton } from '../copy-button'
import { messages } from '../messages.en'
import { fileOf } from './file'

const words = messages.recovery

type Making = { data: readonly string[] | undefined; isPending: boolean }

/** Sees to it that nobody leaves codes that are shown once before they say that they have kept them. */
export function useKeeping({ data: codes, isPending }: Making, onClose: (isDone: boolean) => void) {
  const [isKept, setIsKept] = useState(false)
  const [isReminded, setIsReminded] = useState(false)
  const isOpen = codes !== undefined && !isKept
  useBlocker({
    shouldBlockFn: () => {
      setIsReminded(isOpen)
      return isOpen
    },
    enableBeforeUnload: () => isOpen,
  })
  const close = () => {
    if (isOpen) setIsReminded(true)
    // Codes that are on their way would come to nobody.
    else if (!isPending) onClose(codes !== undefined)
  }
  return { codes, isKept, setIsKept, isReminded: isReminded && isOpen, close }
}

type Keeping = ReturnType<typeof useKeeping>

/** The codes, and the ways to keep them. */
export function RecoveryCodes({ codes, keeping }: { codes: readonly string[]; keeping: Keeping }) {
  const { person, organisation } = useMe()
  const format = useFormat()
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => list.current?.focus(), [])
  const save = () => {
    const made = format.instant(new Date().toISOString())
    const { name, text } = fileOf({ codes, organisation, email: person.email, made })
    saveFile(fileUrl(new Blob([text], { type: 'text/plain;charset=utf-8' })), name)
  }
  return (
    <div className="flex flex-col gap-4 pt-0.5">
      <ul
        ref={list}
        tabIndex={-1}
        aria-label={words.list}
        className="grid grid-cols-2 gap-x-6 gap-y-1.5 rounded-md bg-sunken px-4 py-3 font-mono text-sm outline-none"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <CopyButton text={codes.join('\n')} />
        <Button icon={<Download className="size-4" aria-hidden="true" />} onClick={save}>
          {words.download}
        </Button>
      </div>
      {keeping.isReminded ? <Notice tone="bad">{words.keepFirst}</Notice> : null}
      <Checkbox
        label={words.isKept}
        isChecked={keeping.isKept}
        onCheckedChange={keeping.setIsKept}
      />
    </div>
  )
}

/** The way out. */
export function CodesDone({ keeping }: { keeping: Keeping }) {
  const closed = keeping.isKept ? null : { code: 'not_kept', reason: words.keepFirst }
  return (
    <ActionButton
      action={{ name: 'close', closed_because: closed }}
      look="primary"
      onClick={keeping.close}
    >
      {words.close}
    </ActionButton>
  )
}
