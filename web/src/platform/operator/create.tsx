import { valibotResolver } from '@hookform/resolvers/valibot'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useId } from 'react'
import { useForm } from 'react-hook-form'
import * as v from 'valibot'
import type { OperatorRole } from '@/api/schema.gen'
import { account } from '@/identity/account'
import { showFieldErrors } from '@/kernel/form'
import { toProblem } from '@/kernel/problem'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { ProblemNotice } from '@/ui/error-state'
import { Select } from '@/ui/select'
import { TextArea, TextField } from '@/ui/text-field'
import { useToast } from '@/ui/toast'
import { messages } from '../messages.en'
import { signedInLately } from '../send'
import { useOperator } from '../session/queries'
import { askToInvite, operatorsKey } from './queries'
import { words as ofOperators } from './words.en'

const words = ofOperators.invite
const fields = ['name', 'email', 'role', 'reason'] as const
const roles = Object.entries(messages.roles) as [OperatorRole, string][]

const text = (missing: string) => v.pipe(v.string(), v.trim(), v.nonEmpty(missing))
const asked = v.object({
  name: text(words.needName),
  email: account.email,
  role: v.pipe(
    v.string(),
    v.picklist(
      roles.map(([role]) => role),
      words.needRole,
    ),
  ),
  reason: text(words.needReason),
})

/** Asks that somebody be let in. They are nobody before another operator agrees, and have set both factors. */
export default function InviteOperator({ onClose }: { onClose: () => void }): ReactNode {
  const id = useId()
  const own = useOperator()
  const cache = useQueryClient()
  const toast = useToast()
  const form = useForm<v.InferInput<typeof asked>, unknown, v.InferOutput<typeof asked>>({
    resolver: valibotResolver(asked),
    defaultValues: { name: '', email: '', role: '', reason: '' },
  })
  const asking = useMutation({
    mutationFn: async (typed: v.InferOutput<typeof asked>) => {
      await signedInLately(own)
      return askToInvite(typed)
    },
    onSuccess: () => {
      toast.done({ title: ofOperators.asked })
      onClose()
    },
    onError: (thrown) => showFieldErrors(form, toProblem(thrown), fields),
    onSettled: () => cache.invalidateQueries({ queryKey: operatorsKey }),
  })
  useEffect(() => form.setFocus('name'), [form])
  const { errors } = form.formState
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={words.title}
      description={words.detail}
      footer={
        <>
          <Button onClick={onClose}>{words.back}</Button>
          <Button type="submit" form={id} look="primary" isBusy={asking.isPending}>
            {words.submit}
          </Button>
        </>
      }
    >
      <form
        id={id}
        noValidate
        className="flex flex-col gap-4 pt-0.5"
        onSubmit={form.handleSubmit((typed) => asking.mutateAsync(typed).catch(() => undefined))}
      >
        {asking.error && Object.keys(errors).length === 0 ? (
          <ProblemNotice problem={toProblem(asking.error)} />
        ) : null}
        <TextField
          label={words.name}
          error={errors.name?.message}
          autoComplete="off"
          maxLength={120}
          {...form.register('name')}
        />
        <TextField
          label={words.email}
          type="email"
          error={errors.email?.message}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          {...form.register('email')}
        />
        <Select
          label={words.role}
          error={errors.role?.message}
          placeholder=""
          options={roles.map(([value, label]) => ({ value, label }))}
          {...form.register('role')}
        />
        <TextArea
          label={words.reason}
          hint={ofOperators.reasonHint}
          rows={2}
          maxLength={500}
          error={errors.reason?.message}
          {...form.register('reason')}
        />
      </form>
    </Dialog>
  )
}
