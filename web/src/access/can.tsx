import type { ReactNode } from 'react'
import { useMe } from './me'
import type { Permission } from './permissions.gen'

/**
 * Whether the person holds a permission. It decides what is worth offering (a menu entry, a "new" button);
 * what may be done with a document the server says in the document's own `actions`.
 */
export function useCan(permission: Permission): boolean {
  return useMe().permissions.includes(permission)
}

type CanProps = { permission: Permission; children: ReactNode; otherwise?: ReactNode }

export function Can({ permission, children, otherwise = null }: CanProps) {
  return useCan(permission) ? children : otherwise
}
