import { useRouter } from '@tanstack/react-router'
import { useMe } from '@/access/me'
import { paths } from '@/app/paths'
import { words } from './words.en'

/** Named as its path and its words are; what it is called and who may open it, its route says. */
export type Part = keyof typeof words.about
type Group = { title: string; parts: readonly Part[] }

/** Every part of the settings stands in one of them. */
export const groups: readonly Group[] = [
  { title: words.groups.account, parts: ['profile', 'security'] },
  { title: words.groups.organisation, parts: ['organisation', 'departments', 'ownership'] },
  { title: words.groups.access, parts: ['roles', 'duties', 'dutyExceptions'] },
  {
    title: words.groups.purchasing,
    parts: ['categories', 'taxCodes', 'deliveryAddresses', 'exchangeRates'],
  },
  { title: words.groups.integration, parts: ['mail', 'mailServer', 'apiKeys'] },
]

export type OpenPart = { name: Part; title: string }
export type OpenGroup = { title: string; parts: readonly OpenPart[] }
type Facts = { title: string; permission?: string }

/** The groups with the parts that whoever holds these permissions may open; one with none is left out. */
export function openGroups(
  factsOf: (name: Part) => Facts | undefined,
  permissions: readonly string[],
): readonly OpenGroup[] {
  const open = groups.map(({ title, parts }) => ({
    title,
    parts: parts.flatMap((name) => {
      const facts = factsOf(name)
      const isOpen = !facts?.permission || permissions.includes(facts.permission)
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
  )
}
