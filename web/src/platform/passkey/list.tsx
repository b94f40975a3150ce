import { useQuery } from '@tanstack/react-query'
import { Fingerprint } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { AskDialog } from '@/access/ask-dialog'
import { Answered } from '@/api/answered'
import type { PasskeyView } from '@/api/schema.gen'
import { hasPasskeys } from '@/identity/passkey/device'
import { words as shared } from '@/identity/passkey/words.en'
import { useFormat } from '@/kernel/format'
import { ActionButton } from '@/ui/action-button'
import { Button } from '@/ui/button'
import { Card } from '@/ui/card'
import { Notice } from '@/ui/notice'
import { Page, PageHeader } from '@/ui/page'
import { Pill } from '@/ui/pill'
import { signedInLately } from '../send'
import { useOperator } from '../session/queries'
import { ownFactorsWithinS, ownPasskeysQuery, removePasskey } from './queries'
import { words } from './words.en'

const CreatePasskey = lazy(() => import('./create'))
const passkeysMax = 10

/** An operator's own passkeys, and the ways to another one and to fewer. */
export default function OwnOperatorPasskeys(): ReactNode {
  const query = useQuery(ownPasskeysQuery)
  const [open, setOpen] = useState<'add' | PasskeyView | null>(null)
  const close = () => setOpen(null)
  const isFull = (query.data?.items.length ?? 0) >= passkeysMax
  const closed = isFull ? { code: 'passkeys_too_many', reason: shared.full } : null
  return (
    <Page>
      <PageHeader title={words.title} summary={words.summary} />
      <Card title={words.passkeys}>
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="max-w-prose text-muted text-sm">{words.lead}</p>
          {hasPasskeys() ? (
            <ActionButton
              action={{ name: 'passkey.create', closed_because: closed }}
              onClick={() => setOpen('add')}
            >
              {words.add}
            </ActionButton>
          ) : null}
        </div>
        <div className="mt-3 flex flex-col gap-3">
          {hasPasskeys() ? null : <Notice tone="warn">{shared.unsupported}</Notice>}
          <Answered query={query}>
            {({ items }) =>
              items.length === 0 ? (
                <p className="text-sm">{words.none}</p>
              ) : (
                <ul aria-label={words.list} className="border-line border-t">
                  {items.map((passkey) => (
                    <Passkey key={passkey.id} passkey={passkey} onRemove={() => setOpen(passkey)} />
                  ))}
                </ul>
              )
            }
          </Answered>
        </div>
      </Card>
      <Suspense>{open === 'add' ? <CreatePasskey onClose={close} /> : null}</Suspense>
      {open !== null && open !== 'add' ? <Remove passkey={open} onClose={close} /> : null}
    </Page>
  )
}

type PasskeyProps = { passkey: PasskeyView; onRemove: () => void }

function Passkey({ passkey, onRemove }: PasskeyProps) {
  const format = useFormat()
  const { name, created_at, last_used_at, is_backed_up } = passkey
  const used = last_used_at ? shared.used(format.ago(last_used_at)) : shared.neverUsed
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-b py-3 last:border-0">
      <Fingerprint className="size-5 shrink-0 text-faint" aria-hidden="true" />
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-[550] [overflow-wrap:anywhere]">{name}</span>
          {is_backed_up ? <Pill tone="calm">{shared.backedUp}</Pill> : null}
        </p>
        <p className="text-muted text-xs">
          {shared.added(format.instant(created_at))}, {used}
        </p>
      </div>
      <Button look="danger" aria-label={shared.removeOf(name)} onClick={onRemove}>
        {shared.remove}
      </Button>
    </li>
  )
}

function Remove({ passkey, onClose }: { passkey: PasskeyView; onClose: () => void }) {
  const { signedInAtMs } = useOperator()
  return (
    <AskDialog
      title={words.removeTitle(passkey.name)}
      detail={words.removeDetail}
      confirm={shared.remove}
      done={shared.removeDone}
      stale={ownPasskeysQuery.queryKey}
      isDanger
      run={async () => {
        await signedInLately({ signedInAtMs, sign_in_within_s: ownFactorsWithinS })
        await removePasskey(passkey.id)
      }}
      onClose={onClose}
    />
  )
}
