import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { answer, api } from '@/api/client'
import type { DocumentKind } from '@/api/schema.gen'
import { toProblem } from '@/kernel/problem'
import { Button } from '@/ui/button'
import { ProblemNotice } from '@/ui/error-state'
import type { Option } from '@/ui/option'
import { Select } from '@/ui/select'
import { messages } from '../messages.en'
import { Chosen } from './chosen'
import { Played } from './played'

const words = messages.simulate

export type PlayedUnder = { policy_id: string } | { draft_id: string }

/** Who would approve a document that there is, if it were submitted under this policy. */
export function SimulateExisting(props: { of: PlayedUnder; kinds: readonly DocumentKind[] }) {
  const { of, kinds } = props
  const [kind, setKind] = useState<DocumentKind>(kinds[0] ?? 'requisition')
  const [document, setDocument] = useState<Option | null>(null)
  const [isMissing, setIsMissing] = useState(false)
  const playing = useMutation({ mutationFn: (id: string) => playedThrough(kind, id, of) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsMissing(document === null)
    if (document && !playing.isPending) playing.mutate(document.value)
  }
  return (
    <>
      <form noValidate onSubmit={submit} className="grid gap-3 sm:grid-cols-2">
        <Select
          label={words.kind}
          options={kinds.map((value) => ({ value, label: words.kinds[value] }))}
          value={kind}
          onChange={(event) => {
            setKind(event.target.value === 'requisition' ? 'requisition' : 'purchase_order')
            setDocument(null)
            playing.reset()
          }}
        />
        <Chosen
          key={kind}
          of={kind}
          label={words.document}
          value={document}
          error={isMissing ? words.documentMissing : undefined}
          onChange={(chosen) => {
            setDocument(chosen)
            setIsMissing(false)
            playing.reset()
          }}
        />
        <span className="sm:col-span-2">
          <Button type="submit" isBusy={playing.isPending}>
            {words.ask}
          </Button>
        </span>
      </form>
      <div aria-live="polite" className="not-empty:mt-4">
        {playing.error ? <ProblemNotice problem={toProblem(playing.error)} /> : null}
        {playing.data ? <Played simulation={playing.data} /> : null}
      </div>
    </>
  )
}

function playedThrough(kind: DocumentKind, id: string, of: PlayedUnder) {
  const params = { path: { id }, query: of }
  return kind === 'requisition'
    ? answer(api.GET('/v1/requisitions/{id}/route-preview', { params }))
    : answer(api.GET('/v1/purchase-orders/{id}/route-preview', { params }))
}
