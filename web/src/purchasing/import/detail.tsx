import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Answered } from '@/api/answered'
import { Page } from '@/ui/page'
import { PageSkeleton } from '@/ui/skeleton'
import { importQuery } from './queries'
import { Discarded, Made, Undone } from './result'
import { TriedImport } from './tried'

const route = getRouteApi('/signed-in/imports/$id')

/** One import: tried and being mapped, made, taken back, or thrown away. */
export default function ImportDetail(): ReactNode {
  const { id } = route.useParams()
  // A look from another window must not change the rows under somebody who is mapping them.
  const query = useQuery({ ...importQuery(id), refetchOnWindowFocus: false })
  return (
    <Answered query={query} waiting={<PageSkeleton />}>
      {(seen) => (
        <Page key={seen.import.id}>
          {seen.import.state === 'tried' ? (
            <TriedImport seen={seen} />
          ) : seen.import.state === 'confirmed' ? (
            <Made seen={seen} />
          ) : seen.import.state === 'undone' ? (
            <Undone subject={seen.import} />
          ) : (
            <Discarded subject={seen.import} />
          )}
        </Page>
      )}
    </Answered>
  )
}
