import { Tooltip } from '@base-ui/react/tooltip'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { type Action, ActionButton } from './action-button'

function show(action: Action | undefined, onClick = vi.fn()) {
  render(
    <Tooltip.Provider>
      <ActionButton action={action} onClick={onClick}>
        Approve
      </ActionButton>
    </Tooltip.Provider>,
  )
  return onClick
}

const closed: Action = {
  name: 'purchase_order.approve',
  closed_because: { code: 'SOD-01', reason: 'You asked for this order.', who_could: ['Mateo'] },
}

describe('ActionButton', () => {
  it('acts when the server leaves the act open', async () => {
    const onClick = show({ name: 'purchase_order.approve', closed_because: null })
    await userEvent.click(screen.getByRole('button', { name: 'Approve' }))
    expect(onClick).toHaveBeenCalledOnce()
  })
  it('does nothing when closed, by pointer or by key', async () => {
    const onClick = show(closed)
    await userEvent.click(screen.getByRole('button', { name: 'Approve' }))
    await userEvent.keyboard('{Enter} ')
    expect(onClick).not.toHaveBeenCalled()
  })
  it('stays in the tab order and speaks the reason and who could', async () => {
    show(closed)
    await userEvent.tab()
    const button = screen.getByRole('button', { name: 'Approve' })
    expect(button).toHaveFocus()
    expect(button).toHaveAttribute('aria-disabled', 'true')
    expect(button).toHaveAccessibleDescription('You asked for this order. Who could: Mateo')
  })
  it('is not drawn when the server does not mention the act', () => {
    show(undefined)
    expect(screen.queryByRole('button')).toBeNull()
  })
})
