import type { OrganisationView } from '@/api/schema.gen'
import { countryName } from '@/kernel/countries'
import { localeName } from '@/kernel/places'
import { Card } from '@/ui/card'
import { DescriptionList } from '@/ui/description-list'
import { useLocale } from '@/ui/locale'
import { messages } from '../messages.en'
import { monthName } from './months'

const words = messages.organisation

/** The settings for those who may only read them. */
export default function OrganisationFacts({ organisation }: { organisation: OrganisationView }) {
  const { locale } = useLocale()
  const country = organisation.country ? countryName(organisation.country, locale) : null
  const address = [...organisation.address_lines, country].filter(Boolean).join('\n')
  return (
    <>
      <Card title={words.identity}>
        <DescriptionList
          facts={[
            { term: words.name, value: organisation.name },
            { term: words.legalName, value: organisation.legal_name },
            { term: words.taxNumber, value: organisation.tax_number },
            {
              term: messages.address,
              value: address ? <span className="whitespace-pre-line">{address}</span> : null,
            },
          ]}
        />
      </Card>
      <Card title={words.money}>
        <DescriptionList
          facts={[
            { term: words.baseCurrency, value: organisation.base_currency },
            { term: words.timeZone, value: organisation.time_zone },
            { term: words.locale, value: localeName(organisation.locale, locale) },
            {
              term: words.fiscalYear,
              value: monthName(organisation.fiscal_year_start_month, locale),
            },
            { term: words.requisitionFormat, value: organisation.requisition_number_example },
            { term: words.orderFormat, value: organisation.order_number_example },
            { term: words.paymentTerms, value: organisation.payment_terms },
            {
              term: words.orderTerms,
              value: organisation.order_terms ? (
                <span className="whitespace-pre-line">{organisation.order_terms}</span>
              ) : null,
            },
          ]}
        />
      </Card>
    </>
  )
}
