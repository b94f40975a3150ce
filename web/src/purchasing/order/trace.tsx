import { Link } from '@tanstack/react-router'
import type { PurchaseOrderDetails } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { useFormat } from '@/kernel/format'
import { messages } from '../document/messages.en'

const words = messages.order.trace

/** Which line of which requisition a line answers. */
export function LineOrigin({ line }: { line: PurchaseOrderDetails['lines'][number] }) {
  const format = useFormat()
  const { answers } = line
  if (!answers) return null
  return (
    <span className="num block text-faint text-xs">
      <Link {...paths.requisition(answers.requisition_id)} className="underline underline-offset-2">
        {words.requisition(answers.requisition_number ?? '', answers.position)}
      </Link>
      {words.approved(format.decimal(answers.quantity))}
    </span>
  )
}
