import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { OrganisationAtAGlance, WaitingView } from '@/api/schema.gen'
import { type Operator, operatorQuery } from '../session/queries'
import AskStanding from './ask'
import CarryOutStanding from './carry-out'
import { type Asked, StandingActs } from './standing'
import WithdrawStanding from './withdraw'

const oda: Operator = {
  id: 'o1',
  name: 'Oda Finch',
  email: 'oda@operators.example',
  role: 'ops',
  permissions: ['platform.tenant_suspend', 'platform.tenant_delete'],
  regions: [],
  signed_in_at: new Date().toISOString(),
  expires_at: new Date(Date.now() + 900_000).toISOString(),
  idle_limit_s: 900,
  sign_in_within_s: 300,
  signedInAtMs: Date.now(),
}
const waiting: WaitingView = {
  id: 'c1',
  act: 'delete',
  reason: 'The contract has ended.',
  asked_by: 'o2',
  asked_by_name: 'Kofi Mensah',
  asked_at: new Date().toISOString(),
  expires_at: new Date(Date.now() + 86_400_000).toISOString(),
}
const inn = { id: 'i1', slug: 'an-inn', name: 'An Inn', home: 'eu1', state: 'active' } as const

function shows(shown: (ask: (asked: Asked) => void) => ReactNode, operator = oda) {
  const cache = new QueryClient()
  cache.setQueryData(operatorQuery.queryKey, operator)
  const ask = vi.fn()
  render(<QueryClientProvider client={cache}>{shown(ask)}</QueryClientProvider>)
  return ask
}

const acts = (organisation: OrganisationAtAGlance, operator = oda) =>
  shows((ask) => <StandingActs organisation={organisation} ask={ask} />, operator)

const buttons = () => screen.queryAllByRole('button').map((button) => button.textContent)

/** What the server answers, and what it was sent. */
function answers(body: object, status = 200) {
  const sent: { path: string; body: string }[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    sent.push({ path: new URL(request.url).pathname, body: await request.text() })
    return new Response(JSON.stringify(body), { status })
  })
  return sent
}

afterEach(() => vi.unstubAllGlobals())

describe('what waits for a second operator', () => {
  it('is carried out or taken back by another', async () => {
    const ask = acts({ ...inn, waiting })
    expect(buttons()).toEqual(['Review', 'Take back'])
    await userEvent.click(screen.getByRole('button', { name: /^Take back: .*An Inn/ }))
    expect(ask).toHaveBeenCalledWith({ to: 'withdraw', organisation: { ...inn, waiting }, waiting })
  })
  it('is only taken back by whoever asked', () => {
    acts({ ...inn, waiting: { ...waiting, asked_by: 'o1' } })
    expect(buttons()).toEqual(['Take back'])
    expect(screen.getByText('Waits for a second operator')).toBeVisible()
  })
  it('is nothing to whoever may not ask for it', () => {
    acts({ ...inn, waiting: { ...waiting, act: 'resume' } })
    expect(buttons()).toEqual([])
  })
  it('is taken back without a reason', async () => {
    const sent = answers({})
    const onClose = vi.fn()
    shows(() => (
      <WithdrawStanding
        organisation={inn}
        waiting={{ ...waiting, act: 'delete' }}
        onClose={onClose}
      />
    ))
    await userEvent.click(screen.getByRole('button', { name: 'Take back' }))
    await vi.waitFor(() => expect(onClose).toHaveBeenCalledOnce())
    expect(sent).toEqual([
      { path: '/v1/operator/organisations/an-inn/deletion/withdraw', body: '' },
    ])
  })
  it('says what goes before it is carried out', async () => {
    const sent = answers({ deletes_at: '2026-11-30T09:00:00Z' })
    const onClose = vi.fn()
    shows(() => (
      <CarryOutStanding
        organisation={inn}
        waiting={{ ...waiting, act: 'delete' }}
        onClose={onClose}
      />
    ))
    expect(screen.getByRole('dialog', { name: 'Delete An Inn' })).toHaveTextContent('Kofi Mensah')
    expect(screen.getByText(/everything in it goes for good/)).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'Delete' }))
    await vi.waitFor(() => expect(onClose).toHaveBeenCalledOnce())
    expect(sent[0]?.path).toBe('/v1/operator/organisations/an-inn/deletion/carry-out')
  })
})

describe('asking to delete', () => {
  const typed = async (name: string) => {
    const onClose = vi.fn()
    shows(() => <AskStanding act="delete" organisation={inn} onClose={onClose} />)
    await userEvent.type(screen.getByRole('textbox', { name: /once more/ }), name)
    await userEvent.type(screen.getByRole('textbox', { name: /Why/ }), 'It has ended')
    await userEvent.click(screen.getByRole('button', { name: 'Ask a second operator' }))
    return onClose
  }

  it('sends the name that was typed again', async () => {
    const sent = answers({}, 201)
    const onClose = await typed(' an-inn')
    await vi.waitFor(() => expect(onClose).toHaveBeenCalledOnce())
    expect(sent[0]?.path).toBe('/v1/operator/organisations/an-inn/deletion')
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual({
      organisation: 'an-inn',
      reason: 'It has ended',
    })
  })
  it('says beside the name that it is another', async () => {
    answers({ title: 'It is not its name.', status: 409, code: 'deletion_name_differs' }, 409)
    const onClose = await typed('another')
    const field = screen.getByRole('textbox', { name: /once more/ })
    await vi.waitFor(() => expect(field).toHaveAccessibleDescription(/It is not its name/))
    expect(onClose).not.toHaveBeenCalled()
    await userEvent.type(field, 'x')
    expect(field).not.toHaveAccessibleDescription(/It is not its name/)
  })
})

describe('restoring', () => {
  it('is done by one operator, who says why', async () => {
    const sent = answers({})
    const onClose = vi.fn()
    shows(() => (
      <AskStanding act="restore" organisation={{ ...inn, state: 'deleting' }} onClose={onClose} />
    ))
    expect(screen.queryByRole('textbox', { name: /once more/ })).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: 'Restore' }))
    expect(sent).toEqual([])
    await userEvent.type(screen.getByRole('textbox', { name: /Why/ }), 'The wrong one')
    await userEvent.click(screen.getByRole('button', { name: 'Restore' }))
    await vi.waitFor(() => expect(onClose).toHaveBeenCalledOnce())
    expect(sent).toEqual([
      {
        path: '/v1/operator/organisations/an-inn/deletion/restore',
        body: JSON.stringify({ reason: 'The wrong one' }),
      },
    ])
  })
})
