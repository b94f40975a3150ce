import { Link, useMatches } from '@tanstack/react-router'
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
  const title =
    useMatches({ select: (matches) => matches.at(-1)?.staticData.screen?.title }) ?? words.title
  return (
    <Page>
      <div className="gap-8 xl:grid xl:grid-cols-[200px_minmax(0,1fr)]">
        <SettingsNav target={partId} />
        <div id={partId} tabIndex={-1} className="min-w-0 scroll-mt-16 outline-none">
          <Link
            {...paths.settings()}
            className="-mt-2 mb-1 inline-flex h-9 items-center gap-1.5 rounded-sm text-muted text-sm hover:text-ink hover:underline max-md:h-11 xl:hidden"
          >
            <ArrowLeft className="size-4" aria-hidden="true" />
            {words.all}
          </Link>
          <PageHeader title={title} summary={lead} actions={actions} />
          {children}
        </div>
      </div>
    </Page>
  )
}
