import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Answered } from '@/api/answered'
import { Page } from '@/ui/page'
import { PageSkeleton } from '@/ui/skeleton'
import { importQuery, jobUnderWay, type SeenImport } from './queries'
import { Discarded, Made, Undone } from './result'
import { Stopped, Untried } from './stopped'
import { TriedImport } from './tried'
import { UnderWay } from './under-way'

const route = getRouteApi('/signed-in/imports/$id')
const looksEveryMs = 700

/** One import: at work, tried and being mapped, made, taken back, or thrown away. */
export default function ImportDetail(): ReactNode {
  const { id } = route.useParams()
  const query = useQuery({
    ...importQuery(id),
    // A look from another window must not change the rows under somebody who is mapping them.
    refetchOnWindowFocus: false,
    refetchInterval: ({ state }) =>
      state.data && jobUnderWay(state.data.import) ? looksEveryMs : false,
  })
  return (
    <Answered query={query} waiting={<PageSkeleton />}>
      {(seen) => (
        <Page key={seen.import.id}>
          <Shown seen={seen} />
        </Page>
      )}
    </Answered>
  )
}

function Shown({ seen }: { seen: SeenImport }) {
  const subject = seen.import
  const job = jobUnderWay(subject)
  if (job) return <UnderWay subject={subject} job={job} />
  if (subject.state === 'uploaded') return <Untried seen={seen} />
  return (
    <>
      {subject.job ? (
        <div className="mb-4">
          <Stopped subject={subject} />
        </div>
      ) : null}
      {subject.state === 'tried' ? (
        <TriedImport seen={seen} />
      ) : subject.state === 'confirmed' ? (
        <Made seen={seen} />
      ) : subject.state === 'undone' ? (
        <Undone subject={subject} />
      ) : (
        <Discarded subject={subject} />
      )}
    </>
  )
}
