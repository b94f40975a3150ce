import { answer } from '@countersign/client'
import { valibotResolver } from '@hookform/resolvers/valibot'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useId } from 'react'
import { useForm } from 'react-hook-form'
import { Names, Place, signUpFields } from '@/identity/sign_up/fields'
import { emptySignUp, requested, type SignUp, signUp } from '@/identity/sign_up/values'
import { showFieldErrors } from '@/kernel/form'
import { toProblem } from '@/kernel/problem'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { ProblemNotice } from '@/ui/error-state'
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
  const id = useId()
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
    <Dialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={words.title}
      description={words.detail}
      footer={
        <>
          <Button onClick={onClose}>{words.back}</Button>
          <Button type="submit" form={id} look="primary" isBusy={inviting.isPending}>
            {words.submit}
          </Button>
        </>
      }
    >
      <form
        id={id}
        noValidate
        className="flex flex-col gap-4 pt-0.5"
        onSubmit={form.handleSubmit((typed) => inviting.mutateAsync(typed).catch(() => undefined))}
      >
        {inviting.error && !hasFieldErrors ? (
          <ProblemNotice problem={withWait(toProblem(inviting.error))} />
        ) : null}
        <Names form={form} whose={theirs} isFirst />
        <Place form={form} regions={regions} />
      </form>
    </Dialog>
  )
}
