import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useCan } from '@/access/can'
import { reading } from '@/api/reading'
import { paths } from '@/app/paths'
import { LinkTabs, linkTabClass } from '@/ui/link-tabs'
import { Page, PageHeader } from '@/ui/page'
import { messages } from '../messages.en'

type SettingsProps = { lead: string; actions?: ReactNode; children: ReactNode }

/** The frame of every part of the settings. */
export function Settings({ lead, actions, children }: SettingsProps) {
  const open = {
    organisation: useCan('organisation.view'),
    departments: useCan('department.view'),
    categories: useCan('category.view'),
    taxCodes: useCan('tax_code.view'),
    deliveryAddresses: useCan('delivery_address.view'),
    exchangeRates: useCan('exchange_rate.view'),
    roles: useCan('role.view'),
    apiKeys: useCan('api_key.view'),
    mail: useCan('mail.view'),
    duties: useCan('duty.view'),
    exceptions: useCan('duty_exception.view'),
    support: useCan('support_access.view'),
  }
  return (
    <Page>
      <PageHeader title={messages.title} summary={lead} actions={actions} />
      <LinkTabs label={messages.parts}>
        {reading() === null ? (
          <>
            <Link {...paths.profile()} className={linkTabClass}>
              {messages.profile.title}
            </Link>
            <Link {...paths.security()} className={linkTabClass}>
              {messages.security}
            </Link>
          </>
        ) : null}
        {open.organisation ? (
          <Link {...paths.organisation()} className={linkTabClass}>
            {messages.organisation.title}
          </Link>
        ) : null}
        {open.departments ? (
          <Link {...paths.departments()} className={linkTabClass}>
            {messages.departments.title}
          </Link>
        ) : null}
        {open.categories ? (
          <Link {...paths.categories()} className={linkTabClass}>
            {messages.categories.title}
          </Link>
        ) : null}
        {open.taxCodes ? (
          <Link {...paths.taxCodes()} className={linkTabClass}>
            {messages.taxCodes.title}
          </Link>
        ) : null}
        {open.deliveryAddresses ? (
          <Link {...paths.deliveryAddresses()} className={linkTabClass}>
            {messages.deliveryAddresses.title}
          </Link>
        ) : null}
        {open.exchangeRates ? (
          <Link {...paths.exchangeRates()} className={linkTabClass}>
            {messages.exchangeRates.title}
          </Link>
        ) : null}
        {open.roles ? (
          <Link {...paths.roles()} className={linkTabClass}>
            {messages.roles}
          </Link>
        ) : null}
        {open.apiKeys ? (
          <Link {...paths.apiKeys()} className={linkTabClass}>
            {messages.apiKeys}
          </Link>
        ) : null}
        {open.mail ? (
          <Link {...paths.mail()} className={linkTabClass}>
            {messages.mail}
          </Link>
        ) : null}
        {open.duties ? (
          <Link {...paths.duties()} className={linkTabClass}>
            {messages.duties}
          </Link>
        ) : null}
        {open.exceptions ? (
          <Link {...paths.dutyExceptions()} className={linkTabClass}>
            {messages.exceptions}
          </Link>
        ) : null}
        {open.support ? (
          <Link {...paths.supportAccesses()} className={linkTabClass}>
            {messages.support}
          </Link>
        ) : null}
      </LinkTabs>
      {children}
    </Page>
  )
}
