import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answer, api } from '@/api/client'
import { toProblem } from '@/kernel/problem'
import { useToast } from '@/ui/toast'
import { invitationKeys, type SeenInvitation } from './queries'
import { words } from './words.en'

/** Mails an invitation once more, under a new link. */
export function useResend({ id, email }: SeenInvitation) {
  const cache = useQueryClient()
  const toast = useToast()
  return useMutation({
    mutationFn: () => answer(api.POST('/v1/invitations/{id}/resend', { params: { path: { id } } })),
    onSuccess: () => toast.done({ title: words.resent(email), description: words.resentDetail }),
    onError: (thrown) => {
      const { title, detail } = toProblem(thrown)
      toast.failed({ title, ...(detail ? { description: detail } : {}) })
    },
    onSettled: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: invitationKeys.all }),
        cache.invalidateQueries({ queryKey: ['people'] }),
      ]),
  })
}
