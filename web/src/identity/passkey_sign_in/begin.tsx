import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Fingerprint } from 'lucide-react'
import { answer, api } from '@/api/client'
import type { ShownPasskey } from '@/api/schema.gen'
import { type Problem, toProblem } from '@/kernel/problem'
import { Button } from '@/ui/button'
import { hasPasskeys, showsPasskey } from '../passkey/device'
import { words } from '../passkey/words.en'
import { openSession, signInByPasskey } from '../session'

type Entry = {
  /** The sign-in that the password began, if one did. */
  signIn?: string
  /** What was said of another way in is true no more. */
  onBegin: () => void
  onSignedIn: () => Promise<void>
  /** What the password began has ended. */
  onOver?: (reason: Problem) => void
}

/** Signs in with a passkey: alone, or after the password. */
export function usePasskeyEntry({ signIn, onBegin, onSignedIn, onOver }: Entry) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: async () => {
      const passkey = await shown()
      if (signIn === undefined) return signInByPasskey(passkey, cache)
      const body = { sign_in: signIn, passkey }
      openSession(await answer(api.POST('/v1/session/complete', { body })), cache)
    },
    gcTime: 0,
    onMutate: onBegin,
    onSuccess: onSignedIn,
    onError: (thrown) => {
      const problem = toProblem(thrown)
      if (problem.code === 'sign_in_expired') onOver?.(problem)
    },
  })
}

async function shown(): Promise<ShownPasskey> {
  const { challenge, options } = await answer(api.POST('/v1/passkey-sign-ins/begin'))
  return { challenge, credential: await showsPasskey(options) }
}

/** Where the browser can; nobody is told whether they have one. */
export function PasskeyButton({ entry }: { entry: ReturnType<typeof usePasskeyEntry> }) {
  if (!hasPasskeys()) return null
  return (
    <Button
      className="h-10 w-full"
      icon={<Fingerprint className="size-4" aria-hidden="true" />}
      isBusy={entry.isPending}
      onClick={() => entry.mutate()}
    >
      {words.use}
    </Button>
  )
}
