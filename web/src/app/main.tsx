import { CSPProvider } from '@base-ui/react/csp-provider'
import { Tooltip } from '@base-ui/react/tooltip'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createQueryClient } from '@/api/query-client'
import { reading } from '@/api/reading'
import { onSessionEnded } from '@/api/send'
import { endedBecause } from '@/identity/session'
import { ShortcutProvider } from '@/ui/shortcuts'
import '@/ui/styles.css'
import { ToastProvider } from '@/ui/toast'
import { leaveReading } from './leave-reading'
import { paths } from './paths'
import { createAppRouter } from './router'

const cache = createQueryClient()
const router = createAppRouter(cache)

onSessionEnded((because) => {
  if (reading() !== null) return void leaveReading(router, cache, true)
  const here = router.state.location
  if (here.pathname === '/sign-in') return
  cache.clear()
  if (because) cache.setQueryData(endedBecause, because)
  void router.navigate(paths.signIn(here.href))
})

const place = document.getElementById('root')
if (!place) throw new Error('The page has no #root element')
createRoot(place).render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={cache}>
        <Tooltip.Provider delay={350}>
          <ShortcutProvider>
            <ToastProvider>
              <RouterProvider router={router} />
            </ToastProvider>
          </ShortcutProvider>
        </Tooltip.Provider>
      </QueryClientProvider>
    </CSPProvider>
  </StrictMode>,
)
