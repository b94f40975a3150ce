import type { UseFormRegisterReturn } from 'react-hook-form'
import * as v from 'valibot'
import { TextField } from '@/ui/text-field'
import { messages } from '../messages.en'

export const named = {
  name: v.pipe(v.string(), v.trim(), v.nonEmpty(messages.needName)),
  code: v.pipe(v.string(), v.trim(), v.nonEmpty(messages.needCode)),
}

type NameAndCodeProps = {
  name: UseFormRegisterReturn
  code: UseFormRegisterReturn
  errors: {
    name?: { message?: string | undefined } | undefined
    code?: { message?: string | undefined } | undefined
  }
}

/** The two fields of everything that bears a name and a code. */
export function NameAndCode({ name, code, errors }: NameAndCodeProps) {
  return (
    <>
      <TextField label={messages.name} maxLength={120} error={errors.name?.message} {...name} />
      <TextField
        label={messages.code}
        hint={messages.codeHint}
        maxLength={20}
        spellCheck={false}
        error={errors.code?.message}
        {...code}
      />
    </>
  )
}
