import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { answer, api, etagOf } from '@/api/client'
import { toProblem } from '@/kernel/problem'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { ProblemNotice } from '@/ui/error-state'
import { Select } from '@/ui/select'
import { useToast } from '@/ui/toast'
import { useKeeping } from '../recovery_code/codes'
import { apiKeyKeys, type SeenApiKey } from './queries'
import { Secret, SecretDone } from './secret'
import { words } from './words.en'

const overlaps = Object.entries(words.overlaps).map(([value, label]) => ({ value, label }))

type RotateProps = { apiKey: SeenApiKey; onClose: () => void }

/** Another secret, shown once, while the one of before opens for a while yet. */
export default function RotateApiKey({ apiKey, onClose }: RotateProps) {
  const { id, name, revision } = apiKey
  const form = useId()
  const cache = useQueryClient()
  const toast = useToast()
  const [hours, setHours] = useState('24')
  const params = { path: { id }, header: { 'If-Match': etagOf(revision) } }
  const rotating = useMutation({
    mutationFn: () => {
      const body = { overlap_hours: Number(hours) }
      return answer(api.POST('/v1/api-keys/{id}/rotate', { params, body }))
    },
    onSettled: () => cache.invalidateQueries({ queryKey: apiKeyKeys.all }),
  })
  const secret = rotating.data?.secret
  const making = { data: secret ? [secret] : undefined, isPending: rotating.isPending }
  const keeping = useKeeping(making, (isDone) => {
    if (isDone) toast.done({ title: words.rotated(name) })
    onClose()
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!rotating.isPending) rotating.mutate()
  }
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : keeping.close())}
      title={secret ? words.secret.title : words.rotateTitle(name)}
      description={secret ? words.secret.lead : words.rotateDetail}
      footer={
        secret ? (
          <SecretDone keeping={keeping} />
        ) : (
          <>
            <Button onClick={keeping.close}>{words.back}</Button>
            <Button type="submit" form={form} look="primary" isBusy={rotating.isPending}>
              {words.rotate}
            </Button>
          </>
        )
      }
    >
      {secret ? (
        <Secret id={id} secret={secret} keeping={keeping} />
      ) : (
        <form id={form} noValidate onSubmit={submit} className="flex flex-col gap-3.5 pt-0.5">
          {rotating.error ? <ProblemNotice problem={toProblem(rotating.error)} /> : null}
          <Select
            label={words.overlap}
            options={overlaps}
            value={hours}
            onChange={(event) => setHours(event.target.value)}
          />
        </form>
      )}
    </Dialog>
  )
}
