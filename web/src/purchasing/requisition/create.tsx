import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { Answered } from '@/api/answered'
import { answer, api, etagOf } from '@/api/client'
import { paths } from '@/app/paths'
import { Trail } from '@/ui/page'
import { PageSkeleton } from '@/ui/skeleton'
import type { Draft } from '../document/draft'
import { DraftForm } from '../document/draft-form'
import { useNewDraft } from '../document/new-draft'
import { messages as shared } from '../messages.en'
import { requisitionRequest, requisitionTexts } from './draft'
import { messages } from './messages.en'
import { requisitionKeys } from './queries'
import { onRequisition } from './seen'

const words = messages.form

export default function CreateRequisition(): ReactNode {
  return (
    <Answered query={useNewDraft()} waiting={<PageSkeleton />}>
      {(draft) => <NewRequisition draft={draft} />}
    </Answered>
  )
}

function NewRequisition({ draft }: { draft: Draft }) {
  const [initial] = useState(draft)
  return (
    <DraftForm
      title={words.createTitle}
      trail={
        <Trail label={shared.trail} here={words.createTitle}>
          <Link {...paths.requisitions()}>{messages.title}</Link>
        </Trail>
      }
      initial={initial}
      texts={requisitionTexts}
      queryKey={requisitionKeys.all}
      save={async (typed) => {
        const body = requisitionRequest(typed)
        const requisition = await answer(api.POST('/v1/requisitions', { body }))
        return { id: requisition.id, etag: etagOf(requisition.revision) }
      }}
      submit={submitRequisition}
      saved={words.created}
      submitted={messages.act.submitted(words.it)}
      linkTo={paths.requisition}
    />
  )
}

/** Sends a saved draft on its way. */
export function submitRequisition({ id, etag }: { id: string; etag: string }) {
  return answer(api.POST('/v1/requisitions/{id}/submit', { params: onRequisition(id, etag) }))
}
