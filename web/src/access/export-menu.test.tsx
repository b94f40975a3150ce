import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { clearAccessToken, setAccessToken } from '@/api/access-token'
import { ToastProvider } from '@/ui/toast'
import { ExportMenu } from './export-menu'
import { meQuery } from './me'

const asked: Request[] = []
const saved: string[] = []

function show(permissions: readonly string[], filters = {}) {
  const client = new QueryClient()
  client.setQueryData(meQuery.queryKey, { permissions } as never)
  render(
    <QueryClientProvider client={client}>
      <ToastProvider>
        <ExportMenu
          permission="supplier.export"
          lists={[{ what: 'Suppliers', path: '/v1/suppliers/export' }]}
          filters={filters}
        />
      </ToastProvider>
    </QueryClientProvider>,
  )
}

function serve(handler: (request: Request) => Response | Promise<Response>): void {
  vi.stubGlobal('fetch', (request: Request) => {
    asked.push(request)
    return handler(request)
  })
}

async function takes(what: string) {
  await userEvent.click(await screen.findByRole('button', { name: 'Export' }))
  await userEvent.click(screen.getByRole('menuitem', { name: what }))
}

beforeEach(() => {
  asked.length = 0
  saved.length = 0
  setAccessToken('alive', 300)
  vi.stubGlobal(
    'URL',
    Object.assign(URL, { createObjectURL: () => 'blob:1', revokeObjectURL() {} }),
  )
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    saved.push(this.download)
  })
})
afterEach(() => {
  clearAccessToken()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe('ExportMenu', () => {
  it('asks for the list under its filters and saves it by the name that the server gives', async () => {
    serve(
      () =>
        new Response('a', {
          headers: {
            'Content-Disposition': 'attachment; filename="suppliers_house_2026-11-21.xlsx"',
            'Export-Rows': '1204',
          },
        }),
    )
    show(['supplier.export'], { status: 'active', country: undefined })
    await takes('Suppliers as Excel (XLSX)')
    expect(await screen.findByText('suppliers_house_2026-11-21.xlsx, 1,204 rows')).toBeVisible()
    expect(asked[0]?.url).toBe(`${location.origin}/v1/suppliers/export?status=active&format=xlsx`)
    expect(saved).toEqual(['suppliers_house_2026-11-21.xlsx'])
  })
  it('can be stopped while it runs, and says nothing of a failure then', async () => {
    serve(
      ({ signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason))
        }),
    )
    show(['supplier.export'])
    await takes('Suppliers as CSV')
    await userEvent.click(await screen.findByRole('button', { name: 'Preparing the file' }))
    await userEvent.click(screen.getByRole('menuitem', { name: 'Stop the export' }))
    expect(await screen.findByRole('button', { name: 'Export' })).toBeVisible()
    expect(screen.queryByText('The list could not be exported')).toBeNull()
    expect(saved).toEqual([])
  })
  it('tells why there is no file', async () => {
    const problem = {
      title: 'More matches than one file takes.',
      status: 409,
      code: 'export_too_large',
      next: 'Narrow the filters.',
    }
    serve(() => new Response(JSON.stringify(problem), { status: 409 }))
    show(['supplier.export'])
    await takes('Suppliers as CSV')
    expect(
      await screen.findByText('More matches than one file takes. Narrow the filters.'),
    ).toBeVisible()
  })
  it('is not offered to whoever may not', () => {
    show(['supplier.view'])
    expect(screen.queryByRole('button')).toBeNull()
  })
})
