import { AskDialog } from '@/access/ask-dialog'
import type { OrganisationAtAGlance } from '@/api/schema.gen'
import { useFormat } from '@/kernel/format'
import { messages } from '../messages.en'
import { organisationKeys } from '../organisation/queries'
import { signedInLately } from '../send'
import { useOperator } from '../session/queries'
import { acts, endings, type Waiting } from './acts'
import { Effects, nameOf } from './effects'
import { WhatWaits } from './what-waits'

const words = messages.standing

type CarryOutProps = { waiting: Waiting; organisation: OrganisationAtAGlance; onClose: () => void }

/** Shows what another operator asked for, and does it. */
export default function CarryOutStanding({ waiting, organisation, onClose }: CarryOutProps) {
  const { act } = waiting
  const operator = useOperator()
  const format = useFormat()
  const name = nameOf(organisation)
  const { title, carryOut, done } = words.waiting[act]
  return (
    <AskDialog
      title={title(name)}
      detail={words.carryOutDetail}
      confirm={carryOut}
      done={({ deletes_at }) => done(name, deletes_at ? format.instant(deletes_at) : '')}
      stale={organisationKeys.all}
      isDanger={acts[act].isDanger}
      run={async () => {
        await signedInLately(operator)
        return endings[act].carryOut(organisation.slug)
      }}
      onClose={onClose}
    >
      <WhatWaits waiting={waiting} />
      <Effects act={act} />
    </AskDialog>
  )
}
