import { describe, expect, it, vi } from 'vitest'
import { chordListener, type Shortcut } from './chords'

function listening() {
  const acts = { open: vi.fn(), approve: vi.fn(), palette: vi.fn() }
  const shortcuts: Shortcut[] = [
    { chord: 'g a', label: 'Audit log', act: acts.open, isEverywhere: false },
    { chord: 'a', label: 'Approve', act: acts.approve, isEverywhere: false },
    { chord: 'Control+k', label: 'Palette', act: acts.palette, isEverywhere: true },
  ]
  const listener = chordListener(() => shortcuts)
  const press = (key: string, more: KeyboardEventInit & { on?: Element; atMs?: number } = {}) => {
    const event = new KeyboardEvent('keydown', { key, ...more })
    Object.defineProperty(event, 'target', { value: more.on ?? document.body })
    Object.defineProperty(event, 'timeStamp', { value: more.atMs ?? 0 })
    listener(event)
  }
  return { acts, press }
}

describe('chordListener', () => {
  it('runs the two-press shortcut and not the single one', () => {
    const { acts, press } = listening()
    press('g')
    press('a')
    expect(acts.open).toHaveBeenCalledOnce()
    expect(acts.approve).not.toHaveBeenCalled()
  })
  it('forgets the first press after a pause', () => {
    const { acts, press } = listening()
    press('g', { atMs: 0 })
    press('a', { atMs: 1_500 })
    expect(acts.open).not.toHaveBeenCalled()
    expect(acts.approve).toHaveBeenCalledOnce()
  })
  it('leaves letters alone while somebody types, but not the palette', () => {
    const { acts, press } = listening()
    const field = document.createElement('input')
    press('a', { on: field })
    press('k', { on: field, ctrlKey: true })
    expect(acts.approve).not.toHaveBeenCalled()
    expect(acts.palette).toHaveBeenCalledOnce()
  })
})
