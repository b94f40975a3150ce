import { useQuery } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense } from 'react'
import { Answered } from '@/api/answered'
import { findAction } from '@/ui/action-button'
import { Notice } from '@/ui/notice'
import { TableSkeleton } from '@/ui/skeleton'
import { messages } from '../messages.en'
import { Settings } from '../settings/shell'
import { organisationQuery } from './queries'

const Editor = lazy(() => import('./editor'))
const Facts = lazy(() => import('./facts'))
const Home = lazy(() => import('./home'))
const Logo = lazy(() => import('./set-logo'))
const words = messages.organisation

export default function OrganisationUpdate(): ReactNode {
  const query = useQuery({ ...organisationQuery, staleTime: 0, refetchOnWindowFocus: false })
  return (
    <Settings lead={words.lead}>
      <Answered query={query}>
        {(organisation) => {
          const action = findAction(organisation.actions, 'organisation.update')
          const isOpen = action !== undefined && !action.closed_because
          return (
            <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_360px] lg:items-start">
              {isOpen ? (
                <Suspense fallback={<TableSkeleton rows={6} />}>
                  <Editor organisation={organisation} />
                </Suspense>
              ) : (
                <div className="flex flex-col gap-4">
                  <Notice tone="info">{words.readOnly}</Notice>
                  <Suspense fallback={<TableSkeleton rows={6} />}>
                    <Facts organisation={organisation} />
                  </Suspense>
                </div>
              )}
              <div className="flex min-w-0 flex-col gap-4">
                <Suspense fallback={<TableSkeleton rows={3} />}>
                  <Logo organisation={organisation} />
                  <Home />
                </Suspense>
              </div>
            </div>
          )
        }}
      </Answered>
    </Settings>
  )
}
