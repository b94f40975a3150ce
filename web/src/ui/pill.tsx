import type { ReactNode } from 'react'
import { classNames } from './class-names'

export type Tone = 'info' | 'good' | 'warn' | 'bad' | 'calm' | 'violet'

const soft: Record<Tone, string> = {
  info: 'bg-info-soft text-info',
  good: 'bg-good-soft text-good',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  calm: 'bg-calm-soft text-calm',
  violet: 'bg-violet-soft text-violet',
}
export const dotClass: Record<Tone, string> = {
  info: 'bg-info-dot',
  good: 'bg-good-dot',
  warn: 'bg-warn-dot',
  bad: 'bg-bad-dot',
  calm: 'bg-calm-dot',
  violet: 'bg-violet-dot',
}
export const softClass = soft

/** A state as a dot and a word, so that colour never speaks alone. */
export function Pill({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span
      className={classNames(
        'inline-flex h-[22px] items-center gap-1.5 whitespace-nowrap rounded-full pr-2.5 pl-2 font-[530] text-xs',
        soft[tone],
      )}
    >
      <span className={classNames('size-1.5 rounded-full', dotClass[tone])} aria-hidden="true" />
      {children}
    </span>
  )
}
