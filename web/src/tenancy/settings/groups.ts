import { useRouter } from '@tanstack/react-router'
import { useMe } from '@/access/me'
import { reading } from '@/api/reading'
import { paths } from '@/app/paths'
import { words } from './words.en'

/** Every part of the settings stands in one, named as its path is; what it is called and who may open it, its route says. */
export const groups = [
  { title: words.groups.account, parts: ['profile', 'security'] },
  { title: words.groups.organisation, parts: ['organisation', 'departments', 'ownership'] },
  { title: words.groups.access, parts: ['roles', 'duties', 'dutyExceptions', 'supportAccesses'] },
  {
    title: words.groups.purchasing,
    parts: ['categories', 'taxCodes', 'deliveryAddresses', 'exchangeRates'],
  },
  { title: words.groups.integration, parts: ['mail', 'mailServer', 'apiKeys'] },
] as const

export type Part = (typeof groups)[number]['parts'][number]

export type OpenPart = { name: Part; title: string }
export type OpenGroup = { title: string; parts: readonly OpenPart[] }
type Facts = { title: string; permission?: string; isOwn?: boolean }

/** The groups with the parts that whoever holds these permissions may open, support none that are somebody's own; one with none is left out. */
export function openGroups(
  factsOf: (name: Part) => Facts | undefined,
  permissions: readonly string[],
  isReading: boolean,
): readonly OpenGroup[] {
  const open = groups.map(({ title, parts }) => ({
    title,
    parts: parts.flatMap((name: Part) => {
      const facts = factsOf(name)
      const isHeld = !facts?.permission || permissions.includes(facts.permission)
      const isOpen = isHeld && !(isReading && facts?.isOwn)
      return facts && isOpen ? [{ name, title: facts.title }] : []
    }),
  }))
  return open.filter(({ parts }) => parts.length > 0)
}

export function useOpenGroups(): readonly OpenGroup[] {
  const { routesByPath } = useRouter()
  const { permissions } = useMe()
  return openGroups(
    (name) => routesByPath[paths[name]().to].options.staticData?.screen,
    permissions,
    reading() !== null,
  )
}
