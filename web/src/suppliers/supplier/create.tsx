import { valibotResolver } from '@hookform/resolvers/valibot'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useRouter } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { useForm } from 'react-hook-form'
import { useMe } from '@/access/me'
import { answer, api } from '@/api/client'
import { paths } from '@/app/paths'
import { showFieldErrors } from '@/kernel/form'
import { toProblem } from '@/kernel/problem'
import { Button, buttonClass } from '@/ui/button'
import { ProblemNotice } from '@/ui/error-state'
import { Page, PageHeader, Trail } from '@/ui/page'
import { useToast } from '@/ui/toast'
import { messages } from '../messages.en'
import { supplierKeys } from '../queries'
import { SupplierFields } from './form'
import { ProbableDuplicates } from './probable-duplicates'
import { requestOf, type SupplierValues, supplierFields, supplierValues } from './values'

const empty: Omit<SupplierValues, 'currency'> = {
  name: '',
  legal_name: '',
  number: '',
  tax_number: '',
  registration_number: '',
  country: '',
  address_lines: '',
  email: '',
  phone: '',
  contact_name: '',
  payment_terms: '',
  notes: '',
}

export default function SupplierCreate(): ReactNode {
  const { organisation } = useMe()
  const router = useRouter()
  const cache = useQueryClient()
  const toast = useToast()
  const form = useForm<SupplierValues>({
    resolver: valibotResolver(supplierValues),
    defaultValues: { ...empty, currency: organisation.base_currency },
  })
  const proposal = useMutation({
    mutationFn: (values: SupplierValues) =>
      answer(api.POST('/v1/suppliers', { body: requestOf(values) })),
    onSuccess: async (supplier) => {
      toast.done({ title: messages.created, description: messages.createdDetail })
      await cache.invalidateQueries({ queryKey: supplierKeys.all })
      await router.navigate({ ...paths.supplier(supplier.id), replace: true })
    },
    onError: (thrown) => showFieldErrors(form, toProblem(thrown), supplierFields),
  })
  useEffect(() => form.setFocus('name'), [form])
  const submit = form.handleSubmit((values) => proposal.mutateAsync(values).catch(() => undefined))
  const hasFieldErrors = Object.keys(form.formState.errors).length > 0
  return (
    <Page isNarrow>
      <PageHeader
        title={messages.createTitle}
        summary={messages.createLead}
        trail={
          <Trail label={messages.trail} here={messages.createTitle}>
            <Link {...paths.suppliers()}>{messages.title}</Link>
          </Trail>
        }
      />
      <SupplierFields
        form={form}
        onSubmit={() => void submit()}
        warning={<ProbableDuplicates control={form.control} />}
      >
        {proposal.error && !hasFieldErrors ? (
          <ProblemNotice problem={toProblem(proposal.error)} />
        ) : null}
        <div className="flex justify-end gap-2 max-sm:[&>*]:flex-1">
          <Link {...paths.suppliers()} className={buttonClass()}>
            {messages.cancel}
          </Link>
          <Button type="submit" look="primary" isBusy={proposal.isPending}>
            {messages.createSubmit}
          </Button>
        </div>
      </SupplierFields>
    </Page>
  )
}
