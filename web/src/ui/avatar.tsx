import { classNames } from './class-names'

const hues = [
  'bg-info-soft text-info',
  'bg-good-soft text-good',
  'bg-warn-soft text-warn',
  'bg-bad-soft text-bad',
  'bg-violet-soft text-violet',
  'bg-accent-soft text-ink',
]
const sizes = { sm: 'size-5 text-[9px]', md: 'size-7 text-[10.5px]', lg: 'size-8 text-xs' }

type AvatarProps = { name: string; size?: 'sm' | 'md' | 'lg'; isSquare?: boolean }

/** Initials on a colour that follows from the name; round for people, square for organisations. */
export function Avatar({ name, size = 'md', isSquare = false }: AvatarProps) {
  return (
    <span
      aria-hidden="true"
      className={classNames(
        'inline-flex shrink-0 items-center justify-center font-semibold tracking-tight',
        isSquare ? 'rounded-[6px]' : 'rounded-full',
        sizes[size],
        hueOf(name),
      )}
    >
      {initialsOf(name)}
    </span>
  )
}

export function initialsOf(name: string): string {
  const first = name
    .trim()
    .split(/\s+/)
    .map((word) => [...word][0] ?? '')
  return first.slice(0, 2).join('').toUpperCase()
}

function hueOf(name: string): string | undefined {
  const sum = [...name].reduce((total, char) => (total * 31 + (char.codePointAt(0) ?? 0)) >>> 0, 7)
  return hues[sum % hues.length]
}
