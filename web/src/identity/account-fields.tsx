import type { ReactNode } from 'react'
import type { UseFormRegisterReturn } from 'react-hook-form'
import { TextField } from '@/ui/text-field'
import { messages } from './messages.en'

type AccountFieldsProps = {
  organisation: UseFormRegisterReturn
  email: UseFormRegisterReturn
  errors: { organisation: string | undefined; email: string | undefined }
}

/** Organisation and e-mail, which together name an account. */
export function AccountFields({ organisation, email, errors }: AccountFieldsProps): ReactNode {
  return (
    <>
      <TextField
        label={messages.organisation}
        hint={messages.organisationHint}
        error={errors.organisation}
        autoComplete="organization"
        autoCapitalize="none"
        spellCheck={false}
        {...organisation}
      />
      <TextField
        label={messages.email}
        type="email"
        error={errors.email}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        {...email}
      />
    </>
  )
}
