import { useFormat } from '@/kernel/format'
import { Pill } from '@/ui/pill'
import type { SeenApiKey } from './queries'
import { words } from './words.en'

/** How a key stands; one that opens something, or may come to, says until when. */
export function ApiKeyPill({ apiKey }: { apiKey: SeenApiKey }) {
  const format = useFormat()
  switch (apiKey.state) {
    case 'waiting':
      return <Pill tone="info">{words.waitingUntil(format.day(apiKey.expires_at))}</Pill>
    case 'active':
      return <Pill tone="good">{words.activeUntil(format.day(apiKey.expires_at))}</Pill>
    case 'refused':
      return <Pill tone="bad">{words.states.refused}</Pill>
    case 'revoked':
      return <Pill tone="calm">{words.states.revoked}</Pill>
    case 'expired':
      return <Pill tone="warn">{words.states.expired}</Pill>
  }
}
