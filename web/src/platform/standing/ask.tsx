import { useState } from 'react'
import { AskDialog } from '@/access/ask-dialog'
import type { Act, OrganisationAtAGlance } from '@/api/schema.gen'
import { fieldErrors, toProblem } from '@/kernel/problem'
import { TextField } from '@/ui/text-field'
import { messages } from '../messages.en'
import { organisationKeys } from '../organisation/queries'
import { signedInLately } from '../send'
import { useOperator } from '../session/queries'
import { acts } from './acts'
import { Effects, nameOf } from './effects'

const words = messages.standing

type AskStandingProps = { act: Act; organisation: OrganisationAtAGlance; onClose: () => void }

/** Begins an act and says why; where two decide it, nothing changes before another operator carries it out. */
export default function AskStanding({ act, organisation, onClose }: AskStandingProps) {
  const operator = useOperator()
  const [nameAgain, setNameAgain] = useState('')
  const [fault, setFault] = useState<string>()
  const { title, detail, submit, done, reasonHint } = words.acts[act]
  const name = nameOf(organisation)
  const { slug } = organisation
  return (
    <AskDialog
      title={title(name)}
      detail={detail}
      confirm={submit}
      done={done(name)}
      stale={organisationKeys.all}
      isDanger={acts[act].isDanger}
      needsReason
      reasonMax={500}
      run={async (reason) => {
        setFault(undefined)
        await signedInLately(operator)
        return acts[act].begin(slug, reason, nameAgain.trim()).catch((thrown: unknown) => {
          setFault(nameFault(thrown))
          throw thrown
        })
      }}
      onClose={onClose}
    >
      <Effects act={act} />
      {acts[act].isNamedAgain ? (
        <TextField
          label={words.nameAgain}
          hint={words.nameAgainHint(slug)}
          error={fault}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={63}
          value={nameAgain}
          onChange={(event) => {
            setNameAgain(event.target.value)
            setFault(undefined)
          }}
        />
      ) : null}
      <p className="-mb-1.5 text-muted text-xs">{reasonHint}</p>
    </AskDialog>
  )
}

/** What the server says of the name that was typed again, if it was that. */
function nameFault(thrown: unknown): string | undefined {
  const problem = toProblem(thrown)
  if (problem.code === 'deletion_name_differs') return problem.title
  return fieldErrors(problem).organisation
}
