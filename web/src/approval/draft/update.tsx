import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link, useRouter } from '@tanstack/react-router'
import { type FormEvent, type ReactNode, useMemo, useState } from 'react'
import { Answered } from '@/api/answered'
import { answer, api } from '@/api/client'
import type { ApprovalPolicyDraft, Policy } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { fieldErrors, isProblem, toProblem } from '@/kernel/problem'
import { Button, buttonClass } from '@/ui/button'
import { ProblemNotice } from '@/ui/error-state'
import { Notice } from '@/ui/notice'
import { Page, PageHeader, Trail } from '@/ui/page'
import { Segmented } from '@/ui/segmented'
import { PageSkeleton } from '@/ui/skeleton'
import { TextArea, TextField } from '@/ui/text-field'
import { useToast } from '@/ui/toast'
import { messages } from '../messages.en'
import { draftQuery, policyKeys } from '../queries'
import { definitionErrors, type Editing, EditingContext } from './editing'
import { messages as words } from './editor-words.en'
import { PolicyForm } from './policy-form'
import { readText, textOf } from './policy-text'
import { TextForm } from './text-form'

const route = getRouteApi('/signed-in/approval-policies/drafts/$id/edit')

/** A draft as a form or as text: both edit the same policy. */
export default function DraftUpdate(): ReactNode {
  const { id } = route.useParams()
  const query = useQuery({
    ...draftQuery(id),
    refetchOnWindowFocus: false,
    refetchOnMount: 'always',
  })
  return (
    <Answered query={query} waiting={<PageSkeleton />}>
      {({ draft, etag }) => <Editor draft={draft} etag={etag} />}
    </Answered>
  )
}

type EditorProps = { draft: ApprovalPolicyDraft; etag: string }

function Editor({ draft, etag }: EditorProps) {
  // The revision that was opened is the one that is saved on, whatever is read meanwhile.
  const [opened] = useState({ etag, draft })
  const [name, setName] = useState(draft.name)
  const [note, setNote] = useState(draft.note ?? '')
  const [text, setText] = useState(() => textOf(draft.definition))
  const [view, setView] = useState<'form' | 'text'>('form')
  const read = useMemo(() => readText(text), [text])
  const saving = useSaving(opened)
  const problem = saving.error ? toProblem(saving.error) : null
  const errors = definitionErrors(problem)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (read.is === 'broken' || saving.isPending) return
    saving.mutate({ name, note, definition: read.is === 'policy' ? read.policy : read.value })
  }
  const own = problem ? fieldErrors(problem) : {}
  return (
    <Page isNarrow>
      <Header draft={opened.draft} />
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        <Refused problem={problem} hasFields={Object.keys(own).length > 0} />
        <TextField
          label={words.name}
          maxLength={120}
          value={name}
          error={own.name}
          onChange={(event) => setName(event.target.value)}
        />
        <TextArea
          label={words.note}
          hint={words.noteHint}
          isOptional
          rows={2}
          maxLength={4000}
          value={note}
          error={own.note}
          onChange={(event) => setNote(event.target.value)}
        />
        <span>
          <Segmented
            label={words.view}
            value={view}
            onValueChange={setView}
            segments={[
              { value: 'form', label: words.form },
              { value: 'text', label: words.text },
            ]}
          />
        </span>
        {view === 'form' && read.is === 'policy' ? (
          <Ground draft={opened.draft} policy={read.policy} errors={errors}>
            <PolicyForm
              policy={read.policy}
              errors={errors}
              onChange={(policy) => setText(textOf(policy))}
            />
          </Ground>
        ) : (
          <>
            {view === 'form' ? <Notice tone="warn">{words.onlyText}</Notice> : null}
            <TextForm text={text} read={read} errors={errors} onChange={setText} />
          </>
        )}
        <div className="flex justify-end gap-2 max-sm:[&>*]:flex-1">
          <Link {...paths.approvalPolicyDraft(draft.id)} className={buttonClass()}>
            {words.cancel}
          </Link>
          <Button
            type="submit"
            look="primary"
            isBusy={saving.isPending}
            isDisabled={read.is === 'broken'}
          >
            {words.save}
          </Button>
        </div>
      </form>
    </Page>
  )
}

function Header({ draft }: { draft: ApprovalPolicyDraft }) {
  return (
    <PageHeader
      title={words.title(draft.name)}
      summary={words.lead}
      trail={
        <Trail label={messages.trail} here={words.edit}>
          <Link {...paths.approvalPolicies()}>{messages.title}</Link>
          <Link {...paths.approvalPolicyDraft(draft.id)}>{draft.name}</Link>
        </Trail>
      }
    />
  )
}

type RefusedProps = { problem: ReturnType<typeof toProblem> | null; hasFields: boolean }

function Refused({ problem, hasFields }: RefusedProps) {
  if (!problem || hasFields) return null
  if (problem.code === 'stale')
    return (
      <Notice tone="warn" title={words.stale}>
        {words.staleDetail}
      </Notice>
    )
  return <ProblemNotice problem={problem} />
}

type Written = { name: string; note: string; definition: unknown }

function useSaving({ draft, etag }: EditorProps) {
  const router = useRouter()
  const cache = useQueryClient()
  const toast = useToast()
  const leave = async () => {
    await cache.invalidateQueries({ queryKey: policyKeys.all })
    await router.navigate({ ...paths.approvalPolicyDraft(draft.id), replace: true })
  }
  return useMutation({
    mutationFn: ({ name, note, definition }: Written) =>
      answer(
        api.PATCH('/v1/approval-policy-drafts/{id}', {
          params: { path: { id: draft.id }, header: { 'If-Match': etag } },
          // Of text that the form does not know the server says what is wrong.
          body: { name, note: note.trim() || null, definition: definition as Policy },
        }),
      ),
    onSuccess: async () => {
      toast.done({ title: words.saved })
      await leave()
    },
    onError: async (thrown) => {
      if (isProblem(thrown, 'draft_unchanged')) await leave()
    },
  })
}

type GroundProps = {
  draft: ApprovalPolicyDraft
  policy: Policy
  errors: Record<string, string>
  children: ReactNode
}

/** What every field of the form stands on. */
function Ground({ draft, policy, errors, children }: GroundProps) {
  const [names, setNames] = useState<Record<string, string>>(() =>
    Object.fromEntries(draft.names.map(({ id, name }) => [id, name])),
  )
  const editing: Editing = {
    currency: policy.currency,
    nameOf: (id) => names[id] ?? id,
    learn: (id, name) => setNames((old) => ({ ...old, [id]: name })),
    errorAt: (path) => errors[path],
  }
  return <EditingContext value={editing}>{children}</EditingContext>
}
