import { AskDialog } from '@/access/ask-dialog'
import type { OrganisationAtAGlance, WaitingView } from '@/api/schema.gen'
import { useFormat } from '@/kernel/format'
import { DescriptionList } from '@/ui/description-list'
import { messages } from '../messages.en'
import { organisationKeys } from '../organisation/queries'
import { signedInLately } from '../send'
import { useOperator } from '../session/queries'
import { acts } from './acts'
import { Effects, nameOf } from './effects'

const words = messages.standing

type CarryOutProps = {
  waiting: WaitingView
  organisation: OrganisationAtAGlance
  onClose: () => void
}

/** Shows what another operator asked for, and does it. */
export default function CarryOutStanding({ waiting, organisation, onClose }: CarryOutProps) {
  const { act, reason, asked_by_name, asked_at, expires_at } = waiting
  const operator = useOperator()
  const format = useFormat()
  const name = nameOf(organisation)
  return (
    <AskDialog
      title={words.acts[act].carryOutTitle(name)}
      detail={words.carryOutDetail}
      confirm={words.acts[act].carryOut}
      done={words.acts[act].done(name)}
      stale={organisationKeys.all}
      isDanger={acts[act].isDanger}
      run={async () => {
        await signedInLately(operator)
        return acts[act].carryOut(organisation.slug)
      }}
      onClose={onClose}
    >
      <DescriptionList
        facts={[
          { term: words.reason, value: reason },
          { term: words.askedBy, value: asked_by_name },
          { term: words.askedAt, value: format.instant(asked_at) },
          { term: words.lapses, value: format.instant(expires_at) },
        ]}
      />
      <Effects act={act} />
    </AskDialog>
  )
}
