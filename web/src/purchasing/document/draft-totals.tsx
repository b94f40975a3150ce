import { useQuery } from '@tanstack/react-query'
import { useFormat } from '@/kernel/format'
import { minorUnits } from '@/kernel/money'
import { taxCodesQuery } from '../choices'
import { type DraftLine, previewOf } from '../line/draft'
import { messages } from '../messages.en'

type TotalsProps = { lines: readonly DraftLine[]; currency: string }

/** What the lines come to while they are typed; once saved, the server's figures take its place. */
export function DraftTotals({ lines, currency }: TotalsProps) {
  const format = useFormat()
  const { data } = useQuery(taxCodesQuery)
  const rates = new Map(data?.items.map((code) => [code.id, code.rate_percent]))
  const preview = previewOf(lines, rates, minorUnits(currency))
  const money = (amount: string) => format.money({ amount, currency })
  return (
    <dl
      aria-live="polite"
      className="ml-auto grid w-full max-w-[340px] grid-cols-[1fr_auto] gap-y-1 px-4 py-3.5 text-sm"
    >
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
