import type { ReactNode } from 'react'

/** One choice of a combobox. */
export type Option = { value: string; label: string; hint?: ReactNode }

export const popupClass =
  'popup pop-anim max-h-(--available-height) overflow-y-auto p-1.5 outline-none'
export const optionClass =
  'flex min-h-8 cursor-default items-center gap-2.5 rounded-md px-2 py-1.5 text-sm outline-none data-disabled:text-faint data-highlighted:bg-hover max-md:min-h-11'

/** True when every typed word stands somewhere in the words, accents and case aside. */
export function isMatch(text: string, words: string): boolean {
  const haystack = plain(words)
  return plain(text)
    .split(/\s+/)
    .every((word) => haystack.includes(word))
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
}
