import type { ReactNode } from 'react'
import { Button } from '@/ui/button'
import { messages } from '../messages.en'
import { useOperator } from '../session/queries'

const words = messages.standing

type WaitingActsProps = {
  /** What waits, in words, and of whom or what. */
  asked: string
  name: string
  askedBy: string
  onReview: () => void
  onWithdraw: () => void
}

/** What two operators do: whoever asked leaves carrying it out to somebody else; either takes it back. */
export function WaitingActs({
  asked,
  name,
  askedBy,
  onReview,
  onWithdraw,
}: WaitingActsProps): ReactNode {
  const { id } = useOperator()
  return (
    <span className="flex flex-wrap items-center justify-end gap-2 max-md:[&>:first-child]:grow">
      {askedBy === id ? (
        <span className="text-muted text-xs">{words.yours}</span>
      ) : (
        <Button
          size="sm"
          look="primary"
          aria-label={words.reviewOf(asked, name)}
          onClick={onReview}
        >
          {words.review}
        </Button>
      )}
      <Button
        size="sm"
        look="ghost"
        aria-label={words.withdrawOf(asked, name)}
        onClick={onWithdraw}
      >
        {words.withdraw}
      </Button>
    </span>
  )
}
