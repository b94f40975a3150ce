import { AskDialog } from '@/access/ask-dialog'
import type { OrganisationAtAGlance } from '@/api/schema.gen'
import { messages } from '../messages.en'
import { organisationKeys } from '../organisation/queries'
import { signedInLately } from '../send'
import { useOperator } from '../session/queries'
import { endings, type Waiting } from './acts'
import { nameOf } from './effects'
import { WhatWaits } from './what-waits'

const words = messages.standing

type WithdrawProps = { waiting: Waiting; organisation: OrganisationAtAGlance; onClose: () => void }

/** Shows what was asked for, and takes it back; it is not yet done. */
export default function WithdrawStanding({ waiting, organisation, onClose }: WithdrawProps) {
  const operator = useOperator()
  return (
    <AskDialog
      title={words.withdrawTitle(nameOf(organisation))}
      detail={words.withdrawDetail}
      confirm={words.withdraw}
      done={words.withdrawDone}
      stale={organisationKeys.all}
      run={async () => {
        await signedInLately(operator)
        return endings[waiting.act].withdraw(organisation.slug)
      }}
      onClose={onClose}
    >
      <WhatWaits waiting={waiting} />
    </AskDialog>
  )
}
