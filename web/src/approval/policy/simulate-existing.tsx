import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useDeferredValue, useState } from 'react'
import { answer, api } from '@/api/client'
import type { DocumentKind } from '@/api/schema.gen'
import { toProblem } from '@/kernel/problem'
import { Button } from '@/ui/button'
import { Combobox } from '@/ui/combobox'
import { ProblemNotice } from '@/ui/error-state'
import type { Option } from '@/ui/option'
import { Select } from '@/ui/select'
import { messages } from '../messages.en'
import { Played } from './played'

const words = messages.simulate

export type PlayedUnder = { policy_id: string } | { draft_id: string }

/** Who would approve a document that there is, if it were submitted under this policy. */
export function SimulateExisting(props: { of: PlayedUnder; kinds: readonly DocumentKind[] }) {
  const { of, kinds } = props
  const [kind, setKind] = useState<DocumentKind>(kinds[0] ?? 'requisition')
  const [document, setDocument] = useState<Option | null>(null)
  const [isMissing, setIsMissing] = useState(false)
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text.trim())
  const { data, isFetching } = useQuery({
    queryKey: ['documents to simulate', kind, wanted],
    queryFn: ({ signal }) => documents(kind, wanted, signal),
    placeholderData: keepPreviousData,
  })
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
        <Combobox
          key={kind}
          label={words.document}
          options={data ?? []}
          onSearch={setText}
          isLoading={isFetching}
          value={document}
          error={isMissing ? words.documentMissing : undefined}
          onValueChange={(chosen) => {
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

async function documents(kind: DocumentKind, text: string, signal: AbortSignal) {
  const params = { query: { limit: 20, ...(text ? { q: text } : {}) } }
  const found =
    kind === 'requisition'
      ? await answer(api.GET('/v1/requisitions', { params, signal }))
      : await answer(api.GET('/v1/purchase-orders', { params, signal }))
  return found.items.map(({ id, number, title }) => ({
    value: id,
    label: words.documentNamed(number, title),
  }))
}

function playedThrough(kind: DocumentKind, id: string, of: PlayedUnder) {
  const params = { path: { id }, query: of }
  return kind === 'requisition'
    ? answer(api.GET('/v1/requisitions/{id}/route-preview', { params }))
    : answer(api.GET('/v1/purchase-orders/{id}/route-preview', { params }))
}
