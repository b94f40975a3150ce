import { Link } from '@tanstack/react-router'
import { useCan } from '@/access/can'
import { paths } from '@/app/paths'
import { LinkTabs, linkTabClass } from '@/ui/link-tabs'
import { useWaitingGrants } from './grant/queries'
import { words } from './people-words.en'

/** The lists of the people, as far as they are open to whoever is signed in; one alone needs no tabs. */
export function PeopleTabs() {
  const waiting = useWaitingGrants()
  const canSee = {
    permissions: useCan('permission.view'),
    invitations: useCan('invitation.view'),
    grants: useCan('grant.view'),
    factorResets: useCan('factor_reset.view'),
    recoveries: useCan('owner_recovery.view'),
    reviews: useCan('access_review.view'),
  }
  if (!Object.values(canSee).includes(true)) return null
  return (
    <LinkTabs label={words.tabs}>
      <Link
        {...paths.people()}
        activeOptions={{ exact: true, includeSearch: false }}
        className={linkTabClass}
      >
        {words.tab.people}
      </Link>
      {canSee.permissions ? (
        <Link {...paths.permissions()} className={linkTabClass}>
          {words.tab.permissions}
        </Link>
      ) : null}
      {canSee.invitations ? (
        <Link {...paths.invitations()} className={linkTabClass}>
          {words.tab.invitations}
        </Link>
      ) : null}
      {canSee.grants ? (
        <Link {...paths.grants()} activeOptions={{ includeSearch: false }} className={linkTabClass}>
          {words.tab.grants}
          {waiting ? (
            <span className="num ml-1.5 rounded-full bg-spark px-1.5 font-semibold text-2xs text-on-spark leading-[18px]">
              <span aria-hidden="true">{waiting}</span>
              <span className="sr-only">{words.waiting(waiting)}</span>
            </span>
          ) : null}
        </Link>
      ) : null}
      {canSee.reviews ? (
        <Link {...paths.accessReviews()} className={linkTabClass}>
          {words.tab.reviews}
        </Link>
      ) : null}
      {canSee.factorResets ? (
        <Link
          {...paths.factorResets()}
          activeOptions={{ includeSearch: false }}
          className={linkTabClass}
        >
          {words.tab.factorResets}
        </Link>
      ) : null}
      {canSee.recoveries ? (
        <Link
          {...paths.ownerRecoveries()}
          activeOptions={{ includeSearch: false }}
          className={linkTabClass}
        >
          {words.tab.recoveries}
        </Link>
      ) : null}
    </LinkTabs>
  )
}
