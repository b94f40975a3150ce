import { messages } from './messages.en'

/** Word for word what would be done. */
export function WhatIsDone({ lines }: { lines: readonly string[] }) {
  return (
    <ul
      aria-label={messages.confirm.what}
      className="flex flex-col gap-1.5 rounded-md bg-sunken px-4 py-3 text-sm [overflow-wrap:anywhere]"
    >
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}

/** Minutes and seconds. */
export function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
