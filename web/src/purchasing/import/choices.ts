import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useCan } from '@/access/can'
import { countryOptions } from '@/kernel/countries'
import { useCurrencies } from '@/tenancy/currencies'
import { useLocale } from '@/ui/locale'
import type { Option } from '@/ui/option'
import { categoriesQuery, departmentsQuery, taxCodesQuery, unitsQuery } from '../choices'

const codedFields = ['unit', 'currency', 'country', 'department', 'category', 'tax_code'] as const
export type CodedField = (typeof codedFields)[number]
export type ClosedField = CodedField | 'supplier'

/** Whether a field takes only what the organisation, or the world, knows. */
export function asClosed(field: string): ClosedField | null {
  return field === 'supplier' ? field : (codedFields.find((one) => one === field) ?? null)
}

export type Choices = {
  options: readonly Option[]
  isLoading: boolean
  onSearch?: (text: string) => void
}

type Coded = { code: string; name: string }
type Answered<Item> = { data: { items: readonly Item[] } | undefined; isFetching: boolean }

/** What a field may hold, each with the code that an import reads. */
export function useChoices(field: CodedField): Choices {
  const { locale } = useLocale()
  const currencies = useCurrencies()
  const units = useQuery({ ...unitsQuery, enabled: field === 'unit' })
  const departments = useQuery({
    ...departmentsQuery,
    enabled: useCan('department.view') && field === 'department',
  })
  const categories = useQuery({
    ...categoriesQuery,
    enabled: useCan('category.view') && field === 'category',
  })
  const taxCodes = useQuery({
    ...taxCodesQuery,
    enabled: useCan('tax_code.view') && field === 'tax_code',
  })
  const unitOptions = useMemo(
    () =>
      (units.data?.items ?? []).map(({ code, short, name }) => ({
        value: code,
        label: short === name ? name : `${name} (${short})`,
        hint: code,
      })),
    [units.data],
  )
  if (field === 'unit') return { options: unitOptions, isLoading: units.isFetching }
  if (field === 'currency') return currencies
  if (field === 'country') return { options: countryOptions(locale), isLoading: false }
  if (field === 'department') return coded(departments)
  if (field === 'category') return coded(categories)
  return coded(taxCodes)
}

function coded<Item extends Coded>({ data, isFetching }: Answered<Item>): Choices {
  const options = (data?.items ?? []).map(({ code, name }) => ({
    value: code,
    label: name,
    hint: code,
  }))
  return { options, isLoading: isFetching }
}
