import * as v from 'valibot'
import type { OrganisationView, UpdateOrganisationRequest } from '@/api/schema.gen'
import { linesOf } from '../lines'
import { messages } from '../messages.en'

const words = messages.organisation
const numberFormat = v.pipe(
  v.string(),
  v.trim(),
  v.check(isNumberFormat, words.formatWrong),
  v.maxLength(40, words.formatWrong),
)
const optional = v.pipe(v.string(), v.trim())

export const organisationValues = v.pipe(
  v.object({
    name: v.pipe(v.string(), v.trim(), v.nonEmpty(messages.needName)),
    legal_name: optional,
    tax_number: optional,
    address_lines: v.pipe(
      v.string(),
      v.check((text) => linesOf(text).length <= 6, messages.tooManyLines),
    ),
    country: v.string(),
    base_currency: v.string(),
    time_zone: v.string(),
    locale: v.string(),
    fiscal_year_start_month: v.string(),
    requisition_number_format: numberFormat,
    order_number_format: numberFormat,
    payment_terms: optional,
    order_terms: optional,
  }),
  v.forward(
    v.check(
      (values) => values.requisition_number_format !== values.order_number_format,
      words.formatSame,
    ),
    ['order_number_format'],
  ),
)

/** The settings as their form holds them: every field a string. */
export type OrganisationValues = v.InferOutput<typeof organisationValues>

export const organisationFields = [
  'name',
  'legal_name',
  'tax_number',
  'address_lines',
  'country',
  'base_currency',
  'time_zone',
  'locale',
  'fiscal_year_start_month',
  'requisition_number_format',
  'order_number_format',
  'payment_terms',
  'order_terms',
] as const satisfies readonly (keyof OrganisationValues)[]

export function valuesOf(organisation: OrganisationView): OrganisationValues {
  return {
    name: organisation.name,
    legal_name: organisation.legal_name ?? '',
    tax_number: organisation.tax_number ?? '',
    address_lines: organisation.address_lines.join('\n'),
    country: organisation.country ?? '',
    base_currency: organisation.base_currency,
    time_zone: organisation.time_zone,
    locale: organisation.locale,
    fiscal_year_start_month: String(organisation.fiscal_year_start_month),
    requisition_number_format: organisation.requisition_number_format,
    order_number_format: organisation.order_number_format,
    payment_terms: organisation.payment_terms ?? '',
    order_terms: organisation.order_terms ?? '',
  }
}

/** Only what was changed: what somebody else changed meanwhile stays theirs. */
export function changesOf(
  before: OrganisationValues,
  after: OrganisationValues,
): UpdateOrganisationRequest {
  const whole = {
    ...after,
    legal_name: after.legal_name || null,
    tax_number: after.tax_number || null,
    address_lines: linesOf(after.address_lines),
    country: after.country || null,
    fiscal_year_start_month: Number(after.fiscal_year_start_month),
    payment_terms: after.payment_terms || null,
    order_terms: after.order_terms || null,
  }
  const changed = organisationFields.filter((field) => before[field] !== after[field])
  return Object.fromEntries(changed.map((field) => [field, whole[field]]))
}

/** Whether year and number stand in it once each, with nothing but letters, digits, dots and dashes around. */
export function isNumberFormat(text: string): boolean {
  const rest = text.replace('{year}', '').replace('{number}', '')
  return text.includes('{year}') && text.includes('{number}') && /^[A-Za-z0-9._-]*$/.test(rest)
}

/** How the first of a year is numbered. */
export function firstNumber(format: string, year: string): string | null {
  const text = format.trim()
  return isNumberFormat(text) ? text.replace('{year}', year).replace('{number}', '00001') : null
}
