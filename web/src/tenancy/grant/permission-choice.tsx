import { type ReactNode, useState } from 'react'
import type { HeldPermission, PermissionView } from '@/api/schema.gen'
import { useFormat } from '@/kernel/format'
import { Checkbox } from '@/ui/checkbox'
import { SearchField } from '@/ui/search-field'
import { GuardedMark } from '../permission/guarded-mark'
import { sourcesInShort } from '../permission/sources'
import { ChoiceCard } from './choice-card'
import { type Errors, groupsOf } from './draft'
import { words } from './words.en'

const texts = words.create

type PermissionChoiceProps = {
  title?: string
  lead?: ReactNode
  catalogue: readonly PermissionView[]
  held: ReadonlyMap<string, HeldPermission>
  chosen: readonly string[]
  errors: Errors
  onChange: (codes: readonly string[]) => void
}

/** Single permissions, found by words, below what they are of. */
export function PermissionChoice(props: PermissionChoiceProps) {
  const { title = texts.permissions, lead, catalogue, errors, ...shared } = props
  const [text, setText] = useState('')
  const groups = groupsOf(catalogue, text)
  return (
    <ChoiceCard
      title={title}
      lead={lead ?? <p>{texts.permissionsLead}</p>}
      error={errors.permissions}
      finder={<SearchField label={texts.search} chord="f" value={text} onSearch={setText} />}
    >
      <div className="border-line border-t">
        {groups.map(({ noun, permissions }) => (
          <Group
            key={noun}
            {...shared}
            noun={noun}
            permissions={permissions}
            errors={errors}
            isOpen={text.trim() !== ''}
          />
        ))}
        {groups.length === 0 ? (
          <p role="status" className="px-5 py-4 text-muted text-sm max-sm:px-4">
            {texts.noneFound}
          </p>
        ) : null}
      </div>
    </ChoiceCard>
  )
}

type GroupProps = Omit<PermissionChoiceProps, 'title' | 'lead' | 'catalogue'> & {
  noun: string
  permissions: readonly PermissionView[]
  isOpen: boolean
}

function Group({ noun, permissions, held, chosen, errors, isOpen, onChange }: GroupProps) {
  const count = permissions.filter(({ code }) => chosen.includes(code)).length
  const isWrong = permissions.some(({ code }) => errors[`permissions.${code}`])
  return (
    <details open={isOpen || isWrong} className="border-line border-b last:border-0">
      <summary className="cursor-pointer px-5 py-2.5 font-[530] text-sm hover:bg-hover focus-visible:outline-offset-[-2px] max-sm:px-4 max-md:py-3.5">
        {texts.group(noun, permissions.length)}
        {count > 0 ? (
          <span className="ml-2 font-normal text-accent text-xs">{texts.chosenOf(count)}</span>
        ) : null}
      </summary>
      <ul className="flex flex-col gap-2.5 px-5 pt-1 pb-3.5 max-sm:px-4 max-md:gap-4">
        {permissions.map((permission) => (
          <li key={permission.code}>
            <Choice
              permission={permission}
              held={held.get(permission.code)}
              isChosen={chosen.includes(permission.code)}
              error={errors[`permissions.${permission.code}`]}
              onChosen={(isChosen) =>
                onChange(
                  isChosen
                    ? [...chosen, permission.code]
                    : chosen.filter((code) => code !== permission.code),
                )
              }
            />
          </li>
        ))}
      </ul>
    </details>
  )
}

type ChoiceProps = {
  permission: PermissionView
  held: HeldPermission | undefined
  isChosen: boolean
  error: string | undefined
  onChosen: (isChosen: boolean) => void
}

function Choice({ permission, held, isChosen, error, onChosen }: ChoiceProps) {
  const format = useFormat()
  const { code, meaning, is_guarded } = permission
  return (
    <Checkbox
      label={meaning}
      isChecked={isChosen}
      error={error}
      onCheckedChange={onChosen}
      hint={
        <>
          <code className="font-mono">{code}</code>{' '}
          {held ? `${texts.has}: ${sourcesInShort(held.sources, format)} ` : null}
          {is_guarded ? <GuardedMark /> : null}
        </>
      }
    />
  )
}
