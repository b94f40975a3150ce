import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useBlocker, useRouter } from '@tanstack/react-router'
import { type ReactNode, useRef, useState } from 'react'
import type { HeldPermission, PermissionView } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { type Problem, toProblem } from '@/kernel/problem'
import { Button } from '@/ui/button'
import { Card } from '@/ui/card'
import { ProblemNotice } from '@/ui/error-state'
import { focusFault } from '@/ui/focus-fault'
import { Keys } from '@/ui/kbd'
import { Notice } from '@/ui/notice'
import { Page, PageHeader } from '@/ui/page'
import { Select } from '@/ui/select'
import { useShortcut } from '@/ui/shortcuts'
import { TextArea, TextField } from '@/ui/text-field'
import { useToast } from '@/ui/toast'
import { PermissionChoice } from '../grant/permission-choice'
import { GuardedLegend } from '../permission/guarded-mark'
import { type DraftRole, type Errors, faultsOf, isSame, serverFaults, templateOf } from './draft'
import { roleKeys, type SeenRole } from './queries'
import { words } from './words.en'

const texts = words.form
const nothingHeld: ReadonlyMap<string, HeldPermission> = new Map()

type RoleFormProps = {
  title: string
  summary: string
  trail: ReactNode
  act: string
  before: DraftRole
  catalogue: readonly PermissionView[]
  /** Roles to start from. */
  roles: readonly SeenRole[]
  send: (draft: DraftRole) => Promise<SeenRole>
  done: (role: SeenRole) => string
}

/** A role as it is written: what it is called, and what its template holds. */
export function RoleForm({ catalogue, roles, ...props }: RoleFormProps) {
  const { draft, errors, problem, change, submit, isPending } = useWriting(props)
  const wrong = Object.keys(errors).length
  useShortcut('$mod+Enter', props.act, submit, true)
  return (
    <Page>
      <PageHeader
        trail={props.trail}
        title={props.title}
        summary={props.summary}
        areActionsSticky
        actions={
          <Button look="primary" isBusy={isPending} onClick={submit}>
            {props.act}
            <span aria-hidden="true" className="max-lg:hidden">
              <Keys chord="$mod+Enter" />
            </span>
          </Button>
        }
      />
      <div className="flex flex-col gap-4 empty:hidden">
        {wrong > 0 ? <Notice tone="bad">{texts.wrong(wrong)}</Notice> : null}
        {problem ? <ProblemNotice problem={problem} /> : null}
      </div>
      <div className="mt-4 grid gap-4 first:mt-0 lg:grid-cols-[400px_minmax(0,1fr)] lg:items-start">
        <div className="min-w-0 lg:sticky lg:top-16">
          <About {...{ draft, errors, catalogue, roles, change }} />
        </div>
        <PermissionChoice
          title={texts.permissions}
          lead={
            <>
              <p>{texts.permissionsLead}</p>
              <GuardedLegend />
            </>
          }
          catalogue={catalogue}
          held={nothingHeld}
          chosen={draft.permissions}
          errors={errors}
          onChange={(permissions) => change({ permissions })}
        />
      </div>
    </Page>
  )
}

type AboutProps = Pick<RoleFormProps, 'catalogue' | 'roles'> & {
  draft: DraftRole
  errors: Errors
  change: (part: Partial<DraftRole>) => void
}

function About({ draft, errors, catalogue, roles, change }: AboutProps) {
  const isGuarded = catalogue.some(
    ({ code, is_guarded }) => is_guarded && draft.permissions.includes(code),
  )
  return (
    <Card title={texts.about}>
      <div className="flex flex-col gap-4">
        <TextField
          label={texts.name}
          hint={texts.nameHint}
          maxLength={60}
          autoComplete="off"
          error={errors.name}
          value={draft.name}
          onChange={(event) => change({ name: event.target.value })}
        />
        <TextArea
          label={texts.description}
          isOptional
          rows={2}
          maxLength={500}
          error={errors.description}
          value={draft.description}
          onChange={(event) => change({ description: event.target.value })}
        />
        <Select
          label={texts.from}
          hint={texts.fromHint}
          isOptional
          placeholder={texts.blank}
          value=""
          options={roles.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={({ target: { value } }) => {
            const role = roles.find(({ id }) => id === value)
            if (role) change({ permissions: templateOf(role, catalogue) })
          }}
        />
        <p role="status" className="text-muted text-sm">
          {texts.chosen(draft.permissions.length)}
        </p>
        {isGuarded ? (
          <Notice tone="info" title={texts.guarded}>
            {texts.guardedDetail}
          </Notice>
        ) : null}
      </div>
    </Card>
  )
}

/** What is written and what is wrong with it; a field that is changed is wrong no more, and what was typed is not left by mistake. */
function useWriting({ before, send, done }: Pick<RoleFormProps, 'before' | 'send' | 'done'>) {
  const [draft, setDraft] = useState(before)
  const [errors, setErrors] = useState<Errors>({})
  /** What was refused and stands beside no field. */
  const [problem, setProblem] = useState<Problem | null>(null)
  const isLeaving = useRef(false)
  const router = useRouter()
  const cache = useQueryClient()
  const toast = useToast()
  const isDirty = !isSame(draft, before)
  useBlocker({
    shouldBlockFn: () => isDirty && !isLeaving.current && !globalThis.confirm(texts.leave),
    enableBeforeUnload: () => isDirty && !isLeaving.current,
  })
  const change = (part: Partial<DraftRole>) => {
    setDraft({ ...draft, ...part })
    const names = Object.keys(part)
    const isGone = (path: string) =>
      names.some((name) => path === name || path.startsWith(`${name}.`))
    setErrors(Object.fromEntries(Object.entries(errors).filter(([path]) => !isGone(path))))
  }
  const sending = useMutation({
    mutationFn: send,
    onSuccess: async (role) => {
      toast.done({ title: done(role) })
      isLeaving.current = true
      await cache.invalidateQueries({ queryKey: roleKeys.all })
      await router.navigate(paths.role(role.id))
    },
    onError: (thrown, sent) => {
      const refusal = toProblem(thrown)
      const faults = serverFaults(sent, refusal)
      focusFault(() => {
        setErrors(faults)
        setProblem(Object.keys(faults).length === 0 ? refusal : null)
      })
    },
  })
  const submit = () => {
    if (sending.isPending) return
    const faults = faultsOf(draft)
    focusFault(() => {
      setErrors(faults)
      setProblem(null)
    })
    if (Object.keys(faults).length === 0) sending.mutate(draft)
  }
  return { draft, errors, problem, change, submit, isPending: sending.isPending }
}
