import { useQuery } from '@tanstack/react-query'
import { useFormat } from '@/kernel/format'
import { minorUnits } from '@/kernel/money'
import { type DraftAdjustment, signed } from '../adjustment/draft'
import { taxCodesQuery } from '../choices'
import type { DraftLine } from '../line/draft'
import { previewOf } from '../line/preview'
import { messages } from '../messages.en'

type TotalsProps = {
  lines: readonly DraftLine[]
  adjustments: readonly DraftAdjustment[]
  currency: string
}

/** What the lines come to while they are typed; once saved, the server's figures take its place. */
export function DraftTotals({ lines, adjustments, currency }: TotalsProps) {
  const format = useFormat()
  const { data } = useQuery(taxCodesQuery)
  const taxes = new Map(data?.items.map((code) => [code.id, code]))
  const preview = previewOf(lines, adjustments, taxes, minorUnits(currency))
  const money = (amount: string) => format.money({ amount, currency })
  return (
    <dl
      aria-live="polite"
      className="ml-auto grid w-full max-w-[340px] grid-cols-[1fr_auto] gap-y-1 px-4 py-3.5 text-sm"
    >
      {adjustments.length > 0 ? (
        <>
          <dt className="text-muted">{messages.lines.title}</dt>
          <dd className="num pl-6 text-right">{money(preview.lines)}</dd>
          <dt className="text-muted">{messages.adjustments.discounts}</dt>
          <dd className="num pl-6 text-right">{money(signed('discount', preview.discounts))}</dd>
          <dt className="text-muted">{messages.adjustments.charges}</dt>
          <dd className="num pl-6 text-right">{money(preview.charges)}</dd>
        </>
      ) : null}
      <dt className="text-muted">{messages.lines.subtotal}</dt>
      <dd className="num pl-6 text-right">{money(preview.net)}</dd>
      <dt className="text-muted">{messages.columns.tax}</dt>
      <dd className="num pl-6 text-right">{money(preview.tax)}</dd>
      <dt className="font-semibold text-base">{messages.lines.total}</dt>
      <dd className="num pl-6 text-right font-semibold text-base">{money(preview.gross)}</dd>
      <dd className="col-span-2 text-right text-faint text-xs">{messages.form.preview}</dd>
    </dl>
  )
}
