import { AskDialog } from '@/access/ask-dialog'
import type { Act, OrganisationAtAGlance } from '@/api/schema.gen'
import { messages } from '../messages.en'
import { organisationKeys } from '../organisation/queries'
import { signedInLately } from '../send'
import { useOperator } from '../session/queries'
import { acts } from './acts'
import { Effects, nameOf } from './effects'

const words = messages.standing

type AskStandingProps = { act: Act; organisation: OrganisationAtAGlance; onClose: () => void }

/** Asks for an act and says why; nothing changes before another operator carries it out. */
export default function AskStanding({ act, organisation, onClose }: AskStandingProps) {
  const operator = useOperator()
  return (
    <AskDialog
      title={words.acts[act].askTitle(nameOf(organisation))}
      detail={words.askDetail}
      confirm={words.askSubmit}
      done={words.askDone}
      stale={organisationKeys.all}
      isDanger={acts[act].isDanger}
      needsReason
      reasonMax={500}
      run={async (reason) => {
        await signedInLately(operator)
        return acts[act].ask(organisation.slug, reason)
      }}
      onClose={onClose}
    >
      <Effects act={act} />
      <p className="-mb-1.5 text-muted text-xs">{words.reasonHint}</p>
    </AskDialog>
  )
}
