import { valibotResolver } from '@hookform/resolvers/valibot'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Ban } from 'lucide-react'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import * as v from 'valibot'
import { answer, api } from '@/api/client'
import type { SupplierDocument } from '@/api/schema.gen'
import { showFieldErrors } from '@/kernel/form'
import { toProblem } from '@/kernel/problem'
import { ActionButton, findAction } from '@/ui/action-button'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { ProblemNotice } from '@/ui/error-state'
import { TextArea } from '@/ui/text-field'
import { useToast } from '@/ui/toast'
import { messages } from '../messages.en'
import { supplierKeys } from '../queries'

const request = v.object({ reason: v.pipe(v.string(), v.trim(), v.nonEmpty(messages.needReason)) })

export function BlockSupplier({ supplier }: { supplier: SupplierDocument }) {
  const [isAsking, setIsAsking] = useState(false)
  if (supplier.status === 'blocked' || supplier.status === 'withdrawn') return null
  return (
    <>
      <ActionButton
        action={findAction(supplier.actions, 'supplier.block')}
        look="danger"
        icon={<Ban className="size-4" aria-hidden="true" />}
        onClick={() => setIsAsking(true)}
      >
        {messages.block}
      </ActionButton>
      {isAsking ? <BlockDialog supplier={supplier} onClose={() => setIsAsking(false)} /> : null}
    </>
  )
}

type BlockDialogProps = { supplier: SupplierDocument; onClose: () => void }

function BlockDialog({ supplier, onClose }: BlockDialogProps) {
  const cache = useQueryClient()
  const toast = useToast()
  const form = useForm({ resolver: valibotResolver(request), defaultValues: { reason: '' } })
  const blocking = useMutation({
    mutationFn: (body: { reason: string }) =>
      answer(api.POST('/v1/suppliers/{id}/block', { params: { path: { id: supplier.id } }, body })),
    onSuccess: async () => {
      toast.done({ title: messages.blocked(supplier.name) })
      onClose()
      await cache.invalidateQueries({ queryKey: supplierKeys.all })
    },
    onError: (thrown) => showFieldErrors(form, toProblem(thrown), ['reason']),
  })
  const error = form.formState.errors.reason?.message
  const submit = form.handleSubmit((values) => blocking.mutateAsync(values).catch(() => undefined))
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={messages.blockTitle(supplier.name)}
      description={messages.blockDetail}
      footer={
        <>
          <Button onClick={onClose}>{messages.cancel}</Button>
          <Button look="danger" isBusy={blocking.isPending} onClick={() => void submit()}>
            {messages.block}
          </Button>
        </>
      }
    >
      <form noValidate onSubmit={submit} className="flex flex-col gap-3">
        {blocking.error && !error ? <ProblemNotice problem={toProblem(blocking.error)} /> : null}
        <TextArea
          label={messages.reason}
          hint={messages.reasonHint}
          maxLength={500}
          error={error}
          {...form.register('reason')}
        />
      </form>
    </Dialog>
  )
}
