import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { paths } from '@/app/paths'
import { useFormat } from '@/kernel/format'
import { PageHeader, Trail } from '@/ui/page'
import { messages } from './messages.en'
import type { Import } from './queries'
import { ImportStatePill } from './state-pill'

const words = messages.detail

type HeaderProps = { subject: Import; actions?: ReactNode }

/** The file, what it is to become, and where it stands. */
export function ImportHeader({ subject, actions }: HeaderProps) {
  const format = useFormat()
  const { file_name, kind, counts, created_at, state, sheet } = subject
  const isTried = state === 'tried'
  const lead = words.lead(kind, counts.rows, format.ago(created_at))
  return (
    <PageHeader
      title={file_name}
      trail={
        <Trail label={messages.trail} here={file_name}>
          <Link {...paths.imports()}>{messages.title}</Link>
        </Trail>
      }
      status={<ImportStatePill state={state} />}
      summary={[lead, sheet ? `${words.sheet(sheet)}.` : '', isTried ? words.nothingYet : '']
        .filter(Boolean)
        .join(' ')}
      actions={actions}
      areActionsSticky={isTried}
    />
  )
}
