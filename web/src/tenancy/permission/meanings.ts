import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useCan } from '@/access/can'
import { permissionsQuery } from '../people-queries'

/** What a permission means; its code for who may not see the catalogue, and until it is there. */
export function useMeanings(): (code: string) => string {
  const { data } = useQuery({ ...permissionsQuery, enabled: useCan('permission.view') })
  const meanings = useMemo(
    () => new Map(data?.items.map(({ code, meaning }) => [code, meaning])),
    [data],
  )
  return (code) => meanings.get(code) ?? code
}
