import { ArrowRight, Keyboard, type LucideIcon, SunMoon } from 'lucide-react'
import { isMatch } from '@/ui/option'
import { messages } from './messages.en'
import type { NavigationEntry } from './navigation'

export type Command = {
  id: string
  label: string
  icon: LucideIcon
  hint?: string
  chord?: string
  run: () => void
}
export type CommandGroup = { value: string; items: Command[] }

type Acts = { go: (to: string) => void; toggle: () => void; onHelp: () => void }

/** The screens and acts whose words hold every typed word, accents and case aside. */
export function groupsMatching(
  text: string,
  entries: readonly NavigationEntry[],
  acts: Acts,
): CommandGroup[] {
  const toCommand = (entry: NavigationEntry): Command => ({
    id: entry.to,
    label: entry.title,
    icon: entry.icon ?? ArrowRight,
    ...(entry.chord ? { chord: entry.chord } : {}),
    run: () => acts.go(entry.to),
  })
  const matching = entries.filter((entry) =>
    isMatch(text, `${entry.title} ${entry.keywords ?? ''}`),
  )
  const shellActs: Command[] = [
    {
      id: 'theme',
      label: `${messages.toDark} / ${messages.toLight.toLowerCase()}`,
      icon: SunMoon,
      run: acts.toggle,
    },
    { id: 'help', label: messages.shortcuts, icon: Keyboard, chord: '?', run: acts.onHelp },
  ]
  const groups = [
    { value: messages.goTo, items: matching.filter((entry) => !entry.isAction).map(toCommand) },
    {
      value: messages.actions,
      items: [
        ...matching.filter((entry) => entry.isAction).map(toCommand),
        ...shellActs.filter((command) => isMatch(text, command.label)),
      ],
    },
  ]
  return groups.filter((group) => group.items.length > 0)
}
