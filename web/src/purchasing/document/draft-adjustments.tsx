import { minorUnits } from '@/kernel/money'
import { Card } from '@/ui/card'
import { adjustmentsMax, type DraftAdjustment } from '../adjustment/draft'
import { AdjustmentFields } from '../adjustment/fields'
import { linesTotal } from '../line/preview'
import { messages } from '../messages.en'
import { type Draft, sentLines } from './draft'

const words = messages.adjustments

type DraftAdjustmentsProps = {
  draft: Draft
  errors: Readonly<Record<string, string>>
  onChange: (part: { adjustments: readonly DraftAdjustment[] }) => void
}

/** Discounts and charges on the whole. */
export function DraftAdjustments({ draft, errors, onChange }: DraftAdjustmentsProps) {
  return (
    <Card title={words.title} aside={words.hint}>
      <AdjustmentFields
        adjustments={draft.adjustments}
        base={linesTotal(sentLines(draft), minorUnits(draft.currency))}
        currency={draft.currency}
        most={adjustmentsMax.document}
        hasTax
        of={words.theWhole}
        errors={errors}
        error={errors.adjustments}
        onChange={(adjustments) => onChange({ adjustments })}
      />
    </Card>
  )
}
