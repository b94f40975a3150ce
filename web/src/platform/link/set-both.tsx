import { answer } from '@countersign/client'
import { valibotResolver } from '@hookform/resolvers/valibot'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useEffect, useMemo } from 'react'
import { useForm } from 'react-hook-form'
import * as v from 'valibot'
import type { OperatorLinkBegun } from '@/api/schema.gen'
import { CodeField } from '@/identity/code-field'
import { messages as entry } from '@/identity/messages.en'
import { NewPasswordFields } from '@/identity/password/new-password-fields'
import { newPassword } from '@/identity/password/values'
import { TotpKey } from '@/identity/totp/key'
import { showFieldErrors } from '@/kernel/form'
import { isProblem, toProblem } from '@/kernel/problem'
import { Button } from '@/ui/button'
import { DescriptionList } from '@/ui/description-list'
import { ProblemNotice } from '@/ui/error-state'
import { Notice } from '@/ui/notice'
import { api } from '../client'
import { messages } from '../messages.en'
import { withWait } from '../problem'

const words = messages.link

const both = v.intersect([
  newPassword,
  v.object({ code: v.pipe(v.string(), v.trim(), v.nonEmpty(entry.needCode)) }),
])
type Both = v.InferOutput<typeof both>

type SetBothProps = {
  link: string
  begun: OperatorLinkBegun
  onBeginAnew: () => Promise<unknown>
  onDone: () => void
}

/** A password and an app, which count from the app's first code on: both or neither. */
export default function SetBoth({ link, begun, onBeginAnew, onDone }: SetBothProps): ReactNode {
  const { email, name, role, totp } = begun
  const form = useForm<Both>({
    resolver: valibotResolver(both),
    defaultValues: { password: '', again: '', code: '' },
  })
  const setting = useMutation({
    mutationFn: ({ password, code }: Both) =>
      answer(api.POST('/v1/operator/links/use', { body: { link, password, code } })),
    // No secret outlives the screen.
    gcTime: 0,
    onSuccess: onDone,
    onError: (thrown) => {
      const problem = toProblem(thrown)
      if (isProblem(thrown, 'operator_code_refused')) {
        form.setValue('code', '')
        const message = problem.detail ?? entry.refused(problem)
        form.setError('code', { message }, { shouldFocus: true })
      } else showFieldErrors(form, problem, ['password', 'code'])
    },
  })
  useEffect(() => form.setFocus('password'), [form])
  const names = useMemo(() => [email, name, 'operator', 'countersign'], [email, name])
  const errors = form.formState.errors
  const hasExpired = isProblem(setting.error, 'operator_set_up_expired')
  return (
    <>
      <h1 className="font-semibold text-2xl tracking-[-0.02em]">{words.title}</h1>
      <p className="mt-1 text-muted">{words.lead(name)}</p>
      <div className="mt-5 rounded-md bg-sunken px-4 py-3">
        <DescriptionList
          facts={[
            { term: words.email, value: email },
            { term: words.role, value: messages.roles[role] },
          ]}
        />
      </div>
      <form
        noValidate
        className="mt-6 flex flex-col gap-4"
        onSubmit={form.handleSubmit((values) => setting.mutateAsync(values).catch(() => undefined))}
      >
        <h2 className="font-semibold text-lg">{words.passwordPart}</h2>
        <input type="hidden" autoComplete="username" value={email} readOnly />
        <NewPasswordFields
          password={form.register('password')}
          again={form.register('again')}
          typed={form.watch('password')}
          names={names}
          errors={{ password: errors.password?.message, again: errors.again?.message }}
        />
        <h2 className="mt-3 border-line border-t pt-5 font-semibold text-lg">{words.appPart}</h2>
        <TotpKey setUp={totp} />
        <CodeField
          label={words.code}
          inputMode="numeric"
          error={errors.code?.message}
          {...form.register('code')}
        />
        {hasExpired ? (
          <Notice
            tone="warn"
            title={words.expired}
            actions={
              <Button
                size="sm"
                onClick={() => {
                  setting.reset()
                  form.setValue('code', '')
                  void onBeginAnew()
                }}
              >
                {words.beginAnew}
              </Button>
            }
          >
            {words.expiredDetail}
          </Notice>
        ) : null}
        {setting.error && !hasExpired && Object.keys(errors).length === 0 ? (
          <ProblemNotice problem={withWait(toProblem(setting.error))} />
        ) : null}
        <Button type="submit" look="primary" isBusy={setting.isPending} className="h-10 w-full">
          {words.submit}
        </Button>
      </form>
    </>
  )
}
