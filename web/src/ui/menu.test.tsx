import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { Button } from './button'
import { Menu, MenuItem, MenuTick } from './menu'

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
  it('turns a tick and stays open; one that is closed says why and stays as it is', async () => {
    const turn = vi.fn()
    render(
      <Menu trigger={<Button>Roles</Button>}>
        <MenuTick isTicked={false} onTickedChange={turn} hint="Reads everything">
          Auditor
        </MenuTick>
        <MenuTick isTicked={false} onTickedChange={turn} hint="Governs" closedBecause="Owners only">
          Owner
        </MenuTick>
      </Menu>,
    )
    await userEvent.click(screen.getByRole('button', { name: 'Roles' }))
    await userEvent.keyboard('{ArrowDown}{Enter}')
    expect(screen.getByRole('menuitemcheckbox', { name: /Owner.*Owners only/ })).toHaveFocus()
    expect(turn).not.toHaveBeenCalled()
    await userEvent.keyboard('{ArrowUp}{Enter}')
    expect(turn).toHaveBeenCalledExactlyOnceWith(true)
    expect(screen.getByRole('menuitemcheckbox', { name: /Auditor.*Reads/ })).toBeVisible()
  })
  it('closes on a press outside', async () => {
    show()
    await userEvent.click(screen.getByRole('button', { name: 'More' }))
    await userEvent.click(document.body)
    expect(screen.queryByRole('menu')).toBeNull()
  })
})
