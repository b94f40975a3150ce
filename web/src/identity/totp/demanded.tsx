import { useQueryClient } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react'
import { meQuery, useMe } from '@/access/me'
import { useFormat } from '@/kernel/format'
import { roleNames } from '@/tenancy/people-words.en'
import { Button } from '@/ui/button'
import { demand as words } from '../demand-words.en'
import { EntryPage } from '../entry-page'
import { hasPasskeys } from '../passkey/device'

const BeginTotp = lazy(() => import('./begin'))
const BeginPasskey = lazy(() => import('../passkey/begin'))

type SetUpDemandedProps = {
  /** Once the server lets one in. */
  onDone: () => void
  onSignOut: () => void
  isLeaving: boolean
}

/** All that is open to whoever should have a second factor by now: why, setting one up, leaving. */
export default function SetUpDemanded(props: SetUpDemandedProps): ReactNode {
  const { onDone, onSignOut, isLeaving } = props
  const { person, organisation, second_factor_by: by } = useMe()
  const cache = useQueryClient()
  const format = useFormat()
  const [setUp, setSetUp] = useState<'app' | 'passkey' | null>(null)
  // Another tab may have set it up, or the organisation may demand it no more.
  const isOver = !by && setUp === null
  useEffect(() => {
    if (isOver) onDone()
  }, [isOver, onDone])
  // It may take the place of a screen that somebody is reading.
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  const close = () => {
    setSetUp(null)
    void cache.invalidateQueries(meQuery)
  }
  const own = person.custom_roles.map(({ name }) => name)
  const names = [...person.roles.map((role) => roleNames[role]), ...own]
  return (
    <EntryPage isWide>
      <h1
        ref={title}
        tabIndex={-1}
        className="font-semibold text-3xl tracking-[-0.025em] outline-none"
      >
        {words.title}
      </h1>
      <div className="mt-3 flex flex-col gap-2 text-muted">
        <p>{words.why(organisation.name, names, format.list(names))}</p>
        {by ? <p>{words.since(format.instant(by))}</p> : null}
        <p>{words.how}</p>
      </div>
      <div className="mt-7 flex flex-col gap-2">
        <Button look="primary" className="h-10 w-full" onClick={() => setSetUp('app')}>
          {words.begin}
        </Button>
        {hasPasskeys() ? (
          <Button className="h-10 w-full" onClick={() => setSetUp('passkey')}>
            {words.passkey}
          </Button>
        ) : null}
        <Button look="ghost" className="h-10 w-full" isBusy={isLeaving} onClick={onSignOut}>
          {words.signOut}
        </Button>
      </div>
      <p className="mt-6 text-faint text-sm">{words.as(person.email)}</p>
      <Suspense>
        {setUp === 'app' ? <BeginTotp onClose={close} /> : null}
        {setUp === 'passkey' ? <BeginPasskey onClose={close} /> : null}
      </Suspense>
    </EntryPage>
  )
}
