import { useEffect, useState } from 'react'

/** How many whole seconds are left, counted down while somebody looks. */
export function useSecondsTo(atMs: number): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return Math.max(0, Math.ceil((atMs - now) / 1000))
}
