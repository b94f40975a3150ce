import { useMutation } from '@tanstack/react-query'
import { useCan } from '@/access/can'
import { answer, api } from '@/api/client'
import type { ExaminedApprovalPolicy, ImaginedDocument } from '@/api/schema.gen'
import { useFormat } from '@/kernel/format'
import { toProblem } from '@/kernel/problem'
import { Button } from '@/ui/button'
import { Card } from '@/ui/card'
import { ProblemNotice } from '@/ui/error-state'
import { Notice } from '@/ui/notice'
import { messages } from '../messages.en'
import type { PlayedUnder } from './simulate-existing'

const words = messages.deadEnds

/** Which documents would get stuck under a version or a draft. */
export function DeadEnds({ of }: { of: PlayedUnder }) {
  const examining = useMutation({
    mutationFn: () => answer(api.POST('/v1/approval-policies/examine', { body: of })),
  })
  if (!useCan('approval_policy.simulate')) return null
  return (
    <Card title={words.title}>
      <div className="flex flex-col gap-4">
        <div className="flex flex-col items-start gap-3">
          <p className="text-muted text-sm">{words.what}</p>
          <Button isBusy={examining.isPending} onClick={() => examining.mutate()}>
            {words.look}
          </Button>
        </div>
        {examining.error ? <ProblemNotice problem={toProblem(examining.error)} /> : null}
        {examining.data ? <Examined told={examining.data} /> : null}
      </div>
    </Card>
  )
}

function Examined({ told }: { told: ExaminedApprovalPolicy }) {
  const format = useFormat()
  const all = format.count(told.documents)
  return (
    <div className="flex flex-col gap-3">
      {told.dead_ends.length === 0 ? (
        <Notice tone={told.is_complete ? 'good' : 'info'}>{words.none(all)}</Notice>
      ) : (
        <ul aria-label={words.title} className="flex flex-col gap-3">
          {told.dead_ends.map(({ dead_end, documents, first }) => (
            <li key={`${dead_end.what} ${dead_end.mend}`}>
              <Notice tone="warn" title={dead_end.what}>
                <p>{dead_end.mend}</p>
                <p className="mt-1 text-muted text-xs">
                  {words.suchAs(format.count(documents), all, described(first, format))}
                </p>
              </Notice>
            </li>
          ))}
        </ul>
      )}
      {told.is_complete ? null : <Notice tone="info">{words.incomplete(all)}</Notice>}
    </div>
  )
}

function described(document: ImaginedDocument, format: ReturnType<typeof useFormat>): string {
  const { kind, department, category, supplier, requester } = document
  const parts = [
    words.documents[kind](format.money(document.amount), department.name),
    category ? words.category(category.name) : '',
    supplier ? words.supplier(supplier.name) : '',
    requester ? words.requester(requester.name) : '',
  ]
  return parts.filter((part) => part !== '').join(', ')
}
