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
import { orderRequest, orderTexts } from './draft'
import { messages } from './messages.en'
import { orderKeys } from './queries'
import { onOrder } from './seen'

const words = messages.form

export default function CreateOrder(): ReactNode {
  return (
    <Answered query={useNewDraft()} waiting={<PageSkeleton />}>
      {(draft) => <NewOrder draft={draft} />}
    </Answered>
  )
}

function NewOrder({ draft }: { draft: Draft }) {
  const [initial] = useState(draft)
  return (
    <DraftForm
      title={words.createTitle}
      trail={
        <Trail label={shared.trail} here={words.createTitle}>
          <Link {...paths.orders()}>{messages.title}</Link>
        </Trail>
      }
      initial={initial}
      texts={orderTexts}
      queryKey={orderKeys.all}
      save={async (typed) => {
        const body = orderRequest(typed)
        const order = await answer(api.POST('/v1/purchase-orders', { body }))
        return { id: order.id, etag: etagOf(order.revision) }
      }}
      submit={submitOrder}
      saved={words.created}
      submitted={messages.act.submitted(words.it)}
      linkTo={paths.order}
    />
  )
}

/** Sends a saved draft on its way. */
export function submitOrder({ id, etag }: { id: string; etag: string }) {
  return answer(api.POST('/v1/purchase-orders/{id}/submit', { params: onOrder(id, etag) }))
}
