import { valibotResolver } from '@hookform/resolvers/valibot'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useForm } from 'react-hook-form'
import { useMe } from '@/access/me'
import { changePassword } from '@/api/prove'
import { showFieldErrors } from '@/kernel/form'
import { isProblem, toProblem } from '@/kernel/problem'
import { ProblemNotice } from '@/ui/error-state'
import { FormDialog } from '@/ui/form-dialog'
import { useToast } from '@/ui/toast'
import { messages } from '../messages.en'
import { PasswordField } from '../password-field'
import { readSessionsAnew } from '../session/queries'
import { NewPasswordFields } from './new-password-fields'
import { type PasswordChange, passwordChange } from './values'

const words = messages.change

/** Another password in the place of the current one. */
export default function ChangePassword({ onClose }: { onClose: () => void }) {
  const { person, organisation } = useMe()
  const names = useMemo(
    () => [organisation.slug, organisation.name, person.email, person.name],
    [organisation.slug, organisation.name, person.email, person.name],
  )
  const form = useForm<PasswordChange>({
    resolver: valibotResolver(passwordChange),
    defaultValues: { password: '', new_password: '', again: '' },
  })
  const changing = useChanging(form, onClose)
  const { errors } = form.formState
  const hasFieldErrors = Object.keys(errors).length > 0
  return (
    <FormDialog
      title={words.act}
      description={words.detail}
      back={words.back}
      submit={words.submit}
      isBusy={changing.isPending}
      onSubmit={form.handleSubmit((values) => changing.mutateAsync(values).catch(() => undefined))}
      onClose={onClose}
    >
      {changing.error && !hasFieldErrors ? (
        <ProblemNotice problem={toProblem(changing.error)} />
      ) : null}
      <input type="hidden" autoComplete="username" value={person.email} readOnly />
      <PasswordField
        label={words.current}
        autoFocus
        error={errors.password?.message}
        {...form.register('password')}
      />
      <NewPasswordFields
        password={form.register('new_password')}
        again={form.register('again')}
        typed={form.watch('new_password')}
        names={names}
        errors={{ password: errors.new_password?.message, again: errors.again?.message }}
      />
    </FormDialog>
  )
}

type Form = ReturnType<typeof useForm<PasswordChange>>

function useChanging(form: Form, onClose: () => void) {
  const cache = useQueryClient()
  const toast = useToast()
  return useMutation({
    mutationFn: ({ password, new_password }: PasswordChange) =>
      changePassword(password, new_password),
    onSuccess: async () => {
      onClose()
      toast.done({ title: words.done })
      await readSessionsAnew(cache)
    },
    onError: (thrown) => {
      const problem = toProblem(thrown)
      if (isProblem(thrown, 'password_refused')) {
        form.setValue('password', '')
        form.setError('password', { message: problem.title }, { shouldFocus: true })
      } else showFieldErrors(form, problem, ['password', 'new_password'])
    },
  })
}
