import { X } from 'lucide-react'
import type { RoleTemplate } from '@/api/schema.gen'
import { Card } from '@/ui/card'
import { DateField } from '@/ui/date-field'
import { IconButton } from '@/ui/icon-button'
import { Notice } from '@/ui/notice'
import { TextArea } from '@/ui/text-field'
import { roleNames } from '../people-words.en'
import { useMeanings } from '../permission/meanings'
import type { Draft } from './sending'
import { words } from './words.en'

const texts = words.create

type ChosenProps = { form: Draft; own: readonly RoleTemplate[]; isGuarded: boolean }

/** What is chosen, why and until when, and what becomes of it once it is sent. */
export function Chosen({ form, own, isGuarded }: ChosenProps) {
  const { draft, errors, toxic, change } = form
  const isNothing = draft.roles.length + draft.ownRoles.length + draft.permissions.length === 0
  return (
    <Card title={texts.chosen}>
      <div className="flex flex-col gap-4">
        {isNothing ? (
          <p className="text-muted text-sm">{texts.nothingYet}</p>
        ) : (
          <List form={form} own={own} />
        )}
        <TextArea
          label={texts.reason}
          hint={texts.reasonHint}
          rows={2}
          maxLength={500}
          error={errors.reason}
          value={draft.reason}
          onChange={(event) => change({ reason: event.target.value })}
        />
        {toxic ? <Waiver form={form} /> : null}
        <DateField
          label={texts.until}
          hint={toxic ? texts.untilWaived : texts.untilHint}
          isOptional={toxic === null}
          error={errors.expires_at}
          value={draft.until}
          onChange={(event) => change({ until: event.target.value })}
        />
        {isNothing ? null : <Outcome isWaiting={isGuarded || toxic !== null} />}
      </div>
    </Card>
  )
}

function List({ form: { draft, change }, own }: Omit<ChosenProps, 'isGuarded'>) {
  const meaningOf = useMeanings()
  const { roles, ownRoles, permissions } = draft
  return (
    <ul className="flex flex-col gap-1">
      {roles.map((role) => (
        <Item
          key={role}
          text={roleNames[role]}
          isRole
          onRemove={() => change({ roles: roles.filter((one) => one !== role) })}
        />
      ))}
      {own
        .filter(({ id }) => ownRoles.includes(id))
        .map(({ id, name }) => (
          <Item
            key={id}
            text={name}
            isRole
            onRemove={() => change({ ownRoles: ownRoles.filter((one) => one !== id) })}
          />
        ))}
      {permissions.map((code) => (
        <Item
          key={code}
          text={meaningOf(code)}
          onRemove={() => change({ permissions: permissions.filter((one) => one !== code) })}
        />
      ))}
    </ul>
  )
}

type ItemProps = { text: string; isRole?: boolean; onRemove: () => void }

function Item({ text, isRole = false, onRemove }: ItemProps) {
  return (
    <li className="flex items-center gap-2 text-sm">
      <span className={isRole ? 'min-w-0 flex-1 font-[550]' : 'min-w-0 flex-1'}>{text}</span>
      <IconButton
        label={texts.remove(text)}
        icon={<X className="size-3.5" aria-hidden="true" />}
        onClick={onRemove}
      />
    </li>
  )
}

/** Asked for only once the server has refused the pair. */
function Waiver({ form: { draft, errors, toxic, change } }: { form: Draft }) {
  const meaningOf = useMeanings()
  return (
    <>
      <Notice tone="warn" title={texts.toxic}>
        <ul className="flex flex-col gap-1">
          {toxic?.pairs?.map(({ first, second }) => (
            <li key={`${first} ${second}`}>{texts.pair(meaningOf(first), meaningOf(second))}</li>
          ))}
        </ul>
      </Notice>
      <TextArea
        label={texts.waiver}
        hint={texts.waiverHint}
        rows={2}
        maxLength={500}
        error={errors.waiver}
        value={draft.waiver}
        onChange={(event) => change({ waiver: event.target.value })}
      />
    </>
  )
}

function Outcome({ isWaiting }: { isWaiting: boolean }) {
  return isWaiting ? (
    <Notice tone="info" title={texts.waits}>
      {texts.waitsDetail}
    </Notice>
  ) : (
    <Notice tone="good">{texts.atOnce}</Notice>
  )
}
