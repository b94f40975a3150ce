import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ClipboardCheck } from 'lucide-react'
import { useState } from 'react'
import { AskDialog } from '@/access/ask-dialog'
import { useCan } from '@/access/can'
import { answer, api } from '@/api/client'
import { paths } from '@/app/paths'
import { ActionButton, findAction } from '@/ui/action-button'
import { DateField } from '@/ui/date-field'
import { TextField } from '@/ui/text-field'
import { reminderQuery, reviewKeys } from './queries'
import { words } from './words.en'

const texts = words.start

/** Starts a review, unless one is open. */
export function StartReview() {
  const canStart = useCan('access_review.start')
  const { data } = useQuery(reminderQuery)
  const [isAsked, setIsAsked] = useState(false)
  if (!canStart) return null
  return (
    <>
      <ActionButton
        action={findAction(data?.actions, 'access_review.start')}
        look="primary"
        icon={<ClipboardCheck className="size-4" aria-hidden="true" />}
        onClick={() => setIsAsked(true)}
      >
        {texts.act}
      </ActionButton>
      {isAsked ? <StartDialog onClose={() => setIsAsked(false)} /> : null}
    </>
  )
}

function StartDialog({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const [dueOn, setDueOn] = useState('')
  const body = {
    ...(name.trim() ? { name: name.trim() } : {}),
    ...(dueOn ? { due_on: dueOn } : {}),
  }
  return (
    <AskDialog
      title={texts.title}
      detail={texts.detail}
      confirm={texts.act}
      done={(review) => texts.done(review.name)}
      stale={reviewKeys.all}
      run={() => answer(api.POST('/v1/access-reviews', { body }))}
      onDone={(review) => void navigate(paths.accessReview(review.id))}
      onClose={onClose}
    >
      <TextField
        label={texts.name}
        hint={texts.nameHint}
        isOptional
        maxLength={120}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <DateField
        label={texts.dueOn}
        hint={texts.dueHint}
        isOptional
        value={dueOn}
        onChange={(event) => setDueOn(event.target.value)}
      />
    </AskDialog>
  )
}
