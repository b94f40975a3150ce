import { Link } from '@tanstack/react-router'
import { ShieldCheck, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { OneTimeLink } from '@/access/one-time-link'
import { answer, api } from '@/api/client'
import type { DeniedConfirmationView } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { buttonClass } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { EntryPage } from '../entry-page'
import { words } from './words.en'

/** The page of the link beside a code. */
export default function DenyConfirmation(): ReactNode {
  return (
    <EntryPage isWide>
      <OneTimeLink
        words={words}
        act={words.deny}
        run={(link) => answer(api.POST('/v1/confirmation-link/deny', { body: { link } }))}
        spent="confirmation_link_spent"
        done={(denied) => <Denied denied={denied} />}
        toSignIn={<ToSignIn />}
      />
    </EntryPage>
  )
}

function Denied({ denied }: { denied: DeniedConfirmationView }) {
  const { organisation, title, is_done } = denied
  return (
    <EmptyState
      icon={is_done ? <TriangleAlert /> : <ShieldCheck />}
      title={is_done ? words.done : words.denied}
      actions={
        <Link
          {...paths.forgottenPassword()}
          search={{ organisation }}
          className={buttonClass('primary')}
        >
          {words.newPassword}
        </Link>
      }
    >
      {is_done ? words.doneDetail(title) : words.deniedDetail(title)}
    </EmptyState>
  )
}

function ToSignIn() {
  return (
    <Link {...paths.signIn()} className={buttonClass()}>
      {words.toSignIn}
    </Link>
  )
}
