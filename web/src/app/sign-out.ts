import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { signOut } from '@/identity/session'
import { toProblem } from '@/kernel/problem'
import { useToast } from '@/ui/toast'
import { messages } from './messages.en'
import { paths } from './paths'

/** Leaves for the page of signing in, and ends the session. */
export function useSignOut() {
  const router = useRouter()
  const cache = useQueryClient()
  const toast = useToast()
  return useMutation({
    mutationFn: async () => {
      await router.navigate(paths.signIn())
      await signOut(cache)
    },
    onError: async (thrown) => {
      const { title, detail } = toProblem(thrown)
      await router.navigate(paths.home())
      toast.failed({ title: messages.signOutFailed, description: detail ?? title })
    },
  })
}
