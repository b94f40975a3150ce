import { Link } from '@tanstack/react-router'
import { SearchX } from 'lucide-react'
import { buttonClass } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { Page } from '@/ui/page'
import { messages } from './messages.en'
import { paths } from './paths'

export function NotFound() {
  return (
    <Page isNarrow>
      <EmptyState
        icon={<SearchX />}
        title={messages.notFound}
        actions={
          <Link {...paths.home()} className={buttonClass('primary')}>
            {messages.toHome}
          </Link>
        }
      >
        {messages.notFoundDetail}
      </EmptyState>
    </Page>
  )
}

/** The same outside the shell, where no screen stands around it. */
export function LostPage() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <NotFound />
    </main>
  )
}
