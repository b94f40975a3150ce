import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useCan } from '@/access/can'
import { answer, api } from '@/api/client'
import type { DocumentKind, RouteStep, Simulation } from '@/api/schema.gen'
import { useFormat } from '@/kernel/format'
import { fieldErrors, toProblem } from '@/kernel/problem'
import { organisationQuery } from '@/tenancy/organisation/queries'
import { Button } from '@/ui/button'
import { Card } from '@/ui/card'
import { Combobox } from '@/ui/combobox'
import { ProblemNotice } from '@/ui/error-state'
import { MoneyField } from '@/ui/money-field'
import { Notice } from '@/ui/notice'
import type { Option } from '@/ui/option'
import { Select } from '@/ui/select'
import { type IdKind, useIdChoices } from '../choices'
import { messages } from '../messages.en'

const words = messages.simulate
type Of = { policyId: string } | { draftId: string }

/** Who would approve a document that is only imagined, under a version or a draft, and why. */
export function SimulatePolicy({ of }: { of: Of }) {
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
            ...('policyId' in of ? { policy_id: of.policyId } : { draft_id: of.draftId }),
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
  if (!useCan('approval_policy.simulate')) return null
  return (
    <Card title={words.title}>
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
          of="department"
          label={words.department}
          value={department}
          onChange={setDepartment}
        />
        <Chosen of="person" label={words.requester} value={requester} onChange={setRequester} />
        <Chosen of="supplier" label={words.supplier} value={supplier} onChange={setSupplier} />
        <Chosen of="category" label={words.category} value={category} onChange={setCategory} />
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
    </Card>
  )
}

type ChosenProps = {
  of: IdKind
  label: string
  value: Option | null
  onChange: (option: Option | null) => void
}

function Chosen({ of, label, value, onChange }: ChosenProps) {
  const choices = useIdChoices(of)
  return (
    <Combobox
      label={label}
      isOptional
      options={choices.options}
      onSearch={choices.onSearch}
      isLoading={choices.isLoading}
      value={value}
      onValueChange={onChange}
    />
  )
}

function Played({ simulation }: { simulation: Simulation }) {
  return (
    <div className="flex flex-col gap-3">
      <Notice tone={simulation.finishes ? 'good' : 'bad'}>{simulation.summary}</Notice>
      {simulation.dead_ends.map((end) => (
        <Notice key={`${end.rule} ${end.what}`} tone="warn" title={end.what}>
          {end.mend}
        </Notice>
      ))}
      <ol aria-label={words.steps} className="flex flex-col divide-y divide-line text-sm">
        {simulation.steps.map((step) => (
          <Step key={step.number} step={step} />
        ))}
      </ol>
      {simulation.clashes.length > 0 ? (
        <Notice tone="info" title={words.clashes}>
          <ul>
            {simulation.clashes.map((clash) => (
              <li key={clash.what}>{clash.what}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </div>
  )
}

function Step({ step }: { step: RouteStep }) {
  const format = useFormat()
  return (
    <li className="py-2">
      <span className={step.applies ? 'block' : 'block text-faint'}>{step.why}</span>
      <span className="block text-muted text-xs">
        {step.applies
          ? words.asks(format.list(step.candidates.map(({ name, as }) => `${name} (${as})`)))
          : words.skipped}
      </span>
    </li>
  )
}
