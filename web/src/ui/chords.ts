import { matchKeyBindingPress, parseKeybinding } from 'tinykeys'

export type Shortcut = {
  /** `a`, `$mod+k`, or two presses such as `g o`. */
  chord: string
  label: string
  act: () => void
  /** Also works while somebody types or a dialog is open. */
  isEverywhere: boolean
}

const pauseMs = 1_000

/**
 * One listener for the whole page. The second press of `g a` never counts as a lone `a`, which could approve something.
 */
export function chordListener(list: () => readonly Shortcut[]): (event: KeyboardEvent) => void {
  let begun: { shortcuts: readonly Shortcut[]; atMs: number } | null = null
  return (event) => {
    if (event.repeat || isModifier(event.key)) return
    const open = isInField(event.target) ? list().filter((one) => one.isEverywhere) : list()
    const waiting =
      begun !== null && event.timeStamp - begun.atMs < pauseMs ? begun.shortcuts : null
    begun = null
    if (waiting) {
      run(
        waiting.find((one) => isPress(one, 1, event)),
        event,
      )
      return
    }
    const starting = open.filter((one) => pressesOf(one) === 2 && isPress(one, 0, event))
    if (starting.length > 0) begun = { shortcuts: starting, atMs: event.timeStamp }
    else
      run(
        open.find((one) => pressesOf(one) === 1 && isPress(one, 0, event)),
        event,
      )
  }
}

function run(shortcut: Shortcut | undefined, event: KeyboardEvent): void {
  if (!shortcut) return
  event.preventDefault()
  shortcut.act()
}

function pressesOf(shortcut: Shortcut): number {
  return parseKeybinding(shortcut.chord).length
}

function isPress(shortcut: Shortcut, place: number, event: KeyboardEvent): boolean {
  const press = parseKeybinding(shortcut.chord)[place]
  return press !== undefined && matchKeyBindingPress(event, press)
}

function isModifier(key: string): boolean {
  return ['Shift', 'Control', 'Alt', 'Meta', 'AltGraph'].includes(key)
}

/** Where a letter means itself, or where a popup has the keyboard. */
function isInField(target: EventTarget | null): boolean {
  const fields =
    'input,textarea,select,[contenteditable=true],[role=dialog],[role=menu],[role=listbox],[role=combobox]'
  return target instanceof Element && target.closest(fields) !== null
}
