import { useNavigate } from '@tanstack/react-router'
import type { MasterSearch } from './search'

/** Turns the place in the URL; `open` opens one of the list, or nothing. */
export function useMasterPlace() {
  const navigate = useNavigate()
  const turn = (change: MasterSearch) =>
    void navigate({ to: '.', search: (old) => ({ ...old, ...change }), replace: true })
  return { turn, open: (id: string | undefined) => turn({ open: id }) }
}
