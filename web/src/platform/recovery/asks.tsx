import { type ReactNode, useState } from 'react'
import { AskDialog } from '@/access/ask-dialog'
import { ProblemError } from '@/kernel/problem'
import { TextField } from '@/ui/text-field'
import { signedInLately } from '../send'
import { useOperator } from '../session/queries'
import { begin, carryOut, complete, prove, recoveryKeys, stop } from './queries'
import { words } from './words.en'

type AskProps = { organisation: string; onClose: () => void }

/** Begins one for an address, of which the domain alone is kept. */
export function BeginRecovery({ organisation, onClose }: AskProps): ReactNode {
  const operator = useOperator()
  const email = useEmail(words.emailHint)
  const [ticket, setTicket] = useState('')
  return (
    <AskDialog
      title={words.beginTitle(organisation)}
      detail={words.beginDetail}
      confirm={words.begin}
      done={words.begun}
      stale={recoveryKeys.all}
      needsReason
      reasonMax={500}
      run={async (reason) => {
        const address = email.needed()
        await signedInLately(operator)
        return begin(organisation, { email: address, reason, ticket: ticket.trim() || null })
      }}
      onClose={onClose}
    >
      {email.field}
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

/** Looks the record up. */
export function CheckRecord({ organisation, onClose }: AskProps): ReactNode {
  const operator = useOperator()
  return (
    <AskDialog
      title={words.check}
      detail={words.publish}
      confirm={words.check}
      done={words.checked}
      stale={recoveryKeys.all}
      run={async () => {
        await signedInLately(operator)
        return prove(organisation)
      }}
      onClose={onClose}
    />
  )
}

/** Tells everybody of the organisation, and begins the delay. */
export function CarryOutRecovery({ organisation, onClose }: AskProps): ReactNode {
  const operator = useOperator()
  const email = useEmail(words.emailAgain)
  return (
    <AskDialog
      title={words.carryOutTitle(organisation)}
      detail={words.carryOutDetail}
      confirm={words.carryOut}
      done={words.carriedOut}
      stale={recoveryKeys.all}
      run={async () => {
        const address = email.needed()
        await signedInLately(operator)
        return carryOut(organisation, address)
      }}
      onClose={onClose}
    >
      {email.field}
    </AskDialog>
  )
}

/** Removes the factor, after the delay. */
export function CompleteRecovery({ organisation, onClose }: AskProps): ReactNode {
  const operator = useOperator()
  return (
    <AskDialog
      title={words.completeTitle(organisation)}
      detail={words.completeDetail}
      confirm={words.complete}
      done={words.completed}
      stale={recoveryKeys.all}
      isDanger
      run={async () => {
        await signedInLately(operator)
        return complete(organisation)
      }}
      onClose={onClose}
    />
  )
}

/** Ends it. */
export function StopRecovery({ organisation, onClose }: AskProps): ReactNode {
  const operator = useOperator()
  return (
    <AskDialog
      title={words.stopTitle}
      detail={words.stopDetail}
      confirm={words.stop}
      done={words.stopped}
      stale={recoveryKeys.all}
      run={async () => {
        await signedInLately(operator)
        return stop(organisation)
      }}
      onClose={onClose}
    />
  )
}

/** The field of the owner's address, which must be filled. */
function useEmail(hint: string) {
  const [value, setValue] = useState('')
  const [isMissing, setIsMissing] = useState(false)
  const needed = () => {
    const email = value.trim()
    setIsMissing(email === '')
    if (email === '') throw new ProblemError(unnamed)
    return email
  }
  const field = (
    <TextField
      label={words.email}
      hint={hint}
      error={isMissing ? words.needEmail : undefined}
      type="email"
      autoComplete="off"
      maxLength={254}
      value={value}
      onChange={(event) => {
        setValue(event.target.value)
        setIsMissing(false)
      }}
    />
  )
  return { field, needed }
}

const unnamed = {
  type: 'about:blank',
  title: words.needEmail,
  status: 422,
  code: 'invalid',
  request_id: '',
}
