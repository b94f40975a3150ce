import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { signOut } from '@/identity/session'
import { toProblem } from '@/kernel/problem'
import { useToast } from '@/ui/toast'
import { messages } from './messages.en'
import { paths } from './paths'

/** Ends the session and leaves for the page of signing in: whoever sees that is out. */
export function useSignOut() {
  const router = useRouter()
  const cache = useQueryClient()
  const toast = useToast()
  return useMutation({
    mutationFn: () => signOut(cache, () => router.navigate(paths.signIn())),
    onError: (thrown) => {
      const { title, detail } = toProblem(thrown)
      toast.failed({ title: messages.signOutFailed, description: detail ?? title })
    },
  })
}
