import * as v from 'valibot'
import type {
  CreateSupplierRequest,
  SupplierDocument,
  UpdateSupplierRequest,
} from '@/api/schema.gen'
import { messages } from '../messages.en'

const optional = v.pipe(v.string(), v.trim())

export const supplierValues = v.object({
  name: v.pipe(v.string(), v.trim(), v.nonEmpty(messages.needName)),
  legal_name: optional,
  number: optional,
  tax_number: optional,
  registration_number: optional,
  country: v.pipe(v.string(), v.nonEmpty(messages.needCountry)),
  address_lines: v.pipe(
    v.string(),
    v.check((text) => linesOf(text).length <= 6, messages.tooManyLines),
  ),
  email: optional,
  phone: optional,
  contact_name: optional,
  currency: v.pipe(v.string(), v.nonEmpty(messages.needCurrency)),
  payment_terms: optional,
  notes: optional,
})

/** A supplier as its form holds it: every field a string. */
export type SupplierValues = v.InferOutput<typeof supplierValues>

export const supplierFields = [
  'name',
  'legal_name',
  'number',
  'tax_number',
  'registration_number',
  'country',
  'address_lines',
  'email',
  'phone',
  'contact_name',
  'currency',
  'payment_terms',
  'notes',
] as const satisfies readonly (keyof SupplierValues)[]

export function valuesOf(supplier: SupplierDocument): SupplierValues {
  return {
    name: supplier.name,
    legal_name: supplier.legal_name ?? '',
    number: supplier.number ?? '',
    tax_number: supplier.tax_number ?? '',
    registration_number: supplier.registration_number ?? '',
    country: supplier.country,
    address_lines: supplier.address_lines.join('\n'),
    email: supplier.email ?? '',
    phone: supplier.phone ?? '',
    contact_name: supplier.contact_name ?? '',
    currency: supplier.currency,
    payment_terms: supplier.payment_terms ?? '',
    notes: supplier.notes ?? '',
  }
}

export function requestOf(values: SupplierValues): CreateSupplierRequest {
  const { name, country, currency, address_lines, ...rest } = values
  return {
    ...orNull(rest),
    name,
    country,
    currency,
    address_lines: linesOf(address_lines),
  }
}

/** Only what was changed: what somebody else changed meanwhile stays theirs. */
export function changesOf(before: SupplierValues, after: SupplierValues): UpdateSupplierRequest {
  const whole = requestOf(after)
  const changed = supplierFields.filter((field) => before[field] !== after[field])
  return Object.fromEntries(changed.map((field) => [field, whole[field]]))
}

function orNull<Fields extends Record<string, string>>(
  fields: Fields,
): { [Field in keyof Fields]: string | null } {
  const entries = Object.entries(fields).map(([name, text]) => [name, text === '' ? null : text])
  return Object.fromEntries(entries)
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
