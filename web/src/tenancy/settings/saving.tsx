import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { FieldValues, Path, UseFormReturn } from 'react-hook-form'
import { showFieldErrors } from '@/kernel/form'
import { isProblem, toProblem } from '@/kernel/problem'
import { Button } from '@/ui/button'
import { ProblemNotice } from '@/ui/error-state'
import { Notice } from '@/ui/notice'
import { useToast } from '@/ui/toast'
import { messages } from '../messages.en'

type SavingProps<Values extends FieldValues> = {
  form: UseFormReturn<Values>
  fields: readonly Path<Values>[]
  send: (values: Values) => Promise<unknown>
  /** What is out of date afterwards. */
  stale: readonly QueryKey[]
  done: string
  onSaved?: () => void
}

/** Sends a form: messages beside the fields, a word when it is done. */
export function useSaving<Values extends FieldValues>(props: SavingProps<Values>) {
  const { form, fields, send, stale, done, onSaved } = props
  const cache = useQueryClient()
  const toast = useToast()
  const saving = useMutation({
    mutationFn: send,
    onSuccess: async () => {
      toast.done({ title: done })
      onSaved?.()
      await Promise.all(stale.map((queryKey) => cache.invalidateQueries({ queryKey })))
    },
    onError: (thrown) => showFieldErrors(form, toProblem(thrown), fields),
  })
  const submit = form.handleSubmit((values) =>
    // The form hands out what its rules made of the fields, which have the same names.
    saving.mutateAsync(values).catch(() => undefined),
  )
  return { saving, submit: () => void submit() }
}

type SavingProblemProps<Values extends FieldValues> = {
  saving: { error: unknown; reset: () => void }
  form: UseFormReturn<Values>
  /** Reads the newer state and answers with it as the form holds it; absent where nothing can be overtaken. */
  load?: () => Promise<Values>
}

/** What went wrong and stands beside no field. A newer state can be loaded under what was typed. */
export function SavingProblem<Values extends FieldValues>({
  saving,
  form,
  load,
}: SavingProblemProps<Values>): ReactNode {
  const toast = useToast()
  const loading = useMutation({
    mutationFn: async () => (load ? form.reset(await load(), { keepDirtyValues: true }) : null),
    onSuccess: () => {
      saving.reset()
      toast.done({ title: messages.loaded })
    },
    onError: (thrown) => toast.failed({ title: toProblem(thrown).title }),
  })
  if (!saving.error) return null
  if (load && isProblem(saving.error, 'stale'))
    return (
      <Notice
        tone="warn"
        title={messages.stale}
        actions={
          <Button size="sm" isBusy={loading.isPending} onClick={() => loading.mutate()}>
            {messages.load}
          </Button>
        }
      >
        {messages.staleDetail}
      </Notice>
    )
  return Object.keys(form.formState.errors).length > 0 ? null : (
    <ProblemNotice problem={toProblem(saving.error)} />
  )
}
