import { ShieldAlert } from 'lucide-react'
import { words } from '../people-words.en'

/** Marks what an owner must agree to; a legend on the same screen says so. */
export function GuardedMark() {
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap rounded-full bg-violet-soft px-1.5 py-px align-middle font-normal text-2xs text-violet">
      <ShieldAlert className="size-3" aria-hidden="true" />
      {words.guarded}
    </span>
  )
}

/** Says once what the mark means. */
export function GuardedLegend() {
  return (
    <p className="text-muted text-xs">
      <GuardedMark /> {words.guardedWhy}
    </p>
  )
}
