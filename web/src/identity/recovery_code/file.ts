import { messages } from '../messages.en'

const words = messages.recovery.file

type Told = {
  codes: readonly string[]
  organisation: { slug: string; name: string }
  email: string
  /** When, on the reader's own clock. */
  made: string
}

/** The codes as a file that says what they open. */
export function fileOf({ codes, organisation, email, made }: Told): { name: string; text: string } {
  const lines = [
    words.title,
    '',
    `${words.organisation}: ${organisation.name} (${organisation.slug})`,
    `${words.account}: ${email}`,
    `${words.made}: ${made}`,
    '',
    words.use,
    '',
    ...codes,
    '',
  ]
  return { name: `countersign-recovery-codes-${organisation.slug}.txt`, text: lines.join('\n') }
}
