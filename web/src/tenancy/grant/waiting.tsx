import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useCan } from '@/access/can'
import { paths } from '@/app/paths'
import { Card } from '@/ui/card'
import { Pill } from '@/ui/pill'
import { type Ask, GrantActs, useAskedOfGrant } from './acts'
import { grantsQuery, type SeenGrant } from './queries'
import { AskedBy, GrantFacts } from './rights'
import { words } from './words.en'

/** What somebody waits for; nothing where nothing waits. */
export function WaitingGrants({ personId }: { personId: string }) {
  const canSee = useCan('grant.view')
  const waiting = grantsQuery({ state: 'waiting', person_id: personId })
  const { data } = useInfiniteQuery({ ...waiting, enabled: canSee })
  const { ask, dialog } = useAskedOfGrant()
  const grants = data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <>
      {canSee && grants.length > 0 ? <List personId={personId} grants={grants} ask={ask} /> : null}
      {dialog}
    </>
  )
}

type ListProps = { personId: string; grants: readonly SeenGrant[]; ask: Ask }

function List({ personId, grants, ask }: ListProps) {
  return (
    <Card
      title={words.waits}
      aside={
        <Link {...paths.grants({ person_id: personId })} className="hover:underline">
          {words.ofPerson}
        </Link>
      }
      isFlush
    >
      <ul className="border-line border-t">
        {grants.map((grant) => (
          <Waiting key={grant.id} grant={grant} ask={ask} />
        ))}
      </ul>
    </Card>
  )
}

function Waiting({ grant, ask }: { grant: SeenGrant; ask: Ask }) {
  return (
    <li className="flex flex-wrap items-start gap-x-6 gap-y-3 border-line border-b px-5 py-3.5 last:border-0 max-sm:px-4">
      <div className="flex min-w-0 flex-1 basis-72 flex-col gap-2">
        <GrantFacts grant={grant} />
        <AskedBy grant={grant} />
      </div>
      <div className="flex flex-col items-end gap-2 max-sm:w-full max-sm:items-start">
        <Pill tone="warn">{words.states.waiting}</Pill>
        <GrantActs grant={grant} ask={ask} />
      </div>
    </li>
  )
}
