import { valibotResolver } from '@hookform/resolvers/valibot'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link, useRouter } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useForm } from 'react-hook-form'
import { Answered } from '@/api/answered'
import { answer, api } from '@/api/client'
import type { SupplierDocument } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { showFieldErrors } from '@/kernel/form'
import { isProblem, toProblem } from '@/kernel/problem'
import { Button, buttonClass } from '@/ui/button'
import { ProblemNotice } from '@/ui/error-state'
import { Notice } from '@/ui/notice'
import { Page, PageHeader, Trail } from '@/ui/page'
import { PageSkeleton } from '@/ui/skeleton'
import { useToast } from '@/ui/toast'
import { messages } from '../messages.en'
import { supplierKeys, supplierQuery } from '../queries'
import { SupplierFields } from './form'
import { changesOf, type SupplierValues, supplierFields, supplierValues, valuesOf } from './values'

const route = getRouteApi('/signed-in/suppliers/$id/edit')

export default function SupplierUpdate(): ReactNode {
  const { id } = route.useParams()
  const query = useQuery({ ...supplierQuery(id), refetchOnWindowFocus: false })
  return (
    <Answered query={query} waiting={<PageSkeleton />}>
      {({ supplier, etag }) => <Editor supplier={supplier} etag={etag} />}
    </Answered>
  )
}

function Editor({ supplier, etag }: { supplier: SupplierDocument; etag: string }) {
  const form = useForm<SupplierValues>({
    resolver: valibotResolver(supplierValues),
    defaultValues: valuesOf(supplier),
  })
  const saving = useSaving(supplier, etag, form)
  const isStale = isProblem(saving.error, 'stale')
  const submit = form.handleSubmit((values) => saving.mutateAsync(values).catch(() => undefined))
  const hasFieldErrors = Object.keys(form.formState.errors).length > 0
  return (
    <Page isNarrow>
      <PageHeader
        title={messages.editTitle(supplier.name)}
        summary={messages.editLead}
        trail={
          <Trail label={messages.trail} here={messages.edit}>
            <Link {...paths.suppliers()}>{messages.title}</Link>
            <Link {...paths.supplier(supplier.id)}>{supplier.name}</Link>
          </Trail>
        }
      />
      <SupplierFields form={form} onSubmit={() => void submit()}>
        {isStale ? <Stale id={supplier.id} form={form} onLoaded={saving.reset} /> : null}
        {saving.error && !isStale && !hasFieldErrors ? (
          <ProblemNotice problem={toProblem(saving.error)} />
        ) : null}
        <div className="flex justify-end gap-2 max-sm:[&>*]:flex-1">
          <Link {...paths.supplier(supplier.id)} className={buttonClass()}>
            {messages.cancel}
          </Link>
          <Button type="submit" look="primary" isBusy={saving.isPending}>
            {messages.editSubmit}
          </Button>
        </div>
      </SupplierFields>
    </Page>
  )
}

type Form = ReturnType<typeof useForm<SupplierValues>>

function useSaving(supplier: SupplierDocument, etag: string, form: Form) {
  const router = useRouter()
  const cache = useQueryClient()
  const toast = useToast()
  return useMutation({
    mutationFn: (values: SupplierValues) =>
      answer(
        api.PATCH('/v1/suppliers/{id}', {
          params: { path: { id: supplier.id }, header: { 'If-Match': etag } },
          body: changesOf(valuesOf(supplier), values),
        }),
      ),
    onSuccess: async () => {
      toast.done({ title: messages.edited })
      await cache.invalidateQueries({ queryKey: supplierKeys.all })
      await router.navigate({ ...paths.supplier(supplier.id), replace: true })
    },
    onError: (thrown) => showFieldErrors(form, toProblem(thrown), supplierFields),
  })
}

type StaleProps = { id: string; form: Form; onLoaded: () => void }

/** Somebody was quicker: their state becomes the ground, what was typed here stays on top. */
function Stale({ id, form, onLoaded }: StaleProps) {
  const cache = useQueryClient()
  const toast = useToast()
  const loading = useMutation({
    mutationFn: () => cache.fetchQuery({ ...supplierQuery(id), staleTime: 0 }),
    onSuccess: ({ supplier }) => {
      form.reset(valuesOf(supplier), { keepDirtyValues: true })
      onLoaded()
      toast.done({ title: messages.loaded })
    },
    onError: (thrown) => toast.failed({ title: toProblem(thrown).title }),
  })
  return (
    <Notice
      tone="warn"
      title={messages.stale}
      actions={
        <Button size="sm" isBusy={loading.isPending} onClick={() => loading.mutate()}>
          {messages.load}
        </Button>
      }
    >
      {messages.staleDetail}
    </Notice>
  )
}
