import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { paths } from '@/app/paths'
import { buttonClass } from '@/ui/button'
import { offerQuery } from './offer'
import { words } from './words.en'

/** The way for whoever has no organisation, where the installation is open to them. */
export function WayToSignUp(): ReactNode {
  const { data } = useQuery(offerQuery)
  if (!data?.is_open) return null
  return (
    <Link {...paths.signUp()} className={`${buttonClass('ghost')} h-10 w-full`}>
      {words.way}
    </Link>
  )
}
