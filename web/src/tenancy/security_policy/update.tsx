import { valibotResolver } from '@hookform/resolvers/valibot'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useForm } from 'react-hook-form'
import { meQuery } from '@/access/me'
import { Answered } from '@/api/answered'
import { answer, api, etagOf } from '@/api/client'
import type { SecurityPolicyView } from '@/api/schema.gen'
import { findAction } from '@/ui/action-button'
import { Button } from '@/ui/button'
import { Card } from '@/ui/card'
import { DescriptionList } from '@/ui/description-list'
import { TextField } from '@/ui/text-field'
import { messages } from '../messages.en'
import { SavingProblem, useSaving } from '../settings/saving'
import { policyQuery } from './queries'
import { SecondFactorFields, SecondFactorRules } from './second-factor'
import { changesOf, fields, type PolicyValues, policyValues, rules, valuesOf } from './values'

const words = messages.securityPolicy

/** The rules for everybody's sign-ins: to be set by who may, to be read by the others. */
export default function SecurityPolicy(): ReactNode {
  const query = useQuery(policyQuery)
  return (
    <Card title={words.title}>
      <p className="max-w-prose pb-4 text-muted text-sm">{words.lead}</p>
      <Answered query={query}>
        {(policy) => {
          const action = findAction(policy.actions, 'security_policy.update')
          return action !== undefined && !action.closed_because ? (
            <Editor policy={policy} />
          ) : (
            <>
              <DescriptionList
                facts={rules.map((rule) => ({ term: words.rules[rule], value: policy[rule] }))}
              />
              <SecondFactorRules policy={policy} />
            </>
          )
        }}
      </Answered>
    </Card>
  )
}

function Editor({ policy }: { policy: SecurityPolicyView }) {
  const cache = useQueryClient()
  // A newer state may be read meanwhile; what is sent is told apart from what was shown.
  const [shown, setShown] = useState(policy)
  const form = useForm<PolicyValues>({
    resolver: valibotResolver(policyValues),
    defaultValues: valuesOf(policy),
  })
  const { saving, submit } = useSaving({
    form,
    fields,
    send: async (values) => {
      const params = { header: { 'If-Match': etagOf(shown.revision) } }
      const body = changesOf(valuesOf(shown), values)
      const saved = await answer(api.PATCH('/v1/security-policy', { params, body }))
      cache.setQueryData(policyQuery.queryKey, saved)
      setShown(saved)
      form.reset(valuesOf(saved))
    },
    stale: [meQuery.queryKey, ['sessions']],
    done: words.done,
  })
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (form.formState.isDirty) submit()
      }}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        {rules.map((rule) => (
          <TextField
            key={rule}
            label={words.rules[rule]}
            hint={words.hints[rule]}
            inputMode="numeric"
            maxLength={5}
            error={form.formState.errors[rule]?.message}
            {...form.register(rule)}
          />
        ))}
      </div>
      <SecondFactorFields form={form} standing={policy.second_factor_standing} />
      <SavingProblem
        saving={saving}
        form={form}
        load={async () => {
          const newer = await cache.fetchQuery(policyQuery)
          setShown(newer)
          return valuesOf(newer)
        }}
      />
      <div className="flex justify-end">
        <Button
          type="submit"
          look="primary"
          isBusy={saving.isPending}
          isDisabled={!form.formState.isDirty}
        >
          {messages.save}
        </Button>
      </div>
    </form>
  )
}
