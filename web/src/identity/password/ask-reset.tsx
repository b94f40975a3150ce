import { valibotResolver } from '@hookform/resolvers/valibot'
import { useMutation } from '@tanstack/react-query'
import { getRouteApi, Link, useRouterState } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { type UseFormReturn, useForm } from 'react-hook-form'
import { answer, api } from '@/api/client'
import { paths } from '@/app/paths'
import { showFieldErrors } from '@/kernel/form'
import { toProblem } from '@/kernel/problem'
import { Button, buttonClass } from '@/ui/button'
import { DescriptionList } from '@/ui/description-list'
import { ProblemNotice } from '@/ui/error-state'
import { Notice } from '@/ui/notice'
import { AccountFields } from '../account-fields'
import { EntryPage } from '../entry-page'
import { lastOrganisation } from '../last-organisation'
import { messages } from '../messages.en'
import { typedEmail } from '../typed-email'
import { type Forgotten, forgotten, toldToWait } from './forgotten'

const words = messages.askReset
const route = getRouteApi('/forgotten-password')

/** The answer, which is the same whether or not there is such an account. */
type Heard = Forgotten & { minutes: number }

const ask = (body: Forgotten) => answer(api.POST('/v1/password/ask-reset', { body }))

/** Asks for a mail with a link to a new password. */
export default function AskReset(): ReactNode {
  const { organisation } = route.useSearch()
  const email = useRouterState({ select: ({ location }) => typedEmail(location.state) })
  const [typed, setTyped] = useState<Forgotten>(() => ({
    organisation: organisation ?? lastOrganisation(),
    email,
  }))
  const [heard, setHeard] = useState<Heard | null>(null)
  const change = () => {
    if (heard) setTyped(heard)
    setHeard(null)
  }
  return (
    <EntryPage>
      {heard ? (
        <Sent heard={heard} onChange={change} />
      ) : (
        <AskForm typed={typed} onHeard={setHeard} />
      )}
    </EntryPage>
  )
}

type AskFormProps = { typed: Forgotten; onHeard: (heard: Heard) => void }

function AskForm({ typed, onHeard }: AskFormProps) {
  const form = useForm<Forgotten>({ resolver: valibotResolver(forgotten), defaultValues: typed })
  const asking = useAsking(form, onHeard)
  const first = useRef<keyof Forgotten>(typed.organisation ? 'email' : 'organisation')
  useEffect(() => form.setFocus(first.current), [form])
  const errors = form.formState.errors
  const [organisation, email] = form.watch(['organisation', 'email'])
  return (
    <>
      <title>{`${words.title} · Countersign`}</title>
      <h1 className="font-semibold text-3xl tracking-[-0.025em]">{words.title}</h1>
      <p className="mt-1 text-muted">{words.lead}</p>
      <form
        noValidate
        className="mt-7 flex flex-col gap-4"
        onSubmit={form.handleSubmit((values) => asking.mutateAsync(values).catch(() => undefined))}
      >
        {asking.error && Object.keys(errors).length === 0 ? (
          <ProblemNotice problem={toldToWait(toProblem(asking.error))} />
        ) : null}
        <AccountFields
          organisation={form.register('organisation')}
          email={form.register('email')}
          errors={{ organisation: errors.organisation?.message, email: errors.email?.message }}
        />
        <Button type="submit" look="primary" isBusy={asking.isPending} className="mt-2 h-10 w-full">
          {words.submit}
        </Button>
      </form>
      <ToSignIn typed={{ organisation, email }} />
    </>
  )
}

function useAsking(form: UseFormReturn<Forgotten>, onHeard: (heard: Heard) => void) {
  return useMutation({
    mutationFn: ask,
    onSuccess: ({ link_life_minutes }, asked) => onHeard({ ...asked, minutes: link_life_minutes }),
    onError: (thrown) => showFieldErrors(form, toProblem(thrown), ['organisation', 'email']),
  })
}

type SentProps = { heard: Heard; onChange: () => void }

function Sent({ heard, onChange }: SentProps) {
  const { organisation, email, minutes } = heard
  const again = useMutation({ mutationFn: () => ask({ organisation, email }) })
  // What had the focus is gone, and what stands here instead is to be read.
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  return (
    <>
      <title>{`${words.sent} · Countersign`}</title>
      <h1
        ref={title}
        tabIndex={-1}
        className="font-semibold text-3xl tracking-[-0.025em] outline-none"
      >
        {words.sent}
      </h1>
      <p className="mt-1 text-muted [overflow-wrap:anywhere]">
        {words.sentLead(organisation, minutes)}
      </p>
      <div className="mt-5 rounded-md bg-sunken px-4 py-3">
        <DescriptionList
          facts={[
            { term: messages.organisation, value: organisation },
            { term: messages.email, value: email },
          ]}
        />
      </div>
      <ul className="mt-5 flex list-disc flex-col gap-1.5 pl-4 text-muted text-sm marker:text-faint">
        {words.hints.map((hint) => (
          <li key={hint}>{hint}</li>
        ))}
      </ul>
      <div className="mt-6 flex flex-col gap-2">
        {again.isSuccess ? <Notice tone="good" title={words.sentAgain} /> : null}
        {again.error ? <ProblemNotice problem={toldToWait(toProblem(again.error))} /> : null}
        <Button isBusy={again.isPending} className="h-10" onClick={() => again.mutate()}>
          {words.again}
        </Button>
        <Button className="h-10" onClick={onChange}>
          {words.change}
        </Button>
      </div>
      <ToSignIn typed={heard} />
    </>
  )
}

/** The way back, with what was typed; an address of somebody stays out of the page's own. */
function ToSignIn({ typed }: { typed: Forgotten }) {
  return (
    <Link
      to={paths.signIn().to}
      search={(old) => ({ ...old, organisation: typed.organisation || undefined })}
      state={{ email: typed.email }}
      className={`${buttonClass('ghost')} mt-2 h-10 w-full`}
    >
      {words.toSignIn}
    </Link>
  )
}
