import { useMutation } from '@tanstack/react-query'
import { Fingerprint } from 'lucide-react'
import { hasPasskeys } from '@/identity/passkey/device'
import { toProblem } from '@/kernel/problem'
import { Button } from '@/ui/button'
import { ProblemNotice } from '@/ui/error-state'
import { withWait } from '../problem'
import { signInByPasskey } from './queries'
import { words } from './words.en'

type PasskeyAloneProps = {
  /** What was said of another way in is true no more. */
  onBegin: () => void
  onSignedIn: () => Promise<void>
}

/** Signs in with nothing typed, where the browser can; nobody is told whether they have a passkey. */
export function PasskeyAlone({ onBegin, onSignedIn }: PasskeyAloneProps) {
  const entering = useMutation({
    mutationFn: signInByPasskey,
    gcTime: 0,
    onMutate: onBegin,
    onSuccess: onSignedIn,
  })
  if (!hasPasskeys()) return null
  return (
    <div className="mt-3 flex flex-col gap-3">
      {entering.error ? <ProblemNotice problem={withWait(toProblem(entering.error))} /> : null}
      <Button
        className="h-10 w-full"
        icon={<Fingerprint className="size-4" aria-hidden="true" />}
        isBusy={entering.isPending}
        onClick={() => entering.mutate()}
      >
        {words.use}
      </Button>
    </div>
  )
}
