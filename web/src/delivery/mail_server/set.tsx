import { valibotResolver } from '@hookform/resolvers/valibot'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useForm } from 'react-hook-form'
import { Answered } from '@/api/answered'
import { answer, api, etagOf } from '@/api/client'
import type { MailServerView } from '@/api/schema.gen'
import { SavingProblem, useSaving } from '@/tenancy/settings/saving'
import { Settings } from '@/tenancy/settings/shell'
import { findAction } from '@/ui/action-button'
import { Button } from '@/ui/button'
import { Card } from '@/ui/card'
import { DescriptionList } from '@/ui/description-list'
import { Select } from '@/ui/select'
import { TableSkeleton } from '@/ui/skeleton'
import { TextField } from '@/ui/text-field'
import { mailServerQuery } from './queries'
import { fields, ports, requestOf, type ServerValues, serverValues, valuesOf } from './values'
import { words } from './words.en'

const Standing = lazy(() => import('./test'))
const securities = (['tls', 'starttls'] as const).map((value) => ({
  value,
  label: words.securities[value],
}))

/** By which server orders leave: to be set by who may, to be read by the others. */
export default function MailServer(): ReactNode {
  const query = useQuery(mailServerQuery)
  return (
    <Settings lead={words.lead}>
      <div className="flex max-w-3xl flex-col gap-4">
        <Answered query={query}>
          {(view) => {
            const action = findAction(view.actions, 'mail_server.set')
            const isOpen = action !== undefined && !action.closed_because
            return (
              <>
                <Suspense fallback={<TableSkeleton rows={3} />}>
                  <Standing view={view} />
                </Suspense>
                <Card title={words.title} isTitleHidden>
                  {isOpen ? (
                    // Set or removed, it begins anew.
                    <Editor key={view.server ? 'set' : 'none'} view={view} />
                  ) : (
                    <Facts view={view} />
                  )}
                </Card>
              </>
            )
          }}
        </Answered>
      </div>
    </Settings>
  )
}

function Facts({ view: { server } }: { view: MailServerView }) {
  if (!server) return <p className="text-muted text-sm">{words.none}</p>
  return (
    <DescriptionList
      facts={[
        { term: words.server, value: server.host },
        { term: words.port, value: server.port },
        { term: words.security, value: words.securities[server.security] },
        { term: words.userName, value: server.user_name },
        { term: words.from, value: server.from_address },
      ]}
    />
  )
}

function Editor({ view }: { view: MailServerView }) {
  const cache = useQueryClient()
  // A newer state may be read meanwhile; what is sent is told apart from what was shown.
  const [shown, setShown] = useState(view)
  const form = useForm<ServerValues>({
    resolver: valibotResolver(serverValues),
    defaultValues: valuesOf(view),
  })
  const { saving, submit } = useSaving({
    form,
    fields,
    send: async (values) => {
      const params = { header: { 'If-Match': etagOf(shown.revision) } }
      const body = requestOf(values)
      const saved = await answer(api.PUT('/v1/mail-server', { params, body }))
      cache.setQueryData(mailServerQuery.queryKey, saved)
      setShown(saved)
      form.reset(valuesOf(saved))
    },
    stale: [['mails']],
    done: words.done,
  })
  const { errors, isDirty } = form.formState
  const isSet = shown.server !== null && shown.server !== undefined
  return (
    <form
      noValidate
      autoComplete="off"
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (isDirty) submit()
      }}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={words.server}
          hint={words.hostHint}
          inputMode="url"
          autoCapitalize="none"
          maxLength={253}
          error={errors.host?.message}
          {...form.register('host')}
        />
        <Select
          label={words.port}
          options={ports.map((port) => ({ value: port, label: port }))}
          error={errors.port?.message}
          {...form.register('port')}
        />
        <Select
          label={words.security}
          hint={words.securityHint}
          options={securities}
          error={errors.security?.message}
          {...form.register('security')}
        />
        <TextField
          label={words.from}
          hint={words.fromHint}
          inputMode="email"
          autoCapitalize="none"
          maxLength={254}
          error={errors.from_address?.message}
          {...form.register('from_address')}
        />
        <TextField
          label={words.userName}
          autoCapitalize="none"
          autoComplete="off"
          maxLength={200}
          error={errors.user_name?.message}
          {...form.register('user_name')}
        />
        <TextField
          label={words.password}
          hint={isSet ? `${words.passwordKept} ${words.passwordAgain}` : words.passwordHint}
          type="password"
          autoComplete="new-password"
          maxLength={1024}
          error={errors.password?.message}
          {...form.register('password')}
        />
      </div>
      <SavingProblem
        saving={saving}
        form={form}
        load={async () => {
          const newer = await cache.fetchQuery(mailServerQuery)
          setShown(newer)
          return valuesOf(newer)
        }}
      />
      <div className="flex justify-end">
        <Button type="submit" look="primary" isBusy={saving.isPending} isDisabled={!isDirty}>
          {isSet ? words.save : words.set}
        </Button>
      </div>
    </form>
  )
}
