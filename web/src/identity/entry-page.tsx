import type { ReactNode } from 'react'
import { classNames } from '@/ui/class-names'
import { SignInPicture } from './sign-in-picture'

type EntryPageProps = { isWide?: boolean; children: ReactNode }

/** The frame of what is seen before one is in: one thing to do, and a picture beside it on wide screens. */
export function EntryPage({ isWide = false, children }: EntryPageProps) {
  return (
    <main className="grid min-h-dvh bg-surface lg:grid-cols-[minmax(0,1fr)_minmax(0,1.05fr)]">
      <div className="flex flex-col px-6 py-8 sm:px-10">
        <p className="flex items-center gap-2.5 font-semibold">
          <img src="/favicon.svg" alt="" className="size-8" />
          Countersign
        </p>
        <div
          className={classNames('m-auto w-full py-10', isWide ? 'max-w-[400px]' : 'max-w-[360px]')}
        >
          {children}
        </div>
      </div>
      <SignInPicture />
    </main>
  )
}
