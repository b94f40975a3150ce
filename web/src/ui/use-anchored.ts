import { type RefObject, useLayoutEffect } from 'react'

const gapPx = 6
const leastHeightPx = 160
/** Seven choices with a line below each. */
const greatestHeightPx = 360

export type Align = 'stretch' | 'start' | 'end'

/**
 * Shows a `popover="manual"` element below its anchor, or above where there is more room, and keeps it there.
 * The top layer puts it over dialogs and out of every clipped box.
 */
export function useAnchored(
  isOpen: boolean,
  anchor: RefObject<HTMLElement | null>,
  popup: RefObject<HTMLElement | null>,
  align: Align = 'stretch',
): void {
  useLayoutEffect(() => {
    const [from, shown] = [anchor.current, popup.current]
    if (!isOpen || !from || !shown) return undefined
    const place = () => {
      const box = from.getBoundingClientRect()
      const below = innerHeight - box.bottom - gapPx * 2
      const isAbove = below < leastHeightPx && box.top > below
      shown.style.left = align === 'end' ? 'auto' : `${box.left}px`
      shown.style.right =
        align === 'end' ? `${document.documentElement.clientWidth - box.right}px` : 'auto'
      shown.style.width = align === 'stretch' ? `${box.width}px` : 'max-content'
      shown.style.maxHeight = `${Math.min(greatestHeightPx, isAbove ? box.top - gapPx * 2 : below)}px`
      shown.style.top = isAbove ? 'auto' : `${box.bottom + gapPx}px`
      shown.style.bottom = isAbove ? `${innerHeight - box.top + gapPx}px` : 'auto'
    }
    shown.showPopover()
    place()
    addEventListener('scroll', place, { capture: true, passive: true })
    addEventListener('resize', place)
    return () => {
      removeEventListener('scroll', place, { capture: true })
      removeEventListener('resize', place)
      shown.hidePopover()
    }
  }, [isOpen, anchor, popup, align])
}
