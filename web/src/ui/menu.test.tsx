import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { Button } from './button'
import { Menu, MenuItem } from './menu'

function show() {
  const acts = { copy: vi.fn(), cancel: vi.fn() }
  render(
    <Menu trigger={<Button>More</Button>}>
      <MenuItem onSelect={acts.copy}>Copy</MenuItem>
      <MenuItem onSelect={acts.cancel} closedBecause="The order is already issued.">
        Withdraw
      </MenuItem>
    </Menu>,
  )
  return acts
}

describe('Menu', () => {
  it('opens by key, walks, acts and gives the focus back', async () => {
    const acts = show()
    await userEvent.tab()
    await userEvent.keyboard('{Enter}{ArrowDown}{ArrowDown}{Enter}')
    expect(acts.copy).toHaveBeenCalledOnce()
    expect(screen.getByRole('button', { name: 'More' })).toHaveFocus()
    expect(screen.queryByRole('menu')).toBeNull()
  })
  it('moves by first letter, and a closed item says why and does nothing', async () => {
    const acts = show()
    await userEvent.click(screen.getByRole('button', { name: 'More' }))
    await userEvent.keyboard('w')
    const item = screen.getByRole('menuitem', { name: /Withdraw.*The order is already issued/ })
    expect(item).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    expect(acts.cancel).not.toHaveBeenCalled()
    await userEvent.keyboard('{Escape}')
    expect(screen.getByRole('button', { name: 'More' })).toHaveFocus()
  })
  it('closes on a press outside', async () => {
    show()
    await userEvent.click(screen.getByRole('button', { name: 'More' }))
    await userEvent.click(document.body)
    expect(screen.queryByRole('menu')).toBeNull()
  })
})
