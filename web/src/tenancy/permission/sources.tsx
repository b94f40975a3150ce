import type { PermissionSource } from '@/api/schema.gen'
import { useFormat } from '@/kernel/format'
import { roleNames, words } from '../people-words.en'

const texts = words.source
type Format = ReturnType<typeof useFormat>

/** From where a permission is held, in a line. It ends with the last of its sources, so its end is told only if all end. */
export function sourcesInShort(sources: readonly PermissionSource[], format: Format): string {
  const names = sources.map((source) => roleOf(source) ?? texts.own)
  const ends = sources.map(({ expires_at }) => expires_at ?? '').sort()
  const last = ends[0] === '' ? undefined : ends.at(-1)
  return [format.list(names), ...(last ? [texts.until(format.day(last))] : [])].join(', ')
}

/** The role that it is from; none where it was given by itself. */
function roleOf({ role, custom_role }: PermissionSource): string | undefined {
  return role ? roleNames[role] : custom_role?.name
}

/** Every reason why a permission is held. */
export function Sources({ sources }: { sources: readonly PermissionSource[] }) {
  return (
    <ul className="flex flex-col gap-2 text-xs">
      {sources.map((source) => (
        <li
          key={source.role ?? source.custom_role?.id ?? 'own'}
          className="min-w-0 [overflow-wrap:anywhere]"
        >
          <Source source={source} />
        </li>
      ))}
    </ul>
  )
}

function Source({ source }: { source: PermissionSource }) {
  const format = useFormat()
  const { granted_by_name, approved_by_name, reason, expires_at } = source
  const when = format.instant(source.granted_at)
  const role = roleOf(source)
  return (
    <>
      <p className="font-[530]">
        {role ? texts.role(role) : texts.own}
        {expires_at ? (
          <time dateTime={expires_at} title={format.instantExact(expires_at)} className="text-warn">
            {`, ${texts.until(format.day(expires_at))}`}
          </time>
        ) : null}
      </p>
      <p className="text-muted">
        {granted_by_name ? texts.given(granted_by_name, when) : texts.byInstallation(when)}
        {approved_by_name ? `. ${texts.agreed(approved_by_name)}` : null}
      </p>
      {reason ? <p className="text-muted">{texts.because(reason)}</p> : null}
    </>
  )
}
