import { describe, expect, it } from 'vitest'
import { createQueryClient } from '@/api/query-client'
import { groups, openGroups } from '@/tenancy/settings/groups'
import { openScreens } from './navigation'
import { paths } from './paths'
import { createAppRouter } from './router'

const { routesById, routesByPath } = createAppRouter(createQueryClient())
const listed = groups.flatMap(({ parts }) => parts.map((name): string => paths[name]().to))
const openWith = (permissions: string[], isReading = false) =>
  openGroups(
    (name) => routesByPath[paths[name]().to].options.staticData?.screen,
    permissions,
    isReading,
  )

describe('the groups of the settings', () => {
  it('hold each part once', () => {
    const all = Object.values(routesById).flatMap(
      (route) => route.options.staticData?.screen?.permission ?? [],
    )
    const parts = openScreens(Object.values(routesById), all).filter(
      ({ to, isAction }) => to.startsWith(`${paths.settings().to}/`) && !isAction,
    )

    expect(listed.toSorted()).toEqual(parts.map(({ to }) => to).toSorted())
  })

  it('leave out what somebody may not see, and a group with nothing in it', () => {
    const open = openWith(['department.view'])

    expect(open.map(({ title, parts }) => [title, ...parts.map((part) => part.title)])).toEqual([
      ['Your account', 'Profile', 'Security'],
      ['Organisation', 'Departments'],
    ])
  })

  it('leave out what is somebody’s own while support reads', () => {
    expect(openWith(['department.view'], true).map(({ title }) => title)).toEqual(['Organisation'])
  })
})
