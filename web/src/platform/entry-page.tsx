import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { paths } from '@/app/paths'
import { messages } from './messages.en'

const words = messages.entry

type EntryPageProps = { isWide?: boolean; children: ReactNode }

/** The frame of what an operator sees before they are in: it cannot be taken for the page that tenants sign in at. */
export function EntryPage({ isWide = false, children }: EntryPageProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <PlaneHead />
      <main className="flex flex-1 flex-col items-center px-4 py-8 sm:py-14">
        <div
          className={`card w-full px-6 py-7 sm:px-8 ${isWide ? 'max-w-[520px]' : 'max-w-[420px]'}`}
        >
          {children}
        </div>
        <p className="mt-6 text-center text-muted text-sm">
          {words.notHere}{' '}
          <Link {...paths.signIn()} className="text-ink underline underline-offset-2">
            {words.toTenants}
          </Link>
        </p>
      </main>
    </div>
  )
}

/** The head of every page of the plane, dark in both themes. */
function PlaneHead() {
  return (
    <header
      data-theme="dark"
      className="border-line border-b bg-accent-soft px-4 py-3 text-ink md:px-6"
    >
      <p className="flex items-center gap-2.5 leading-tight">
        <img src="/favicon.svg" alt="" className="size-8" />
        <span>
          <span className="block font-semibold text-sm">{messages.plane}</span>
          <span className="block text-muted text-xs">
            {messages.product}, {words.plane.toLowerCase()}
          </span>
        </span>
      </p>
    </header>
  )
}
