import { Link } from '@tanstack/react-router'
import { ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { AskDialog } from '@/access/ask-dialog'
import { answer, api } from '@/api/client'
import { paths } from '@/app/paths'
import { Button, buttonClass } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { words } from './words.en'

type RefuseEmailProps = { secret: string; onRefused: () => void }

/** Says no from the mailbox of the present address: the wish ends, and every sign-in. */
export function RefuseEmail({ secret, onRefused }: RefuseEmailProps) {
  const [isAsked, setIsAsked] = useState(false)
  return (
    <>
      <Button look="danger" className="h-10 w-full" onClick={() => setIsAsked(true)}>
        {words.refuse}
      </Button>
      {isAsked ? (
        <AskDialog
          title={words.refuseTitle}
          detail={words.refuseDetail}
          confirm={words.refuse}
          done={words.refused}
          isDanger
          run={() => answer(api.POST('/v1/email-link/refuse', { body: { link: secret } }))}
          onDone={onRefused}
          onClose={() => setIsAsked(false)}
        />
      ) : null}
    </>
  )
}

/** What is left to do once it was refused. */
export function Refused({ organisation }: { organisation: string }) {
  return (
    <EmptyState
      icon={<ShieldCheck />}
      title={words.refused}
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
      {words.refusedDetail}
    </EmptyState>
  )
}
