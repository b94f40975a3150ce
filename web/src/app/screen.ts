import { lazyRouteComponent } from '@tanstack/react-router'
import type { LucideIcon } from 'lucide-react'
import type { Permission } from '@/access/permissions.gen'

export type Section = 'work' | 'plan' | 'administration'

/** What the shell knows of a screen: its sidebar entry, its palette entry, its keys and who may open it. */
export type ScreenFacts = {
  title: string
  icon?: LucideIcon
  /** Given for the screens of the sidebar. */
  section?: Section
  /** Given for screens that start something new; the palette lists them as actions. */
  isAction?: boolean
  /** Such as `g o`. */
  chord?: string
  permission?: Permission
  /** Shows what is somebody's own, which support has none of. */
  isOwn?: boolean
  /** More words that find it in the palette. */
  keywords?: string
  /** How much waits there; shown beside the sidebar entry. Must itself check that it may ask. */
  useCount?: () => number | undefined
}

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    screen?: ScreenFacts
  }
}

/** Loads a screen when it is first opened, or when its link is pointed at. Its module has the screen as default export. */
export function lazyScreen<Module extends { default: () => React.ReactNode }>(
  load: () => Promise<Module>,
) {
  return lazyRouteComponent(load)
}
