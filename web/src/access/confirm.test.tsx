import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import type { Asked } from '@/api/confirming'
import { ProblemError } from '@/kernel/problem'
import Confirm from './confirm'

const asked: Asked = {
  id: 'i1',
  title: 'Change the security policy',
  lines: ['Failures that make an account wait: 10 → 5', 'Organisation: Harbour House'],
  sent_to: 'o***@harbour-house.example',
  expires_at: new Date(Date.now() + 300_000).toISOString(),
  endsAtMs: Date.now() + 300_000,
  channels: ['mail'],
}
const byPasskey = { channels: ['passkey', 'mail'], passkey: { challenge: 'AQ' } }

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status })
const refused = (more: object) =>
  json({ title: 'It does not.', status: 403, code: 'confirmation_refused', ...more }, 403)

const assertion = {
  id: 'aQ',
  rawId: 'aQ',
  type: 'public-key',
  response: { authenticatorData: 'ZA', clientDataJSON: 'Yw', signature: 'cw' },
} as const

function show(answers: Response[], facts: Partial<Asked> = {}, hasPasskeys = true) {
  const showsPasskey = vi.fn(async () => assertion)
  const attempt = vi.fn(async (_: string | null) => answers.shift() ?? json({}))
  const onEnd = vi.fn()
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Confirm
        asked={{ ...asked, ...facts }}
        attempt={attempt}
        onEnd={onEnd}
        device={{ hasPasskeys: () => hasPasskeys, showsPasskey }}
      />
    </QueryClientProvider>,
  )
  return { attempt, onEnd, showsPasskey }
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
    const field = screen.getByLabelText('Code')
    await vi.waitFor(() => expect(field).toHaveValue(''))
    expect(field).toHaveFocus()
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
    expect(attempt.mock.calls).toEqual([['mail'], ['i2:12345678']])
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

describe('what a passkey confirms', () => {
  const clicks = (name: string) => userEvent.click(screen.getByRole('button', { name }))

  it('is shown word for word, signed as the server asks and done', async () => {
    const { attempt, onEnd, showsPasskey } = show([json({ done: true })], byPasskey)
    const lines = screen.getAllByRole('listitem').map((line) => line.textContent)
    expect(lines).toEqual(asked.lines)
    expect(screen.queryByLabelText('Code')).toBeNull()
    await clicks('Confirm with a passkey')
    await vi.waitFor(() => expect(onEnd).toHaveBeenCalledOnce())
    expect(showsPasskey).toHaveBeenCalledWith({ challenge: 'AQ' })
    expect(attempt).toHaveBeenCalledWith('i1:aQ.ZA.Yw.cw')
  })
  it('may be tried again, and says how often', async () => {
    const { attempt, onEnd } = show([refused({ tries_left: 4 }), json({})], byPasskey)
    await clicks('Confirm with a passkey')
    expect(await screen.findByText(/4 more may be tried/)).toBeVisible()
    expect(onEnd).not.toHaveBeenCalled()
    await clicks('Confirm with a passkey')
    await vi.waitFor(() => expect(onEnd).toHaveBeenCalledOnce())
    expect(attempt).toHaveBeenCalledTimes(2)
  })
  it('says why the browser showed none, and sends nothing', async () => {
    const { attempt, showsPasskey } = show([], byPasskey)
    const problem = { type: '', title: 'No passkey was used', status: 0, code: 'x', request_id: '' }
    showsPasskey.mockRejectedValueOnce(new ProblemError(problem))
    await clicks('Confirm with a passkey')
    expect(await screen.findByText('No passkey was used')).toBeVisible()
    expect(attempt).not.toHaveBeenCalled()
  })
  it('is confirmed by a code where somebody would rather have one, and goes back', async () => {
    const mailed = { ...asked, ...byPasskey, passkey: null, id: 'i2' }
    const again = { ...asked, ...byPasskey, id: 'i3' }
    const required = { title: 'Confirm.', status: 403, code: 'confirmation_required' }
    const answers = [mailed, again].map((confirmation) => json({ ...required, confirmation }, 403))
    const { attempt } = show(answers, byPasskey)
    await clicks('Send a code instead')
    const field = await screen.findByLabelText('Code')
    await vi.waitFor(() => expect(field).toHaveFocus())
    await clicks('Use a passkey instead')
    expect(await screen.findByRole('button', { name: 'Confirm with a passkey' })).toBeVisible()
    expect(attempt.mock.calls).toEqual([['mail'], [null]])
  })
  it('is asked anew once it is over, or nothing more is taken', async () => {
    const confirmation = { ...asked, ...byPasskey, id: 'i2' }
    const again = { title: 'Confirm.', status: 403, code: 'confirmation_required', confirmation }
    const { attempt } = show([refused({ tries_left: 0 }), json(again, 403)], byPasskey)
    await clicks('Confirm with a passkey')
    await screen.findByText('It does not.')
    await clicks('Ask once more')
    expect(await screen.findByRole('button', { name: 'Confirm with a passkey' })).toBeVisible()
    expect(attempt.mock.calls[1]).toEqual([null])
  })
  it('is over with its time', () => {
    show([], { ...byPasskey, endsAtMs: Date.now() - 1000 })
    expect(screen.getByText('The time to confirm it is over')).toBeVisible()
    expect(screen.getByRole('button', { name: 'Ask once more' })).toBeVisible()
  })
  it('leaves the code to a browser that has no passkeys', () => {
    show([], byPasskey, false)
    expect(screen.getByText('This browser cannot use your passkey')).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Confirm with a passkey' })).toBeNull()
  })
})
