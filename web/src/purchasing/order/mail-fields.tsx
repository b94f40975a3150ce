import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { fieldErrors, toProblem } from '@/kernel/problem'
import { TextArea, TextField } from '@/ui/text-field'
import { words } from './mail-words.en'
import type { MailDraft } from './mailing'
import { orderMailsQuery } from './queries'

type MailFaults = { address?: string; message?: string }
const untouched: MailDraft = { isMailed: true, address: null, message: '' }

/** What is typed of a mail, the address that the supplier has, and what was wrong with it. */
export function useMailDraft(orderId: string) {
  const mails = useQuery(orderMailsQuery(orderId))
  const [draft, setDraft] = useState(untouched)
  const [faults, setFaults] = useState<MailFaults>({})
  const change = (changed: Partial<MailDraft>) => {
    setDraft((old) => ({ ...old, ...changed }))
    setFaults({})
  }
  return {
    draft,
    change,
    faults,
    suppliers: mails.data?.supplier_address ?? null,
    isKnown: mails.data !== undefined,
    needsAddress: () => setFaults({ address: words.needAddress }),
    /** Shows beside the fields what the server says of them. */
    async told<Done>(run: () => Promise<Done>): Promise<Done> {
      try {
        return await run()
      } catch (thrown) {
        setFaults(fieldErrors(toProblem(thrown)))
        throw thrown
      }
    },
  }
}

type MailFieldsProps = Pick<
  ReturnType<typeof useMailDraft>,
  'draft' | 'change' | 'faults' | 'suppliers' | 'isKnown'
>

/** Where it is mailed, and what is said beside the PDF. */
export function MailFields({ draft, change, faults, suppliers, isKnown }: MailFieldsProps) {
  const isUnknown = isKnown && suppliers === null
  return (
    <>
      <TextField
        label={words.address}
        type="email"
        inputMode="email"
        autoComplete="off"
        maxLength={254}
        hint={isUnknown ? words.unknownAddress : words.addressHint}
        error={faults.address}
        value={draft.address ?? suppliers ?? ''}
        onChange={(event) => change({ address: event.target.value })}
      />
      <TextArea
        label={words.message}
        hint={words.messageHint}
        isOptional
        rows={3}
        maxLength={2000}
        error={faults.message}
        value={draft.message}
        onChange={(event) => change({ message: event.target.value })}
      />
    </>
  )
}
