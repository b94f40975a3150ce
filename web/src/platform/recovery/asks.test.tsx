import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Operator, operatorQuery } from '../session/queries'
import { BeginRecovery, CarryOutRecovery } from './asks'
import { words } from './words.en'

const oda: Operator = {
  id: 'o1',
  name: 'Oda Finch',
  email: 'oda@operators.example',
  role: 'ops',
  permissions: ['platform.tenant_read', 'platform.tenant_resume'],
  regions: [],
  signed_in_at: new Date().toISOString(),
  expires_at: new Date(Date.now() + 900_000).toISOString(),
  idle_limit_s: 900,
  sign_in_within_s: 300,
  signedInAtMs: Date.now(),
}

function shows(shown: ReactNode) {
  const cache = new QueryClient()
  cache.setQueryData(operatorQuery.queryKey, oda)
  const sent: { path: string; body: string }[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    sent.push({ path: new URL(request.url).pathname, body: await request.text() })
    return new Response('{}', { status: 201 })
  })
  render(<QueryClientProvider client={cache}>{shown}</QueryClientProvider>)
  return sent
}

afterEach(() => vi.unstubAllGlobals())

describe('bringing back the last owner', () => {
  it('begins with an address and a reason', async () => {
    const sent = shows(<BeginRecovery organisation="an-inn" onClose={vi.fn()} />)
    const user = userEvent.setup()
    await user.type(screen.getByRole('textbox', { name: words.email }), 'owner@an-inn.example')
    await user.type(screen.getByRole('textbox', { name: 'Why' }), 'She lost her phone.')
    await user.click(screen.getByRole('button', { name: words.begin }))
    await vi.waitFor(() => expect(sent).toHaveLength(1))
    expect(sent[0]?.path).toBe('/v1/operator/organisations/an-inn/recovery')
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual({
      email: 'owner@an-inn.example',
      reason: 'She lost her phone.',
      ticket: null,
    })
  })

  it('is told to nobody without the address', async () => {
    const sent = shows(<CarryOutRecovery organisation="an-inn" onClose={vi.fn()} />)
    await userEvent.setup().click(screen.getByRole('button', { name: words.carryOut }))
    await vi.waitFor(() =>
      expect(screen.getByRole('textbox', { name: words.email })).toHaveAccessibleDescription(
        new RegExp(words.needEmail),
      ),
    )
    expect(sent).toEqual([])
  })
})
