import { Link } from '@tanstack/react-router'
import { ShieldCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { OneTimeLink } from '@/access/one-time-link'
import { answer, api } from '@/api/client'
import { paths } from '@/app/paths'
import { buttonClass } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { EntryPage } from '../entry-page'
import { words } from './words.en'

/** The page of the link to an owner who is brought back. */
export default function StopRecovery(): ReactNode {
  return (
    <EntryPage isWide>
      <OneTimeLink
        words={words}
        act={words.stop}
        run={(link) => answer(api.POST('/v1/owner-recovery-link/stop', { body: { link } }))}
        spent="owner_recovery_link_spent"
        done={({ organisation_name }) => (
          <EmptyState icon={<ShieldCheck />} title={words.stopped} actions={<ToSignIn />}>
            {words.stoppedDetail(organisation_name)}
          </EmptyState>
        )}
        toSignIn={<ToSignIn />}
      />
    </EntryPage>
  )
}

function ToSignIn() {
  return (
    <Link {...paths.signIn()} className={buttonClass()}>
      {words.toSignIn}
    </Link>
  )
}
