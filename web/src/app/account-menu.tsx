import { useRouter } from '@tanstack/react-router'
import { ChevronsUpDown, CircleUser, Keyboard, LogOut, SunMoon } from 'lucide-react'
import { useMe } from '@/access/me'
import { Avatar } from '@/ui/avatar'
import { Menu, MenuItem, MenuLine } from '@/ui/menu'
import { messages } from './messages.en'
import { paths } from './paths'
import { useSignOut } from './sign-out'
import { useTheme } from './theme'

export function AccountMenu({ onHelp }: { onHelp: () => void }) {
  const { person } = useMe()
  const { theme, toggle } = useTheme()
  const leave = useSignOut()
  const router = useRouter()
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          className="flex w-full items-center gap-2.5 rounded-md px-1.5 py-1.5 text-left hover:bg-hover data-popup-open:bg-hover"
        >
          <Avatar name={person.name} />
          <span className="min-w-0 flex-1 leading-tight">
            <span className="sr-only">{messages.account}: </span>
            <span className="block truncate font-[550] text-sm">{person.name}</span>
            <span className="block truncate text-2xs text-faint">{person.email}</span>
          </span>
          <ChevronsUpDown className="size-3.5 shrink-0 text-faint" aria-hidden="true" />
        </button>
      }
    >
      <MenuItem
        icon={<SunMoon className="size-4 text-faint" aria-hidden="true" />}
        onSelect={toggle}
      >
        {theme === 'dark' ? messages.toLight : messages.toDark}
      </MenuItem>
      <MenuItem
        icon={<CircleUser className="size-4 text-faint" aria-hidden="true" />}
        onSelect={() => void router.navigate(paths.profile())}
      >
        {messages.profile}
      </MenuItem>
      <MenuItem
        icon={<Keyboard className="size-4 text-faint" aria-hidden="true" />}
        onSelect={onHelp}
      >
        {messages.shortcuts}
      </MenuItem>
      <MenuLine />
      <MenuItem
        icon={<LogOut className="size-4 text-faint" aria-hidden="true" />}
        onSelect={() => leave.mutate()}
      >
        {messages.signOut}
      </MenuItem>
    </Menu>
  )
}
