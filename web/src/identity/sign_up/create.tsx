import { valibotResolver } from '@hookform/resolvers/valibot'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { DoorClosed } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { type UseFormReturn, useForm } from 'react-hook-form'
import { answer, api } from '@/api/client'
import type { Region } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { showFieldErrors } from '@/kernel/form'
import { isProblem, toProblem } from '@/kernel/problem'
import { Button, buttonClass } from '@/ui/button'
import { DescriptionList } from '@/ui/description-list'
import { EmptyState } from '@/ui/empty-state'
import { ErrorState, ProblemNotice } from '@/ui/error-state'
import { TableSkeleton } from '@/ui/skeleton'
import { EntryPage } from '../entry-page'
import { Names, Place, signUpFields } from './fields'
import { offerQuery } from './offer'
import { emptySignUp, requested, type SignUp, signUp, toldWhen } from './values'
import { words } from './words.en'

/** Whoever signs up types what is their own. */
const own = {
  personName: words.personName,
  personComplete: 'name',
  email: words.email,
  emailComplete: 'email',
}

/** The answer, which is the same whether or not the address is known here. */
type Heard = { typed: SignUp; hours: number }

/** Signs an organisation up: a few facts, then a mail. */
export default function CreateSignUp(): ReactNode {
  const query = useQuery(offerQuery)
  return (
    <EntryPage isWide>
      {query.data ? (
        <Offered offer={query.data} />
      ) : query.error ? (
        <ErrorState problem={toProblem(query.error)} onRetry={() => void query.refetch()} />
      ) : (
        <>
          <p className="sr-only">{words.loading}</p>
          <TableSkeleton rows={5} />
        </>
      )}
    </EntryPage>
  )
}

function Offered({ offer }: { offer: { is_open: boolean; regions: Region[] } }) {
  const [typed, setTyped] = useState<SignUp>(() => emptySignUp(offer.regions))
  const [heard, setHeard] = useState<Heard | null>(null)
  if (!offer.is_open) return <Closed />
  const change = () => {
    if (heard) setTyped(heard.typed)
    setHeard(null)
  }
  return heard ? (
    <Sent heard={heard} onChange={change} />
  ) : (
    <SignUpForm typed={typed} regions={offer.regions} onHeard={setHeard} />
  )
}

export function Closed() {
  return (
    <EmptyState icon={<DoorClosed />} title={words.closed} actions={<ToSignIn />}>
      {words.closedDetail}
    </EmptyState>
  )
}

type SignUpFormProps = {
  typed: SignUp
  regions: readonly Region[]
  onHeard: (heard: Heard) => void
}

function SignUpForm({ typed, regions, onHeard }: SignUpFormProps) {
  const form = useForm<SignUp>({ resolver: valibotResolver(signUp), defaultValues: typed })
  const asking = useAsking(form, onHeard)
  useEffect(() => form.setFocus('organisation_name'), [form])
  const hasFieldErrors = Object.keys(form.formState.errors).length > 0
  if (isProblem(asking.error, 'sign_up_closed')) return <Closed />
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
        {asking.error && !hasFieldErrors ? (
          <ProblemNotice problem={toldWhen(toProblem(asking.error))} />
        ) : null}
        <Names form={form} whose={own} />
        <Place form={form} regions={regions} />
        <Button type="submit" look="primary" isBusy={asking.isPending} className="mt-2 h-10 w-full">
          {words.submit}
        </Button>
      </form>
      <ToSignIn />
    </>
  )
}

function useAsking(form: UseFormReturn<SignUp>, onHeard: (heard: Heard) => void) {
  return useMutation({
    mutationFn: (typed: SignUp) => answer(api.POST('/v1/sign-ups', { body: requested(typed) })),
    onSuccess: ({ link_life_hours }, typed) => onHeard({ typed, hours: link_life_hours }),
    onError: (thrown) => showFieldErrors(form, toProblem(thrown), signUpFields),
  })
}

type SentProps = { heard: Heard; onChange: () => void }

function Sent({ heard: { typed, hours }, onChange }: SentProps) {
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
      <p className="mt-1 text-muted">{words.sentLead(hours)}</p>
      <div className="mt-5 rounded-md bg-sunken px-4 py-3">
        <DescriptionList
          facts={[
            { term: words.organisationName, value: typed.organisation_name },
            { term: words.email, value: typed.email },
          ]}
        />
      </div>
      <ul className="mt-5 flex list-disc flex-col gap-1.5 pl-4 text-muted text-sm marker:text-faint">
        {words.hints.map((hint) => (
          <li key={hint}>{hint}</li>
        ))}
      </ul>
      <Button className="mt-6 h-10 w-full" onClick={onChange}>
        {words.change}
      </Button>
      <ToSignIn />
    </>
  )
}

function ToSignIn() {
  return (
    <Link {...paths.signIn()} className={`${buttonClass('ghost')} mt-2 h-10 w-full`}>
      {words.toSignIn}
    </Link>
  )
}
