import { type ReactNode, useState } from 'react'
import { AskDialog } from '@/access/ask-dialog'
import { ProblemError, toProblem } from '@/kernel/problem'
import { Select } from '@/ui/select'
import { TextField } from '@/ui/text-field'
import { signedInLately } from '../send'
import { useOperator } from '../session/queries'
import { askSupport, supportKeys } from './queries'
import { words } from './words.en'

const minutesOffered = [5, 15, 30, 60]

/** Asks the owners of an organisation to let one read, and says why. */
export default function AskSupport({ onClose }: { onClose: () => void }): ReactNode {
  const operator = useOperator()
  const [slug, setSlug] = useState('')
  const [ticket, setTicket] = useState('')
  const [minutes, setMinutes] = useState('30')
  const [fault, setFault] = useState<string>()
  return (
    <AskDialog
      title={words.askTitle}
      detail={words.askDetail}
      confirm={words.askSubmit}
      done={words.asked(slug.trim())}
      stale={supportKeys.all}
      needsReason
      reasonMax={500}
      run={async (reason) => {
        const organisation = slug.trim().toLowerCase()
        setFault(organisation === '' ? words.needOrganisation : undefined)
        if (organisation === '') throw new ProblemError(unnamed)
        await signedInLately(operator)
        const asked = { reason, minutes: Number(minutes), ticket: ticket.trim() || null }
        return askSupport(organisation, asked).catch((thrown: unknown) => {
          if (isUnknown(thrown)) setFault(words.noOrganisation)
          throw thrown
        })
      }}
      onClose={onClose}
    >
      <TextField
        label={words.organisation}
        hint={words.organisationHint}
        error={fault}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={63}
        value={slug}
        onChange={(event) => {
          setSlug(event.target.value)
          setFault(undefined)
        }}
      />
      <Select
        label={words.minutes}
        value={minutes}
        onChange={(event) => setMinutes(event.target.value)}
        options={minutesOffered.map((count) => ({
          value: String(count),
          label: words.minutesOf(count),
        }))}
      />
      <TextField
        label={words.ticket}
        isOptional
        autoComplete="off"
        maxLength={60}
        value={ticket}
        onChange={(event) => setTicket(event.target.value)}
      />
      <p className="-mb-1.5 text-muted text-xs">{words.reasonHint}</p>
    </AskDialog>
  )
}

/** No organisation of that name, or no such name. */
function isUnknown(thrown: unknown): boolean {
  const { status } = toProblem(thrown)
  return status === 404 || status === 400
}

const unnamed = {
  type: 'about:blank',
  title: words.needOrganisation,
  status: 422,
  code: 'invalid',
  request_id: '',
}
