import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answer, api } from '@/api/client'
import { toProblem } from '@/kernel/problem'
import { ActionButton, findAction } from '@/ui/action-button'
import { useToast } from '@/ui/toast'
import { messages } from '../messages.en'
import { type ListedMail, mailKeys } from './queries'

/** Sends a mail that failed once more; closed, with the reason, when its link opens nothing any more. */
export function Resend({ mail }: { mail: ListedMail }) {
  const cache = useQueryClient()
  const toast = useToast()
  const { id, address, kind } = mail
  const resending = useMutation({
    mutationFn: () => answer(api.POST('/v1/mails/{id}/resend', { params: { path: { id } } })),
    onSuccess: () => toast.done({ title: messages.resent(address) }),
    onError: (thrown) => {
      const { title, next } = toProblem(thrown)
      toast.failed({ title, ...(next ? { description: next } : {}) })
    },
    // A refusal too says that the list is out of date.
    onSettled: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: mailKeys.all }),
        kind === 'purchase_order'
          ? cache.invalidateQueries({ queryKey: ['purchase-orders'] })
          : undefined,
      ]),
  })
  return (
    <ActionButton
      action={findAction(mail.actions, 'mail.resend')}
      size="sm"
      isBusy={resending.isPending}
      aria-label={messages.resendTo(address)}
      onClick={() => resending.mutate()}
    >
      {messages.resend}
    </ActionButton>
  )
}
