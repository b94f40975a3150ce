import { useId } from 'react'
import { type UseFormReturn, useController, useWatch } from 'react-hook-form'
import { useMe } from '@/access/me'
import type { SecondFactorStanding, SecurityPolicyView } from '@/api/schema.gen'
import { useFormat } from '@/kernel/format'
import { Checkbox } from '@/ui/checkbox'
import { DescriptionList } from '@/ui/description-list'
import { FieldError } from '@/ui/field'
import { Notice } from '@/ui/notice'
import { TextField } from '@/ui/text-field'
import { messages } from '../messages.en'
import { roleNames } from '../people-words.en'
import { useOwnRoles } from '../role/queries'
import { roles } from '../roles'
import { inOrder, type PolicyValues } from './values'

const words = messages.securityPolicy.secondFactor

type SecondFactorFieldsProps = {
  form: UseFormReturn<PolicyValues>
  standing: SecondFactorStanding
}

/** Of whom two-step sign-in is demanded, and how long they have to set it up. */
export function SecondFactorFields({ form, standing }: SecondFactorFieldsProps) {
  const { errors } = form.formState
  return (
    <div className="flex flex-col gap-4 border-line border-t pt-4">
      <RoleField form={form} />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={words.days}
          hint={words.daysHint}
          inputMode="numeric"
          maxLength={2}
          error={errors.second_factor_grace_days?.message}
          {...form.register('second_factor_grace_days')}
        />
      </div>
      <p className="text-muted text-sm">{words.standing(standing)}</p>
      <OwnWarning form={form} />
    </div>
  )
}

function RoleField({ form }: Pick<SecondFactorFieldsProps, 'form'>) {
  const id = useId()
  const { field, fieldState } = useController({
    control: form.control,
    name: 'second_factor_roles',
  })
  const own = useController({ control: form.control, name: 'second_factor_custom_roles' })
  const ownRoles = useOwnRoles()
  const error = (fieldState.error ?? own.fieldState.error)?.message
  return (
    <fieldset
      ref={field.ref}
      tabIndex={-1}
      aria-describedby={error ? `${id}-lead ${id}-error` : `${id}-lead`}
      className="outline-none"
    >
      <legend className="font-[530] text-sm">{words.roles}</legend>
      <p id={`${id}-lead`} className="mb-2.5 max-w-prose text-faint text-xs">
        {words.rolesHint}
      </p>
      <div className="grid gap-x-4 gap-y-2.5 max-md:gap-y-4 sm:grid-cols-2">
        {roles.map((role) => (
          <Checkbox
            key={role}
            label={roleNames[role]}
            isChecked={field.value.includes(role)}
            onCheckedChange={(isTicked) =>
              field.onChange(
                inOrder(
                  isTicked ? [...field.value, role] : field.value.filter((one) => one !== role),
                ),
              )
            }
          />
        ))}
        {ownRoles.map(({ id, name }) => (
          <Checkbox
            key={id}
            label={name}
            isChecked={own.field.value.includes(id)}
            onCheckedChange={(isTicked) =>
              own.field.onChange(
                isTicked
                  ? [...own.field.value, id].toSorted()
                  : own.field.value.filter((one) => one !== id),
              )
            }
          />
        ))}
      </div>
      {error ? <FieldError id={`${id}-error`}>{error}</FieldError> : null}
    </fieldset>
  )
}

/** Whoever asks it of themselves at once has to set it up before anything else. */
function OwnWarning({ form }: Pick<SecondFactorFieldsProps, 'form'>) {
  const { person, second_factor } = useMe()
  const [chosen, chosenOwn, days] = useWatch({
    control: form.control,
    name: ['second_factor_roles', 'second_factor_custom_roles', 'second_factor_grace_days'],
  })
  const isOwn =
    person.roles.some((role) => chosen.includes(role)) ||
    person.custom_roles.some(({ id }) => chosenOwn.includes(id))
  if (second_factor || !isOwn || Number(days.trim() || Number.NaN) !== 0) return null
  return (
    <Notice tone="warn" title={words.own}>
      {words.ownDetail}
    </Notice>
  )
}

/** The same for who may only read it. */
export function SecondFactorRules({ policy }: { policy: SecurityPolicyView }) {
  const format = useFormat()
  const own = useOwnRoles().filter(({ id }) => policy.second_factor_custom_roles.includes(id))
  const names = [
    ...inOrder(policy.second_factor_roles).map((role) => roleNames[role]),
    ...own.map(({ name }) => name),
  ]
  const isDemanded = names.length > 0
  return (
    <div className="mt-4 flex flex-col gap-2.5 border-line border-t pt-4">
      <DescriptionList
        facts={[
          { term: words.roles, value: isDemanded ? format.list(names) : words.nobody },
          { term: words.days, value: isDemanded ? policy.second_factor_grace_days : null },
        ]}
      />
      {isDemanded ? (
        <p className="text-muted text-sm">{words.standing(policy.second_factor_standing)}</p>
      ) : null}
    </div>
  )
}
