import { Eye, EyeOff } from 'lucide-react'
import { type ComponentProps, useState } from 'react'
import { TextField } from '@/ui/text-field'
import { messages } from './messages.en'

type PasswordFieldProps = Omit<ComponentProps<typeof TextField>, 'type' | 'after' | 'hint'>

/** A password that can be shown, and a word when Caps Lock is on. */
export function PasswordField(props: PasswordFieldProps) {
  const [isShown, setIsShown] = useState(false)
  const [isCapsLock, setIsCapsLock] = useState(false)
  const Icon = isShown ? EyeOff : Eye
  return (
    <TextField
      autoComplete="current-password"
      {...props}
      type={isShown ? 'text' : 'password'}
      hint={isCapsLock ? messages.capsLock : undefined}
      onKeyUp={(event) => setIsCapsLock(event.getModifierState('CapsLock'))}
      after={
        <button
          type="button"
          aria-label={isShown ? messages.hidePassword : messages.showPassword}
          aria-pressed={isShown}
          onClick={() => setIsShown(!isShown)}
          className="-mr-1.5 grid size-7 shrink-0 place-items-center rounded-md text-faint hover:bg-hover hover:text-ink max-md:size-9"
        >
          <Icon className="size-4" aria-hidden="true" />
        </button>
      }
    />
  )
}
