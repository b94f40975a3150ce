import { Link, useRouterState } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { paths } from '@/app/paths'
import { Page, PageHeader } from '@/ui/page'
import { SettingsNav } from './nav'
import { words } from './words.en'

const partId = 'part'

type SettingsProps = { lead: string; actions?: ReactNode; children: ReactNode }

/** The frame of every part of the settings, which is called what its route is called. */
export function Settings({ lead, actions, children }: SettingsProps) {
  const title = useRouterState({
    select: ({ matches }) => matches.at(-1)?.staticData.screen?.title,
  })
  return (
    <Page>
      <div className="gap-6 xl:flex">
        <SettingsNav target={partId} />
        <div id={partId} tabIndex={-1} className="min-w-0 flex-1 outline-none">
          <Link
            {...paths.settings()}
            className="-mt-1 mb-1 inline-flex h-9 items-center gap-1.5 rounded-sm text-muted text-sm hover:text-ink hover:underline max-md:h-11 xl:hidden"
          >
            <ArrowLeft className="size-4" aria-hidden="true" />
            {words.all}
          </Link>
          <PageHeader title={title ?? words.title} summary={lead} actions={actions} />
          {children}
        </div>
      </div>
    </Page>
  )
}
