import { lazy, type ReactNode, Suspense } from 'react'
import { useCan } from './can'
import type { ExportChoicesProps } from './export-choices'
import type { Permission } from './permissions.gen'

// Most who look at a list take nothing away: it comes after the list.
const ExportChoices = lazy(() => import('./export-choices'))

type ExportMenuProps = ExportChoicesProps & { permission: Permission }

/** Takes the whole of a list away as a file, under the filters that are set. */
export function ExportMenu({ permission, ...choices }: ExportMenuProps): ReactNode {
  if (!useCan(permission)) return null
  return (
    <Suspense fallback={null}>
      <ExportChoices {...choices} />
    </Suspense>
  )
}
