import { useState } from 'react'
import { AskDialog } from '@/access/ask-dialog'
import { answer, api, etagOf } from '@/api/client'
import { ActionButton, findAction } from '@/ui/action-button'
import { reviewKeys, type SeenReview } from './queries'
import { words } from './words.en'

const texts = words.cancel

/** Gives a review up, with a reason. */
export function CancelReview({ review }: { review: SeenReview }) {
  const [isAsked, setIsAsked] = useState(false)
  const { id, name, revision } = review
  const header = { 'If-Match': etagOf(revision) }
  return (
    <>
      <ActionButton
        action={findAction(review.actions, 'access_review.cancel')}
        onClick={() => setIsAsked(true)}
      >
        {texts.act}
      </ActionButton>
      {isAsked ? (
        <AskDialog
          title={texts.title(name)}
          detail={texts.detail}
          confirm={texts.act}
          done={texts.done(name)}
          stale={reviewKeys.all}
          isDanger
          needsReason
          reasonMax={500}
          run={(reason) =>
            answer(
              api.POST('/v1/access-reviews/{id}/cancel', {
                params: { path: { id }, header },
                body: { reason },
              }),
            )
          }
          onClose={() => setIsAsked(false)}
        />
      ) : null}
    </>
  )
}
