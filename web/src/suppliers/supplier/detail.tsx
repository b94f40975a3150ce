import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Pencil } from 'lucide-react'
import type { ReactNode } from 'react'
import { useCan } from '@/access/can'
import { Answered } from '@/api/answered'
import type { PossibleDuplicate, SupplierDocument } from '@/api/schema.gen'
import { paths } from '@/app/paths'
import { countryName } from '@/kernel/countries'
import { findAction } from '@/ui/action-button'
import { buttonClass } from '@/ui/button'
import { Card } from '@/ui/card'
import { DescriptionList } from '@/ui/description-list'
import { useLocale } from '@/ui/locale'
import { Notice } from '@/ui/notice'
import { Page, PageHeader, Trail } from '@/ui/page'
import { PageSkeleton } from '@/ui/skeleton'
import { messages } from '../messages.en'
import { supplierQuery } from '../queries'
import { ActivateSupplier } from './activate'
import { BlockSupplier } from './block'
import { SupplierHistory } from './history'
import { SupplierStatusPill } from './status-pill'

const route = getRouteApi('/signed-in/suppliers/$id')

export default function SupplierDetail(): ReactNode {
  const { id } = route.useParams()
  const query = useQuery(supplierQuery(id))
  return (
    <Answered query={query} waiting={<PageSkeleton />}>
      {({ supplier, etag }) => (
        <Page>
          <Header supplier={supplier} etag={etag} />
          <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_400px] lg:items-start">
            <div className="flex min-w-0 flex-col gap-4">
              <Standing supplier={supplier} />
              <Duplicates supplier={supplier} />
              <Facts supplier={supplier} />
              <Ordering supplier={supplier} />
            </div>
            <SupplierHistory supplier={supplier} />
          </div>
        </Page>
      )}
    </Answered>
  )
}

function Header({ supplier, etag }: { supplier: SupplierDocument; etag: string }) {
  const { locale } = useLocale()
  const edit = findAction(supplier.actions, 'supplier.update')
  return (
    <PageHeader
      trail={
        <Trail label={messages.trail} here={supplier.name}>
          <Link {...paths.suppliers()}>{messages.title}</Link>
        </Trail>
      }
      title={supplier.name}
      status={<SupplierStatusPill status={supplier.status} />}
      summary={[supplier.legal_name, countryName(supplier.country, locale)]
        .filter(Boolean)
        .join(', ')}
      areActionsSticky
      actions={
        <>
          {edit && !edit.closed_because ? (
            <Link {...paths.editSupplier(supplier.id)} className={buttonClass()}>
              <Pencil className="size-4" aria-hidden="true" />
              {messages.edit}
            </Link>
          ) : null}
          <BlockSupplier supplier={supplier} />
          <ActivateSupplier supplier={supplier} etag={etag} />
        </>
      }
    />
  )
}

/** What keeps it from being ordered from, if anything does. */
function Standing({ supplier }: { supplier: SupplierDocument }) {
  if (supplier.status === 'blocked')
    return (
      <Notice tone="bad" title={messages.blockedNotice}>
        {supplier.blocked_reason}
      </Notice>
    )
  if (supplier.status === 'proposed')
    return (
      <Notice tone="warn" title={messages.proposedNotice}>
        {messages.proposedDetail}
      </Notice>
    )
  if (supplier.status === 'withdrawn')
    return (
      <Notice tone="info" title={messages.withdrawnNotice}>
        {messages.withdrawnDetail}
      </Notice>
    )
  return null
}

function Duplicates({ supplier }: { supplier: SupplierDocument }) {
  const likes = supplier.possible_duplicates
  if (likes.length === 0) return null
  return (
    <Card
      title={messages.duplicates}
      aside={supplier.status === 'active' ? null : messages.duplicatesDetail}
    >
      <DuplicateList likes={likes} />
    </Card>
  )
}

function DuplicateList({ likes }: { likes: readonly PossibleDuplicate[] }) {
  return (
    <ul className="flex flex-col gap-2">
      {likes.map((like) => (
        <li key={like.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          <Link {...paths.supplier(like.id)} className="font-[550] underline underline-offset-2">
            {like.name}
          </Link>
          <SupplierStatusPill status={like.status} />
          <span className="text-muted">{messages.because[like.because]}</span>
        </li>
      ))}
    </ul>
  )
}

function Facts({ supplier }: { supplier: SupplierDocument }) {
  const { locale } = useLocale()
  const words = messages.field
  const address = [...supplier.address_lines, countryName(supplier.country, locale)]
  return (
    <Card title={messages.facts}>
      <DescriptionList
        facts={[
          { term: words.legal_name, value: supplier.legal_name },
          { term: words.tax_number, value: supplier.tax_number },
          { term: words.registration_number, value: supplier.registration_number },
          { term: words.number, value: supplier.number },
          { term: words.external_number, value: supplier.external_number },
          {
            term: words.address_lines,
            value: (
              <address className="whitespace-pre-line not-italic">{address.join('\n')}</address>
            ),
          },
          { term: words.contact_name, value: supplier.contact_name },
          { term: words.phone, value: supplier.phone },
        ]}
      />
    </Card>
  )
}

function Ordering({ supplier }: { supplier: SupplierDocument }) {
  const words = messages.field
  const canRead = useCan('audit_event.view')
  return (
    <Card
      title={messages.ordering}
      aside={
        canRead ? (
          <Link {...paths.audit({ entity_id: supplier.id })} className="hover:underline">
            {messages.trailLink}
          </Link>
        ) : null
      }
    >
      <DescriptionList
        facts={[
          { term: words.email, value: supplier.email },
          { term: words.currency, value: supplier.currency },
          { term: words.payment_terms, value: supplier.payment_terms },
          {
            term: words.notes,
            value: supplier.notes ? (
              <span className="whitespace-pre-line">{supplier.notes}</span>
            ) : null,
          },
        ]}
      />
    </Card>
  )
}
