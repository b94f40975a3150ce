import { useId, useState } from 'react'
import type { PermissionView } from '@/api/schema.gen'
import { groupsOf } from '@/tenancy/grant/draft'
import { Checkbox } from '@/ui/checkbox'
import { FieldError } from '@/ui/field'
import { SearchField } from '@/ui/search-field'
import { words } from './words.en'

const texts = words.create

type ScopeChoiceProps = {
  catalogue: readonly PermissionView[]
  chosen: readonly string[]
  error: string | undefined
  onChange: (codes: readonly string[]) => void
}

/** What a key may do, found by words, below what it is of. */
export function ScopeChoice({ catalogue, chosen, error, onChange }: ScopeChoiceProps) {
  const id = useId()
  const [text, setText] = useState('')
  const groups = groupsOf(
    catalogue.filter(({ is_scope }) => is_scope),
    text,
  )
  const choose = (code: string, isChosen: boolean) =>
    onChange(isChosen ? [...chosen, code] : chosen.filter((one) => one !== code))
  return (
    <fieldset
      tabIndex={-1}
      data-fault={error ? true : undefined}
      aria-describedby={error ? `${id}-error` : undefined}
      className="flex min-w-0 flex-col gap-2 outline-none"
    >
      <legend className="mb-1.5 font-[530] text-sm">
        {texts.scopes}
        {chosen.length > 0 ? (
          <span className="ml-2 font-normal text-accent text-xs">
            {texts.chosen(chosen.length)}
          </span>
        ) : null}
      </legend>
      <SearchField label={texts.search} value={text} onSearch={setText} />
      {error ? <FieldError id={`${id}-error`}>{error}</FieldError> : null}
      <div className="rounded-md border border-line">
        {groups.map(({ noun, permissions }) => (
          <details
            key={noun}
            open={text.trim() !== ''}
            className="border-line border-b last:border-0"
          >
            <summary className="cursor-pointer px-3 py-2 text-sm hover:bg-hover focus-visible:outline-offset-[-2px] max-md:py-3">
              {texts.group(noun, permissions.length)}
            </summary>
            <ul className="flex flex-col gap-2.5 px-3 pt-1 pb-3 max-md:gap-4">
              {permissions.map(({ code, meaning }) => (
                <li key={code}>
                  <Checkbox
                    label={meaning}
                    hint={<code className="font-mono">{code}</code>}
                    isChecked={chosen.includes(code)}
                    onCheckedChange={(isChosen) => choose(code, isChosen)}
                  />
                </li>
              ))}
            </ul>
          </details>
        ))}
        {groups.length === 0 ? (
          <p role="status" className="px-3 py-3 text-muted text-sm">
            {texts.noneFound}
          </p>
        ) : null}
      </div>
    </fieldset>
  )
}
