import { Ban, Check, RefreshCw, X } from 'lucide-react'
import { lazy, type ReactNode, Suspense } from 'react'
import { useAsked } from '@/access/use-asked'
import { findAction } from '@/ui/action-button'
import { MenuItem } from '@/ui/menu'
import { RowMenu } from '@/ui/row-menu'
import type { SeenApiKey } from './queries'
import { words } from './words.en'

const acts = [
  {
    name: 'api_key.approve',
    says: words.approve,
    icon: Check,
    Dialog: lazy(() => import('./approve')),
  },
  { name: 'api_key.refuse', says: words.refuse, icon: X, Dialog: lazy(() => import('./refuse')) },
  {
    name: 'api_key.rotate',
    says: words.rotate,
    icon: RefreshCw,
    Dialog: lazy(() => import('./rotate')),
  },
  { name: 'api_key.revoke', says: words.revoke, icon: Ban, Dialog: lazy(() => import('./revoke')) },
]

type Act = (typeof acts)[number]
type Asked = { act: Act; apiKey: SeenApiKey }
export type Ask = (asked: Asked) => void

/** What is asked of a key, and its dialog for beside the list. */
export function useAskedOfApiKey() {
  return useAsked<Asked>(({ act: { Dialog }, apiKey }, onClose) => (
    <Suspense>
      <Dialog apiKey={apiKey} onClose={onClose} />
    </Suspense>
  ))
}

type ApiKeyActsProps = { apiKey: SeenApiKey; ask: Ask }

/** What may be done with a key that waits or lives, each with its reason when it may not. */
export function ApiKeyActs({ apiKey, ask }: ApiKeyActsProps): ReactNode {
  if (apiKey.state !== 'waiting' && apiKey.state !== 'active') return null
  return (
    <RowMenu label={words.acts(apiKey.name)}>
      {acts.map((act) => (
        <MenuItem
          key={act.name}
          icon={<act.icon className="size-4" aria-hidden="true" />}
          closedBecause={findAction(apiKey.actions, act.name)?.closed_because?.reason}
          onSelect={() => ask({ act, apiKey })}
        >
          {act.says}
        </MenuItem>
      ))}
    </RowMenu>
  )
}
