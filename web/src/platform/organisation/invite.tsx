import { answer } from '@countersign/client'
import { valibotResolver } from '@hookform/resolvers/valibot'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useForm } from 'react-hook-form'
import { Names, Place, signUpFields } from '@/identity/sign_up/fields'
import { emptySignUp, requested, type SignUp, signUp } from '@/identity/sign_up/values'
import { showFieldErrors } from '@/kernel/form'
import { toProblem } from '@/kernel/problem'
import { ProblemNotice } from '@/ui/error-state'
import { FormDialog } from '@/ui/form-dialog'
import { useToast } from '@/ui/toast'
import { api } from '../client'
import { messages } from '../messages.en'
import { withWait } from '../problem'
import { useOperator } from '../session/queries'

const words = messages.invite

/** It is somebody else who will own it: the browser has nothing to fill in. */
const theirs = {
  personName: words.personName,
  personComplete: 'off',
  email: words.email,
  emailComplete: 'off',
}

/** Invites whoever is to own an organisation. There is none before they have used their link, and no operator has one. */
export default function InviteOwner({ onClose }: { onClose: () => void }): ReactNode {
  const { regions } = useOperator()
  const toast = useToast()
  const form = useForm<SignUp>({
    resolver: valibotResolver(signUp),
    defaultValues: emptySignUp(regions),
  })
  const inviting = useMutation({
    mutationFn: (typed: SignUp) =>
      answer(api.POST('/v1/operator/organisations', { body: requested(typed) })),
    onSuccess: ({ link_life_days }, { email }) => {
      toast.done({ title: words.done(email), description: words.doneDetail(link_life_days) })
      onClose()
    },
    onError: (thrown) => showFieldErrors(form, toProblem(thrown), signUpFields),
  })
  const hasFieldErrors = Object.keys(form.formState.errors).length > 0
  return (
    <FormDialog
      title={words.title}
      description={words.detail}
      back={words.back}
      submit={words.submit}
      isBusy={inviting.isPending}
      onSubmit={form.handleSubmit((typed) => inviting.mutateAsync(typed).catch(() => undefined))}
      onClose={onClose}
    >
      {inviting.error && !hasFieldErrors ? (
        <ProblemNotice problem={withWait(toProblem(inviting.error))} />
      ) : null}
      <Names form={form} whose={theirs} isFirst />
      <Place form={form} regions={regions} />
    </FormDialog>
  )
}
