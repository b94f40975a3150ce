import { safeReturn } from '@/identity/session'

/** A place of the operators' plane to return to after signing in; anything else is its first page. */
export function afterSignIn(to: string | undefined): string {
  const place = safeReturn(to)
  const isOfPlane = place === '/operator' || /^\/operator[/?]/.test(place)
  return isOfPlane && !place.startsWith('/operator/sign-in') ? place : '/operator'
}
