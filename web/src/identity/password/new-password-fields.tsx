import type { UseFormRegisterReturn } from 'react-hook-form'
import { messages } from '../messages.en'
import { PasswordField } from '../password-field'
import { StrengthMeter } from './strength-meter'
import { charsOf } from './values'

const words = messages.choosing

type NewPasswordFieldsProps = {
  password: UseFormRegisterReturn
  again: UseFormRegisterReturn
  /** What stands in the first of the two. */
  typed: string
  /** What everybody knows of the account. */
  names: readonly string[]
  errors: { password: string | undefined; again: string | undefined }
}

/** A password that somebody chooses, twice, with what makes a good one. */
export function NewPasswordFields(props: NewPasswordFieldsProps) {
  const { password, again, typed, names, errors } = props
  return (
    <>
      <PasswordField
        label={words.password}
        autoComplete="new-password"
        error={errors.password}
        {...password}
      />
      <Rules typed={typed} names={names} />
      <PasswordField
        label={words.repeat}
        autoComplete="new-password"
        error={errors.again}
        {...again}
      />
    </>
  )
}

function Rules({ typed, names }: Pick<NewPasswordFieldsProps, 'typed' | 'names'>) {
  return (
    <section aria-label={words.rulesTitle} className="flex flex-col gap-1.5 text-muted text-xs">
      <p aria-live="polite" className="num font-[530]">
        {words.length(charsOf(typed))}
      </p>
      <StrengthMeter typed={typed} names={names} />
      <ul className="flex flex-col gap-1">
        {words.rules.map((rule) => (
          <li key={rule} className="flex items-start gap-1.5">
            <span
              aria-hidden="true"
              className="mt-[7px] size-1 shrink-0 rounded-full bg-current opacity-60"
            />
            {rule}
          </li>
        ))}
      </ul>
    </section>
  )
}
