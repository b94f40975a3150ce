import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { OperatorView, OperatorWaitingView } from '@/api/schema.gen'
import { type Operator, operatorQuery } from '../session/queries'
import AskOfOperator from './ask'
import InviteOperator from './create'
import DecideOperator from './decide'

const vera: Operator = {
  id: 'o1',
  name: 'Vera Lindholm',
  email: 'vera@operators.example',
  role: 'security',
  permissions: ['platform.operator_manage', 'platform.incident_read'],
  regions: [],
  signed_in_at: new Date().toISOString(),
  expires_at: new Date(Date.now() + 900_000).toISOString(),
  idle_limit_s: 900,
  sign_in_within_s: 300,
  signedInAtMs: Date.now(),
}
const waiting: OperatorWaitingView = {
  id: 'c1',
  act: 'close',
  reason: 'Left on Friday.',
  asked_by: 'o2',
  asked_by_name: 'Tove Aasen',
  asked_at: new Date().toISOString(),
  expires_at: new Date(Date.now() + 86_400_000).toISOString(),
}
const kofi: OperatorView = {
  id: 'o3',
  name: 'Kofi Mensah',
  email: 'kofi@operators.example',
  role: 'ops',
  state: 'active',
  since: new Date().toISOString(),
  signed_in_at: null,
  has_app: true,
  passkeys: 0,
  link_expires_at: null,
  waiting,
}

function shows(shown: (onClose: () => void) => ReactNode) {
  const cache = new QueryClient()
  cache.setQueryData(operatorQuery.queryKey, vera)
  const onClose = vi.fn()
  render(<QueryClientProvider client={cache}>{shown(onClose)}</QueryClientProvider>)
  return onClose
}

/** What the server answers, and what it was sent. */
function answers(body: object, status = 200) {
  const sent: { path: string; body: string }[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    sent.push({ path: new URL(request.url).pathname, body: await request.text() })
    return new Response(JSON.stringify(body), { status })
  })
  return sent
}

const press = (name: string) => userEvent.click(screen.getByRole('button', { name }))

afterEach(() => vi.unstubAllGlobals())

describe('what waits about an operator', () => {
  it('is read before it is carried out', async () => {
    const sent = answers({})
    const onClose = shows((close) => (
      <DecideOperator to="carry_out" operator={kofi} waiting={waiting} onClose={close} />
    ))
    const dialog = screen.getByRole('dialog', { name: 'Close the account of Kofi Mensah' })
    expect(dialog).toHaveTextContent('Tove Aasen')
    expect(dialog).toHaveTextContent('Kofi Mensah <kofi@operators.example>')
    await press('Close the account')
    await vi.waitFor(() => expect(onClose).toHaveBeenCalledOnce())
    expect(sent).toEqual([{ path: '/v1/operator/operators/o3/change/carry-out', body: '' }])
  })
  it('is taken back without a reason', async () => {
    const sent = answers({})
    const onClose = shows((close) => (
      <DecideOperator to="withdraw" operator={kofi} waiting={waiting} onClose={close} />
    ))
    await press('Take back')
    await vi.waitFor(() => expect(onClose).toHaveBeenCalledOnce())
    expect(sent).toEqual([{ path: '/v1/operator/operators/o3/change/withdraw', body: '' }])
  })
})

describe('asking about an operator', () => {
  it.each([
    ['close', '/v1/operator/operators/o3/closing'],
    ['renew', '/v1/operator/operators/o3/link'],
  ] as const)('to %s says why', async (act, path) => {
    const sent = answers({}, 201)
    const onClose = shows((close) => <AskOfOperator act={act} operator={kofi} onClose={close} />)
    await press('Ask a second operator')
    expect(sent).toEqual([])
    await userEvent.type(screen.getByRole('textbox', { name: /Why/ }), 'The phone is lost')
    await press('Ask a second operator')
    await vi.waitFor(() => expect(onClose).toHaveBeenCalledOnce())
    expect(sent).toEqual([{ path, body: JSON.stringify({ reason: 'The phone is lost' }) }])
  })
})

describe('asking that somebody be let in', () => {
  it('says what is missing, then who and why', async () => {
    const sent = answers({}, 201)
    const onClose = shows((close) => <InviteOperator onClose={close} />)
    await press('Ask a second operator')
    expect(screen.getByRole('textbox', { name: /Their name/ })).toHaveAccessibleDescription(
      /Type their name/,
    )
    expect(screen.getByRole('combobox', { name: /Role/ })).toHaveAccessibleDescription(
      /Choose a role/,
    )
    await userEvent.type(screen.getByRole('textbox', { name: /Their name/ }), 'Nils Aune')
    await userEvent.type(screen.getByRole('textbox', { name: /e-mail/ }), 'nils@operators.example')
    await userEvent.selectOptions(screen.getByRole('combobox', { name: /Role/ }), 'Support')
    await userEvent.type(screen.getByRole('textbox', { name: /Why/ }), 'Helps from March')
    await press('Ask a second operator')
    await vi.waitFor(() => expect(onClose).toHaveBeenCalledOnce())
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual({
      name: 'Nils Aune',
      email: 'nils@operators.example',
      role: 'support',
      reason: 'Helps from March',
    })
  })
})
