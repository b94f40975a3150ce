import { useQuery } from '@tanstack/react-query'
import { useMe } from '@/access/me'
import { organisationQuery } from '@/tenancy/organisation/queries'
import { departmentsQuery, unitsQuery } from '../choices'
import { withBlankEnd } from '../line/draft'
import { lastUnit } from '../line/last-unit'
import type { Draft } from './draft'

/** What a new document begins with: one's own department, the organisation's currency, the unit used last. */
export function useNewDraft() {
  const { person } = useMe()
  const organisation = useQuery(organisationQuery)
  const departments = useQuery(departmentsQuery)
  const units = useQuery(unitsQuery)
  const queries = [organisation, departments, units]
  const failed = queries.find((query) => query.error)
  if (!organisation.data || !departments.data || !units.data)
    return {
      data: undefined,
      error: failed?.error,
      refetch: () => Promise.all(queries.map((query) => query.refetch())),
    }
  const own = departments.data.items.find((one) => one.id === person.department_id)
  const unit = units.data.items.find((one) => one.code === lastUnit())
  const data: Draft = {
    title: '',
    currency: organisation.data.base_currency,
    department: own ? { value: own.id, label: own.name } : null,
    supplier: null,
    address: '',
    need_by: '',
    texts: {},
    adjustments: [],
    lines: withBlankEnd([], unit ? { value: unit.code, label: unit.short } : null),
  }
  return { data, error: null, refetch: () => undefined }
}
