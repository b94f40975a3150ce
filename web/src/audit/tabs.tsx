import { Link } from '@tanstack/react-router'
import { paths } from '@/app/paths'
import { LinkTabs, linkTabClass } from '@/ui/link-tabs'
import { messages } from './messages.en'

export function AuditTabs() {
  return (
    <LinkTabs label={messages.tabs}>
      <Link
        {...paths.audit()}
        activeOptions={{ exact: true, includeSearch: false }}
        className={linkTabClass}
      >
        {messages.events}
      </Link>
      <Link {...paths.auditDenials()} className={linkTabClass}>
        {messages.denials}
      </Link>
    </LinkTabs>
  )
}
