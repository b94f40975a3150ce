import { useEffect, useRef } from 'react'
import { ActionButton } from '@/ui/action-button'
import { Checkbox } from '@/ui/checkbox'
import { Notice } from '@/ui/notice'
import { CopyButton } from '../copy-button'
import type { useKeeping } from '../recovery_code/codes'
import { words } from './words.en'

const texts = words.secret

type Keeping = ReturnType<typeof useKeeping>
type SecretProps = { id: string; secret: string; keeping: Keeping }

/** The secret of a key, which is shown once, and how to try it. */
export function Secret({ id, secret, keeping }: SecretProps) {
  const shown = useRef<HTMLElement>(null)
  useEffect(() => shown.current?.focus(), [])
  return (
    <div className="flex flex-col gap-4 pt-0.5">
      <dl className="flex flex-col gap-3 text-sm">
        <div>
          <dt className="text-muted text-xs">{texts.id}</dt>
          <dd className="font-mono [overflow-wrap:anywhere]">{id}</dd>
        </div>
        <div>
          <dt className="text-muted text-xs">{texts.secret}</dt>
          <dd
            ref={shown}
            tabIndex={-1}
            className="mt-1 rounded-md bg-sunken px-3 py-2 font-mono outline-none [overflow-wrap:anywhere]"
          >
            {secret}
          </dd>
        </div>
      </dl>
      <div className="flex flex-wrap gap-2">
        <CopyButton text={secret} />
      </div>
      <div>
        <p className="text-muted text-xs">{texts.example}</p>
        <pre className="mt-1 whitespace-pre-wrap rounded-md bg-sunken px-3 py-2 font-mono text-xs [overflow-wrap:anywhere]">
          {exampleOf(id)}
        </pre>
      </div>
      {keeping.isReminded ? <Notice tone="bad">{texts.keepFirst}</Notice> : null}
      <Checkbox
        label={texts.isKept}
        isChecked={keeping.isKept}
        onCheckedChange={keeping.setIsKept}
      />
    </div>
  )
}

/** What a shell sends; the secret is asked for, so that no history keeps it. */
function exampleOf(id: string): string {
  const { origin } = globalThis.location
  return `curl --user ${id} --data grant_type=client_credentials ${origin}/v1/oauth/token`
}

/** The way out. */
export function SecretDone({ keeping }: { keeping: Keeping }) {
  const closed = keeping.isKept ? null : { code: 'not_kept', reason: texts.keepFirst }
  return (
    <ActionButton
      action={{ name: 'close', closed_because: closed }}
      look="primary"
      onClick={keeping.close}
    >
      {texts.close}
    </ActionButton>
  )
}
