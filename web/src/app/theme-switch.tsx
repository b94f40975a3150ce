import { Moon, Sun } from 'lucide-react'
import { IconButton } from '@/ui/icon-button'
import { messages } from './messages.en'
import { useTheme } from './theme'

export function ThemeSwitch() {
  const { theme, toggle } = useTheme()
  const Icon = theme === 'dark' ? Sun : Moon
  return (
    <IconButton
      label={theme === 'dark' ? messages.toLight : messages.toDark}
      icon={<Icon className="size-4" aria-hidden="true" />}
      onClick={toggle}
    />
  )
}
