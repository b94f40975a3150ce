import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useCan } from '@/access/can'
import { useMe } from '@/access/me'
import { Answered } from '@/api/answered'
import { answer, api } from '@/api/client'
import type { PermissionsOfPerson, Person } from '@/api/schema.gen'
import { fieldErrors, toProblem } from '@/kernel/problem'
import { Button } from '@/ui/button'
import { ProblemNotice } from '@/ui/error-state'
import { FormDialog } from '@/ui/form-dialog'
import { Notice } from '@/ui/notice'
import { TableSkeleton } from '@/ui/skeleton'
import { TextArea } from '@/ui/text-field'
import { useToast } from '@/ui/toast'
import { permissionsOfQuery } from '../people-queries'
import { words } from '../people-words.en'
import { goneWith, noRights, type Rights, RightsToTake } from './rights-to-take'

const texts = words.take

/** Takes roles and permissions from somebody else. */
export function RevokeGrants({ person }: { person: Person }) {
  const [isAsked, setIsAsked] = useState(false)
  const [canTake, canSee] = [useCan('person.revoke_grants'), useCan('permission.view')]
  const isSelf = useMe().person.id === person.id
  if (!canTake || !canSee || isSelf) return null
  return (
    <>
      <Button look="danger" onClick={() => setIsAsked(true)}>
        {words.takeRights}
      </Button>
      {isAsked ? <Asked person={person} onClose={() => setIsAsked(false)} /> : null}
    </>
  )
}

type AskedProps = { person: Person; onClose: () => void }

/** The dialog: what to take and why. */
function Asked({ person, onClose }: AskedProps) {
  const query = useQuery(permissionsOfQuery(person.id))
  const [rights, setRights] = useState<Rights>(noRights)
  const [reason, setReason] = useState('')
  const [isTried, setIsTried] = useState(false)
  const taking = useTaking(person, onClose)
  const isNothing = Object.values(rights).every((chosen) => chosen.length === 0)
  const problem = taking.error ? toProblem(taking.error) : null
  const faults = problem ? Object.values(fieldErrors(problem)) : []
  const submit = () => {
    setIsTried(true)
    if (!isNothing && reason.trim() !== '' && !taking.isPending)
      taking.mutate({ ...rights, reason: reason.trim() })
  }
  return (
    <FormDialog
      size="lg"
      title={texts.title(person.name)}
      description={texts.lead}
      back={texts.back}
      submit={words.takeRights}
      look="danger"
      isBusy={taking.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      {problem ? <ProblemNotice problem={problem} /> : null}
      {faults.length > 0 ? <Notice tone="bad">{faults.join(' ')}</Notice> : null}
      {isTried && isNothing ? <Notice tone="bad">{texts.nothing}</Notice> : null}
      <Answered query={query} waiting={<TableSkeleton />}>
        {(held) => (
          <>
            <RightsToTake held={held} rights={rights} onChange={setRights} />
            {isNothing ? null : <Result held={held} rights={rights} />}
          </>
        )}
      </Answered>
      <TextArea
        label={texts.reason}
        rows={2}
        maxLength={500}
        error={isTried && reason.trim() === '' ? texts.needReason : undefined}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </FormDialog>
  )
}

function Result({ held, rights }: { held: PermissionsOfPerson; rights: Rights }) {
  const gone = goneWith(held.permissions, rights).length
  return <Notice tone="warn">{texts.result(gone, held.permissions.length - gone)}</Notice>
}

function useTaking({ id, name }: Person, onClose: () => void) {
  const cache = useQueryClient()
  const toast = useToast()
  return useMutation({
    mutationFn: ({ roles, ownRoles, permissions, reason }: Rights & { reason: string }) => {
      const rights = { roles: [...roles], custom_roles: [...ownRoles] }
      const body = { ...rights, permissions: [...permissions], reason }
      return answer(api.POST('/v1/people/{id}/revoke-grants', { params: { path: { id } }, body }))
    },
    onSuccess: () => {
      toast.done({ title: texts.done(name) })
      onClose()
    },
    onSettled: () => cache.invalidateQueries({ queryKey: ['people'] }),
  })
}
