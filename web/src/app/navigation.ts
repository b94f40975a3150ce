import { useRouter } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useMe } from '@/access/me'
import { reading } from '@/api/reading'
import type { ScreenFacts } from './screen'

export type NavigationEntry = ScreenFacts & { to: string }

/** The screens that this person may open and that need no further parameter, in the order of the list of routes. */
export function useNavigation(): readonly NavigationEntry[] {
  const router = useRouter()
  const { permissions } = useMe()
  return useMemo(
    () =>
      openScreens(Object.values(router.routesById), permissions).filter(
        ({ isOwn }) => reading() === null || !isOwn,
      ),
    [router, permissions],
  )
}

type RouteFacts = { fullPath: string; options: { staticData?: { screen?: ScreenFacts } } }

export function openScreens(
  routes: readonly RouteFacts[],
  permissions: readonly string[],
): readonly NavigationEntry[] {
  return routes.flatMap((route) => {
    const screen = route.options.staticData?.screen
    if (!screen || route.fullPath.includes('$')) return []
    const isOpen = screen.permission === undefined || permissions.includes(screen.permission)
    return isOpen ? [{ ...screen, to: route.fullPath }] : []
  })
}
