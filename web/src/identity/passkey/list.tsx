import { useQuery } from '@tanstack/react-query'
import { Fingerprint } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { Answered } from '@/api/answered'
import type { PasskeyView } from '@/api/schema.gen'
import { useFormat } from '@/kernel/format'
import { ActionButton } from '@/ui/action-button'
import { Button } from '@/ui/button'
import { Card } from '@/ui/card'
import { Notice } from '@/ui/notice'
import { Pill } from '@/ui/pill'
import { hasPasskeys } from './device'
import { passkeysQuery } from './queries'
import { words } from './words.en'

const BeginPasskey = lazy(() => import('./begin'))
const RenamePasskey = lazy(() => import('./rename'))
const RemovePasskey = lazy(() => import('./remove'))
const passkeysMax = 10

type Open = { act: 'add' } | { act: 'rename' | 'remove'; passkey: PasskeyView }

/** One's own passkeys, and the ways to another one, another name and fewer. */
export default function OwnPasskeys() {
  const query = useQuery(passkeysQuery)
  const [open, setOpen] = useState<Open | null>(null)
  const close = () => setOpen(null)
  return (
    <Card title={words.title}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-prose text-muted text-sm">{words.lead}</p>
        {hasPasskeys() ? (
          <Add count={query.data?.items.length ?? 0} onAdd={() => setOpen({ act: 'add' })} />
        ) : null}
      </div>
      <div className="mt-3 flex flex-col gap-3">
        {hasPasskeys() ? null : <Notice tone="warn">{words.unsupported}</Notice>}
        <Answered query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="text-sm">{words.none}</p>
            ) : (
              <ul aria-label={words.list} className="border-line border-t">
                {items.map((passkey) => (
                  <Passkey
                    key={passkey.id}
                    passkey={passkey}
                    onAct={(act) => setOpen({ act, passkey })}
                  />
                ))}
              </ul>
            )
          }
        </Answered>
      </div>
      <Suspense>
        {open?.act === 'add' ? <BeginPasskey onClose={close} /> : null}
        {open?.act === 'rename' ? <RenamePasskey passkey={open.passkey} onClose={close} /> : null}
        {open?.act === 'remove' ? <RemovePasskey passkey={open.passkey} onClose={close} /> : null}
      </Suspense>
    </Card>
  )
}

function Add({ count, onAdd }: { count: number; onAdd: () => void }) {
  const closed = count < passkeysMax ? null : { code: 'passkeys_too_many', reason: words.full }
  return (
    <ActionButton action={{ name: 'passkey.create', closed_because: closed }} onClick={onAdd}>
      {words.add}
    </ActionButton>
  )
}

type PasskeyProps = { passkey: PasskeyView; onAct: (act: 'rename' | 'remove') => void }

function Passkey({ passkey, onAct }: PasskeyProps) {
  const format = useFormat()
  const { name, created_at, last_used_at, is_backed_up } = passkey
  const used = last_used_at ? words.used(format.ago(last_used_at)) : words.neverUsed
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-b py-3 last:border-0">
      <Fingerprint className="size-5 shrink-0 text-faint" aria-hidden="true" />
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-[550] [overflow-wrap:anywhere]">{name}</span>
          {is_backed_up ? <Pill tone="calm">{words.backedUp}</Pill> : null}
        </p>
        <p className="text-muted text-xs">
          {words.added(format.instant(created_at))}, {used}
        </p>
      </div>
      <div className="flex gap-2">
        <Button aria-label={words.renameOf(name)} onClick={() => onAct('rename')}>
          {words.rename}
        </Button>
        <Button look="danger" aria-label={words.removeOf(name)} onClick={() => onAct('remove')}>
          {words.remove}
        </Button>
      </div>
    </li>
  )
}
