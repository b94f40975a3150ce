import { answer } from '@countersign/client'
import { Link } from '@tanstack/react-router'
import { ShieldCheck, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { OneTimeLink } from '@/access/one-time-link'
import type { DeniedOperatorConfirmationView } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { buttonClass } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { api } from '../client'
import { EntryPage } from '../entry-page'
import { withWait } from '../problem'
import { words } from './words.en'

/** The page of the link beside a code. */
export default function DenyOperatorConfirmation(): ReactNode {
  return (
    <EntryPage isWide>
      <OneTimeLink
        words={words}
        act={words.deny}
        run={(link) => answer(api.POST('/v1/operator/confirmation-link/deny', { body: { link } }))}
        spent="operator_confirmation_link_spent"
        done={(denied) => <Denied denied={denied} />}
        toSignIn={<ToSignIn />}
        explain={withWait}
      />
    </EntryPage>
  )
}

function Denied({ denied: { title, is_done } }: { denied: DeniedOperatorConfirmationView }) {
  return (
    <EmptyState
      icon={is_done ? <TriangleAlert /> : <ShieldCheck />}
      title={is_done ? words.done : words.denied}
      actions={<ToSignIn />}
    >
      {is_done ? words.doneDetail(title) : words.deniedDetail(title)}
    </EmptyState>
  )
}

function ToSignIn() {
  return (
    <Link {...paths.operatorSignIn()} className={buttonClass()}>
      {words.toSignIn}
    </Link>
  )
}
