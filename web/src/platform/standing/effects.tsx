import type { Act, OrganisationAtAGlance } from '@/api/schema.gen'
import { messages } from '../messages.en'

const words = messages.standing

/** An organisation as one speaks of it; while its home is out of reach, by the name it signs in with. */
export function nameOf({ name, slug }: OrganisationAtAGlance): string {
  return name ?? slug
}

/** What an act does. */
export function Effects({ act }: { act: Act }) {
  const { effectsTitle, effects } = words.acts[act]
  return (
    <section aria-label={effectsTitle} className="rounded-md bg-sunken px-4 py-3 text-sm">
      <h3 className="font-[550] text-muted text-xs">{effectsTitle}</h3>
      <ul className="mt-1.5 flex list-disc flex-col gap-1 pl-4 marker:text-faint">
        {effects.map((effect) => (
          <li key={effect}>{effect}</li>
        ))}
      </ul>
    </section>
  )
}
