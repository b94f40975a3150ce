import { flushSync } from 'react-dom'

/** Marks what is wrong, then enters the first field so marked; a group of them, which cannot be invalid, bears `data-fault`. */
export function focusFault(mark: () => void): void {
  flushSync(mark)
  document.querySelector<HTMLElement>('#main :is([aria-invalid=true], [data-fault])')?.focus()
}
