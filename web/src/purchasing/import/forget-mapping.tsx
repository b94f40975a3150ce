import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answer, api } from '@/api/client'
import { useFormat } from '@/kernel/format'
import { toProblem } from '@/kernel/problem'
import { ActionButton, findAction } from '@/ui/action-button'
import { useToast } from '@/ui/toast'
import { messages } from './messages.en'
import { type Import, importKeys } from './queries'

const words = messages.remembered

/** That a mapping is kept for files like this one, whose it is, and the way to forget it. */
export function ForgetMapping({ subject }: { subject: Import }) {
  const { id, remembered, fields, actions } = subject
  const format = useFormat()
  const cache = useQueryClient()
  const toast = useToast()
  const forgetting = useMutation({
    mutationFn: () =>
      answer(api.POST('/v1/imports/{id}/forget-mapping', { params: { path: { id } } })),
    onSuccess: () => {
      toast.done({ title: words.done })
      return cache.invalidateQueries({ queryKey: importKeys.all })
    },
    onError: (thrown) => {
      const { title, detail } = toProblem(thrown)
      toast.failed({ title: words.failed, description: detail ?? title })
    },
  })
  if (!remembered) return null
  const said = fields.some((field) => field.remembered) ? words.used : words.changed
  return (
    <div className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg bg-sunken px-3.5 py-3 ring-1 ring-line">
      <p className="min-w-40 flex-1 text-muted text-sm">
        {said(remembered.saved_by.name, format.ago(remembered.saved_at))}
      </p>
      <ActionButton
        action={findAction(actions, 'import.forget_mapping')}
        size="sm"
        isBusy={forgetting.isPending}
        onClick={() => forgetting.mutate()}
      >
        {words.forget}
      </ActionButton>
    </div>
  )
}
