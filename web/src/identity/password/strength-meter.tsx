import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo } from 'react'
import { Meter } from '@/ui/meter'
import type { Tone } from '@/ui/pill'
import { messages } from '../messages.en'
import { charsMin } from './values'

const words = messages.strength
const tones: readonly Tone[] = ['bad', 'bad', 'warn', 'warn', 'good']

type StrengthMeterProps = { typed: string; names: readonly string[] }

/** How hard what is typed is to guess, while it is typed; nothing of it leaves the browser. Without its lists there is no meter. */
export function StrengthMeter({ typed, names }: StrengthMeterProps) {
  const lists = useQuery({
    queryKey: ['password-lists'],
    queryFn: () => import('./strength'),
    enabled: typed !== '',
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  const judged = useDeferredValue(typed)
  const strength = useMemo(
    () => (judged === '' ? null : (lists.data?.strengthOf(judged, names, charsMin) ?? null)),
    [judged, lists.data, names],
  )
  if (strength === null) return null
  const { score, warning } = strength
  return (
    <div className="flex flex-col gap-1.5">
      <Meter percent={(score + 1) * 20} label={words.label} tone={tones[score] ?? 'bad'} />
      <p aria-live="polite" className="font-[530]">
        {words.scores[score]}
        {warning !== null && words.warnings[warning] ? ` ${words.warnings[warning]}` : null}
      </p>
    </div>
  )
}
