import { Check } from 'lucide-react'
import { messages } from './messages.en'

const signatures = ['w-24', 'w-32', 'w-20']

/** The other half of the page on wide screens: an order with its signatures. Says nothing a reader would miss. */
export function SignInPicture() {
  return (
    <aside className="flex flex-col justify-between gap-10 bg-[oklch(0.33_0.058_176)] p-12 text-[oklch(0.97_0.012_150)] max-lg:hidden">
      <div aria-hidden="true" className="m-auto w-full max-w-[400px]">
        <div className="rotate-[-1.6deg] rounded-xl bg-[oklch(0.985_0.006_150)] p-7 shadow-pop">
          <div className="flex items-center justify-between">
            <span className="h-3 w-28 rounded-full bg-[oklch(0.33_0.058_176)]" />
            <span className="h-2.5 w-20 rounded-full bg-[oklch(0.88_0.015_170)]" />
          </div>
          <div className="mt-6 flex flex-col gap-3.5">
            {['w-40', 'w-52', 'w-36'].map((width) => (
              <div key={width} className="flex items-center justify-between">
                <span className={`h-2.5 rounded-full bg-[oklch(0.88_0.015_170)] ${width}`} />
                <span className="h-2.5 w-14 rounded-full bg-[oklch(0.8_0.02_170)]" />
              </div>
            ))}
          </div>
          <div className="mt-6 flex flex-col gap-4 border-[oklch(0.9_0.01_170)] border-t pt-6">
            {signatures.map((width) => (
              <div key={width} className="flex items-center gap-3.5">
                <span className="grid size-7 place-items-center rounded-full bg-[oklch(0.9_0.16_118)] text-[oklch(0.25_0.05_140)]">
                  <Check className="size-4" strokeWidth={2.75} />
                </span>
                <span className={`h-2.5 rounded-full bg-[oklch(0.72_0.03_172)] ${width}`} />
                <span className="ml-auto h-2 w-12 rounded-full bg-[oklch(0.9_0.012_170)]" />
              </div>
            ))}
          </div>
        </div>
      </div>
      <div className="max-w-[42ch]">
        <p className="font-semibold text-2xl tracking-[-0.02em]">{messages.promise}</p>
        <p className="mt-2 text-[oklch(0.88_0.03_160)]">{messages.promiseDetail}</p>
      </div>
    </aside>
  )
}
