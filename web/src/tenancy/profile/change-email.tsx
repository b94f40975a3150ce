import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { answer, api } from '@/api/client'
import type { EmailChangeView, ProfileView } from '@/api/schema.gen'
import { useFormat } from '@/kernel/format'
import { ActionButton, findAction } from '@/ui/action-button'
import { Card } from '@/ui/card'
import { DescriptionList } from '@/ui/description-list'
import { FormDialog } from '@/ui/form-dialog'
import { Pill } from '@/ui/pill'
import { TextField } from '@/ui/text-field'
import { SavingProblem, useSaving } from '../settings/saving'
import { CancelEmailChange } from './cancel-email-change'
import { profileQuery } from './queries'
import { words } from './words.en'

/** The address that one signs in with, and what a change of it waits for. */
export default function OwnEmail({ profile }: { profile: ProfileView }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Card title={words.title}>
      <div className="flex flex-col gap-4">
        <p className="text-muted text-sm">{words.lead}</p>
        {profile.email_change ? <Waiting change={profile.email_change} /> : null}
        <div className="flex flex-wrap justify-end gap-2">
          {profile.email_change ? <CancelEmailChange /> : null}
          <ActionButton
            action={findAction(profile.actions, 'profile.change_email')}
            onClick={() => setIsOpen(true)}
          >
            {words.act}
          </ActionButton>
        </div>
      </div>
      {isOpen ? <ChangeEmail onClose={() => setIsOpen(false)} /> : null}
    </Card>
  )
}

function Waiting({ change }: { change: EmailChangeView }) {
  const { instant } = useFormat()
  return (
    <section aria-label={words.waits(change.email)} className="rounded-md bg-sunken px-4 py-3">
      <p className="font-medium text-sm [overflow-wrap:anywhere]">{words.waits(change.email)}</p>
      <p className="mt-1 mb-3 text-muted text-sm">{words.waitsUntil(instant(change.expires_at))}</p>
      <DescriptionList
        facts={[
          { term: words.old, value: <Standing isConfirmed={change.is_old_confirmed} /> },
          { term: words.new, value: <Standing isConfirmed={change.is_new_confirmed} /> },
        ]}
      />
    </section>
  )
}

function Standing({ isConfirmed }: { isConfirmed: boolean }) {
  return (
    <Pill tone={isConfirmed ? 'good' : 'warn'}>
      {isConfirmed ? words.confirmed : words.waiting}
    </Pill>
  )
}

function ChangeEmail({ onClose }: { onClose: () => void }) {
  const cache = useQueryClient()
  const form = useForm({ defaultValues: { email: '' } })
  const { saving, submit } = useSaving({
    form,
    fields: ['email'],
    send: async (body) => {
      const asked = await answer(api.POST('/v1/profile/change-email', { body }))
      cache.setQueryData(profileQuery.queryKey, asked)
    },
    stale: [],
    done: words.sent,
    onSaved: onClose,
  })
  return (
    <FormDialog
      title={words.act}
      description={words.detail}
      back={words.back}
      submit={words.submit}
      isBusy={saving.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      <SavingProblem saving={saving} form={form} />
      <TextField
        label={words.email}
        type="email"
        inputMode="email"
        autoComplete="email"
        autoFocus
        error={form.formState.errors.email?.message}
        {...form.register('email')}
      />
    </FormDialog>
  )
}
