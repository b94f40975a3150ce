import { useMeanings } from '@/tenancy/permission/meanings'

/** What a key may do, in words. */
export function Scopes({ codes }: { codes: readonly string[] }) {
  const meaningOf = useMeanings()
  return (
    <ul className="flex list-disc flex-col gap-1 pl-5 text-sm">
      {codes.map((code) => (
        <li key={code}>{meaningOf(code)}</li>
      ))}
    </ul>
  )
}
