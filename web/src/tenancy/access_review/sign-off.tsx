import { PenLine } from 'lucide-react'
import { useState } from 'react'
import { AskDialog } from '@/access/ask-dialog'
import { answer, api, etagOf } from '@/api/client'
import { useFormat } from '@/kernel/format'
import { ActionButton, findAction } from '@/ui/action-button'
import { reviewKeys, type SeenReview } from './queries'
import { words } from './words.en'

const texts = words.signOff
const counted = ['kept', 'taken', 'gone', 'guarded'] as const

/** Signs a review off, once what is signed was read in numbers. */
export function SignOffReview({ review }: { review: SeenReview }) {
  const [isAsked, setIsAsked] = useState(false)
  const format = useFormat()
  const { id, name, revision, progress } = review
  const header = { 'If-Match': etagOf(revision) }
  return (
    <>
      <ActionButton
        action={findAction(review.actions, 'access_review.sign_off')}
        look="primary"
        icon={<PenLine className="size-4" aria-hidden="true" />}
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
          run={() =>
            answer(
              api.POST('/v1/access-reviews/{id}/sign-off', { params: { path: { id }, header } }),
            )
          }
          onClose={() => setIsAsked(false)}
        >
          <dl className="grid grid-cols-[1fr_auto] gap-x-6 gap-y-1 text-sm">
            {counted.map((part) => (
              <div key={part} className="contents">
                <dt className="text-muted">{texts[part]}</dt>
                <dd className="num text-right">{format.count(progress[part])}</dd>
              </div>
            ))}
          </dl>
        </AskDialog>
      ) : null}
    </>
  )
}
