import { useRouter } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { answer, api } from '@/api/client'
import { paths } from '@/app/paths'
import { Button } from '@/ui/button'
import { TextArea, TextField } from '@/ui/text-field'
import { AskDialog } from '../ask-dialog'
import { messages } from '../messages.en'

const words = messages.drafts

/** Begins a draft as a copy of the newest version, and opens it to be edited. */
export function CreateDraft() {
  const router = useRouter()
  const [isAsked, setIsAsked] = useState(false)
  const [name, setName] = useState('')
  const [note, setNote] = useState('')
  return (
    <>
      <Button
        look="primary"
        icon={<Plus className="size-4" aria-hidden="true" />}
        onClick={() => setIsAsked(true)}
      >
        {words.begin}
      </Button>
      {isAsked ? (
        <AskDialog
          title={words.beginTitle}
          detail={words.beginDetail}
          confirm={words.begin}
          done={words.begun}
          run={() =>
            answer(
              api.POST('/v1/approval-policy-drafts', {
                body: { name: name.trim(), note: note.trim() || null },
              }),
            )
          }
          onDone={({ id }) => void router.navigate(paths.editApprovalPolicyDraft(id))}
          onClose={() => setIsAsked(false)}
        >
          <TextField
            label={words.name}
            maxLength={120}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <TextArea
            label={words.note}
            hint={words.noteHint}
            isOptional
            rows={2}
            maxLength={4000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </AskDialog>
      ) : null}
    </>
  )
}
