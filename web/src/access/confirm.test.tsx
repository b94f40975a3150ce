import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import type { Asked } from '@/api/confirming'
import Confirm from './confirm'

const asked: Asked = {
  id: 'i1',
  title: 'Change the security policy',
  lines: ['Failures that make an account wait: 10 → 5', 'Organisation: Harbour House'],
  sent_to: 'o***@harbour-house.example',
  expires_at: new Date(Date.now() + 300_000).toISOString(),
  endsAtMs: Date.now() + 300_000,
}

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status })
const refused = (more: object) =>
  json({ title: 'It does not.', status: 403, code: 'confirmation_refused', ...more }, 403)

function show(answers: Response[], facts: Partial<Asked> = {}) {
  const attempt = vi.fn(async (_: string | null) => answers.shift() ?? json({}))
  const onEnd = vi.fn()
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Confirm asked={{ ...asked, ...facts }} attempt={attempt} onEnd={onEnd} />
    </QueryClientProvider>,
  )
  return { attempt, onEnd }
}

async function types(code: string) {
  await userEvent.type(screen.getByLabelText('Code'), `${code}{Enter}`)
}

describe('what is to be confirmed', () => {
  it('is shown word for word, and done by its code', async () => {
    const { attempt, onEnd } = show([json({ done: true })])
    expect(screen.getByRole('dialog', { name: 'Change the security policy' })).toBeVisible()
    const lines = screen.getAllByRole('listitem').map((line) => line.textContent)
    expect(lines).toEqual(asked.lines)
    await types('1234 5678')
    await vi.waitFor(() => expect(onEnd).toHaveBeenCalledOnce())
    expect(attempt).toHaveBeenCalledWith('i1:12345678')
    expect(onEnd.mock.calls[0]?.[0]?.status).toBe(200)
  })
  it('waits for all digits, and says how many more codes may be tried', async () => {
    const { attempt, onEnd } = show([refused({ tries_left: 4 })])
    await types('1234')
    expect(screen.getByText('Type the eight digits of the mail.')).toBeVisible()
    expect(attempt).not.toHaveBeenCalled()
    await types('5678')
    expect(await screen.findByText(/4 more may be tried/)).toBeVisible()
    expect(screen.getByLabelText('Code')).toHaveValue('')
    expect(screen.getByLabelText('Code')).toHaveFocus()
    expect(onEnd).not.toHaveBeenCalled()
  })
  it('is mailed anew when asked, under another id', async () => {
    const confirmation = { ...asked, id: 'i2' }
    const again = { title: 'Confirm.', status: 403, code: 'confirmation_required', confirmation }
    const { attempt, onEnd } = show([json(again, 403), json({})])
    await userEvent.click(screen.getByRole('button', { name: 'Send a new code' }))
    expect(await screen.findByText(/A new code was sent/)).toBeVisible()
    await types('12345678')
    await vi.waitFor(() => expect(onEnd).toHaveBeenCalledOnce())
    expect(attempt.mock.calls).toEqual([[null], ['i2:12345678']])
  })
  it('is over with its time, and says so', () => {
    show([], { endsAtMs: Date.now() - 1000 })
    expect(screen.getByText('This code has expired')).toBeVisible()
  })
  it('leaves every other refusal to the screen that asked', async () => {
    const stale = json({ title: 'Stale.', status: 412, code: 'stale' }, 412)
    const { onEnd } = show([stale])
    await types('12345678')
    await vi.waitFor(() => expect(onEnd).toHaveBeenCalledWith(stale))
  })
  it('is given up without being done', async () => {
    const { attempt, onEnd } = show([])
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(onEnd).toHaveBeenCalledWith(null)
    expect(attempt).not.toHaveBeenCalled()
  })
})
