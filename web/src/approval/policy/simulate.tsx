import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useCan } from '@/access/can'
import { answer, api } from '@/api/client'
import type { DocumentKind } from '@/api/schema.gen'
import { fieldErrors, toProblem } from '@/kernel/problem'
import { organisationQuery } from '@/tenancy/organisation/queries'
import { Button } from '@/ui/button'
import { Card } from '@/ui/card'
import { ProblemNotice } from '@/ui/error-state'
import { MoneyField } from '@/ui/money-field'
import type { Option } from '@/ui/option'
import { Segmented } from '@/ui/segmented'
import { Select } from '@/ui/select'
import { messages } from '../messages.en'
import { Chosen } from './chosen'
import { Played } from './played'
import { type PlayedUnder, SimulateExisting } from './simulate-existing'

const words = messages.simulate

/** Who would approve a document, imagined or real, under a version or a draft, and why. */
export function SimulatePolicy({ of }: { of: PlayedUnder }) {
  const [which, setWhich] = useState<'imagined' | 'existing'>('imagined')
  const sees = { order: useCan('purchase_order.view'), requisition: useCan('requisition.view') }
  if (!useCan('approval_policy.simulate')) return null
  const kinds: DocumentKind[] = []
  if (sees.requisition) kinds.push('requisition')
  if (sees.order) kinds.push('purchase_order')
  return (
    <Card title={words.title}>
      {kinds.length === 0 ? null : (
        <div className="mb-4 flex">
          <Segmented
            label={words.which}
            segments={(['imagined', 'existing'] as const).map((value) => ({
              value,
              label: words.whiches[value],
            }))}
            value={which}
            onValueChange={setWhich}
          />
        </div>
      )}
      {which === 'imagined' ? <Imagined of={of} /> : <SimulateExisting of={of} kinds={kinds} />}
    </Card>
  )
}

function Imagined({ of }: { of: PlayedUnder }) {
  const organisation = useQuery(organisationQuery)
  const [kind, setKind] = useState<DocumentKind>('requisition')
  const [amount, setAmount] = useState('')
  const [department, setDepartment] = useState<Option | null>(null)
  const [requester, setRequester] = useState<Option | null>(null)
  const [supplier, setSupplier] = useState<Option | null>(null)
  const [category, setCategory] = useState<Option | null>(null)
  const currency = organisation.data?.base_currency ?? ''
  const playing = useMutation({
    mutationFn: () => {
      const total = { amount: amount || '0', currency }
      return answer(
        api.POST('/v1/approval-policies/simulate', {
          body: {
            kind,
            amount: total,
            department_id: department?.value ?? null,
            requester_id: requester?.value ?? null,
            supplier_id: supplier?.value ?? null,
            categories: category ? [{ category_id: category.value, amount: total }] : [],
            ...of,
          },
        }),
      )
    },
  })
  const problem = playing.error ? toProblem(playing.error) : null
  const errors = problem ? fieldErrors(problem) : {}
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!playing.isPending) playing.mutate()
  }
  return (
    <>
      <form noValidate onSubmit={submit} className="grid gap-3 sm:grid-cols-2">
        <Select
          label={words.kind}
          options={(['requisition', 'purchase_order'] as const).map((value) => ({
            value,
            label: words.kinds[value],
          }))}
          value={kind}
          onChange={(event) =>
            setKind(event.target.value === 'requisition' ? 'requisition' : 'purchase_order')
          }
        />
        <MoneyField
          label={words.amount}
          currency={currency}
          value={amount}
          error={errors.amount ?? errors['amount.amount']}
          onValueChange={setAmount}
        />
        <Chosen
          isOptional
          of="department"
          label={words.department}
          value={department}
          onChange={setDepartment}
        />
        <Chosen
          isOptional
          of="person"
          label={words.requester}
          value={requester}
          onChange={setRequester}
        />
        <Chosen
          isOptional
          of="supplier"
          label={words.supplier}
          value={supplier}
          onChange={setSupplier}
        />
        <Chosen
          isOptional
          of="category"
          label={words.category}
          value={category}
          onChange={setCategory}
        />
        <span className="sm:col-span-2">
          <Button type="submit" isBusy={playing.isPending} isDisabled={currency === ''}>
            {words.ask}
          </Button>
        </span>
      </form>
      <div aria-live="polite" className="not-empty:mt-4">
        {problem && Object.keys(errors).length === 0 ? <ProblemNotice problem={problem} /> : null}
        {playing.data ? <Played simulation={playing.data.simulation} /> : null}
      </div>
    </>
  )
}
