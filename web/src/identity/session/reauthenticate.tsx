import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { meQuery, useMe } from '@/access/me'
import { reauthenticate } from '@/api/prove'
import { toProblem } from '@/kernel/problem'
import { Button } from '@/ui/button'
import { ProblemNotice } from '@/ui/error-state'
import { FormDialog } from '@/ui/form-dialog'
import { messages } from '../messages.en'
import { hasPasskeys } from '../passkey/device'
import { stepsUp } from '../passkey/step-up'
import { words as passkeyWords } from '../passkey/words.en'
import { PasswordField } from '../password-field'

const words = messages.again

type ReauthenticateProps = { onEnd: (isDone: boolean) => void }

/** The password, once more, of whoever is signed in, or a passkey of theirs. */
export default function Reauthenticate({ onEnd }: ReauthenticateProps) {
  const { person, second_factor } = useMe()
  const field = useRef<HTMLInputElement>(null)
  const cache = useQueryClient()
  const [password, setPassword] = useState('')
  const [isMissing, setIsMissing] = useState(false)
  const confirming = useMutation({
    mutationFn: (by: 'password' | 'passkey') =>
      by === 'password' ? reauthenticate(password) : stepsUp(),
    onSuccess: () => {
      onEnd(true)
      return cache.invalidateQueries(meQuery)
    },
    onError: (_, by) => {
      if (by === 'passkey') return
      setPassword('')
      field.current?.focus()
    },
  })
  const problem = confirming.error ? toProblem(confirming.error) : null
  const isWrong = problem?.code === 'password_refused'
  const submit = () => {
    setIsMissing(password === '')
    if (password !== '' && !confirming.isPending) confirming.mutate('password')
  }
  return (
    <FormDialog
      title={words.title}
      description={words.lead}
      back={words.back}
      submit={words.submit}
      isBusy={confirming.isPending}
      onSubmit={submit}
      onClose={() => onEnd(false)}
    >
      {problem && !isWrong ? <ProblemNotice problem={problem} /> : null}
      <p className="text-muted text-sm">
        {words.as} <span className="font-medium text-ink">{person.email}</span>
      </p>
      <input type="hidden" autoComplete="username" value={person.email} readOnly />
      <PasswordField
        ref={field}
        label={messages.password}
        autoFocus
        error={isMissing ? messages.needPassword : isWrong ? problem.title : undefined}
        value={password}
        onChange={(event) => {
          setPassword(event.target.value)
          setIsMissing(false)
        }}
      />
      {second_factor?.passkeys && hasPasskeys() ? (
        <Button isBusy={confirming.isPending} onClick={() => confirming.mutate('passkey')}>
          {passkeyWords.use}
        </Button>
      ) : null}
    </FormDialog>
  )
}
