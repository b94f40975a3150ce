import type { ReactNode } from 'react'

type Fact = { term: string; value: ReactNode }

/** Facts about a thing; a fact without a value is left out. */
export function DescriptionList({
  facts,
  isWide = false,
}: {
  facts: readonly Fact[]
  isWide?: boolean
}) {
  const known = facts.filter(({ value }) => value !== null && value !== undefined && value !== '')
  if (isWide) {
    return (
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 text-sm xl:grid-cols-4">
        {known.map(({ term, value }) => (
          <div key={term} className="min-w-0">
            <dt className="text-faint text-xs">{term}</dt>
            <dd className="mt-0.5 [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
    )
  }
  return (
    <dl className="grid grid-cols-[minmax(88px,auto)_minmax(0,1fr)] gap-x-4 gap-y-2.5 text-sm">
      {known.map(({ term, value }) => (
        <div key={term} className="contents">
          <dt className="text-faint">{term}</dt>
          <dd className="[overflow-wrap:anywhere]">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
