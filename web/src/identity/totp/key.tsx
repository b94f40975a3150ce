import { lazy, Suspense } from 'react'
import type { TotpSetUp } from '@/api/schema.gen'
import { buttonClass } from '@/ui/button'
import { Skeleton } from '@/ui/skeleton'
import { CopyButton } from '../copy-button'
import { messages } from '../messages.en'
import { inGroups } from './secret'

const QrCode = lazy(() => import('./qr-code'))

const words = messages.totp

/** What an authenticator app is told: by its camera, by a link on the phone itself, or by hand. */
export function TotpKey({ setUp }: { setUp: TotpSetUp }) {
  return (
    <>
      <p className="text-sm">{words.scan}</p>
      <div className="aspect-square w-60 self-center">
        <Suspense fallback={<Skeleton className="size-full" />}>
          <QrCode text={setUp.uri} label={words.qr} />
        </Suspense>
      </div>
      <a href={setUp.uri} className={`${buttonClass()} sm:hidden`}>
        {words.open}
      </a>
      <div>
        <p className="mb-1 text-muted text-sm">{words.byHand}</p>
        <div className="flex flex-wrap items-center justify-between gap-3 rounded-md bg-sunken px-3.5 py-3">
          <code className="w-40 select-all font-mono text-sm">{inGroups(setUp.secret)}</code>
          <CopyButton text={setUp.secret} />
        </div>
      </div>
    </>
  )
}
