import { useRef } from 'react'
import { Button } from '@/ui/button'
import { Notice } from '@/ui/notice'
import { TextArea } from '@/ui/text-field'
import { messages as words } from './editor-words.en'
import { placeOf, type Read } from './policy-text'

type TextFormProps = {
  text: string
  read: Read
  /** What the server said, by the path within the policy. */
  errors: Record<string, string>
  onChange: (text: string) => void
}

/** The policy as text; whatever is wrong is said with its line, and leads there. */
export function TextForm({ text, read, errors, onChange }: TextFormProps) {
  const box = useRef<HTMLDivElement>(null)
  const goTo = (offset: number) => {
    const area = box.current?.querySelector('textarea')
    area?.focus()
    area?.setSelectionRange(offset, offset)
  }
  const told = Object.entries(errors).map(([path, message]) => ({
    path,
    message,
    ...placeOf(text, path.split('.').filter(Boolean)),
  }))
  return (
    <div ref={box} className="flex flex-col gap-3">
      {read.is === 'broken' ? (
        <Notice tone="bad" title={read.line ? words.atLine(read.line) : words.problems}>
          {read.why}
        </Notice>
      ) : null}
      {read.is === 'other' && told.length === 0 ? (
        <Notice tone="warn">{words.notPolicy}</Notice>
      ) : null}
      {read.is !== 'broken' && told.length > 0 ? (
        <Notice tone="bad" title={words.problems}>
          <ul className="flex flex-col items-start gap-1">
            {told.map(({ path, message, line, offset }) => (
              <li key={path}>
                <Button size="sm" onClick={() => goTo(offset)}>
                  {words.atLine(line)}
                </Button>{' '}
                <code className="font-mono text-xs">{path}</code> {message}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <TextArea
        label={words.policyText}
        hint={words.policyTextHint}
        rows={24}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        maxLength={200_000}
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}
