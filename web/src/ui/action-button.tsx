import { type ReactNode, useId } from 'react'
import { Button, type ButtonProps } from './button'
import { whoCouldWords } from './problem-shape'
import { Tooltip } from './tooltip'
import { words } from './words'

/** What the server says about one act on one document: open, or closed and why. */
export type Action = {
  name: string
  closed_because?: { code: string; reason: string; who_could?: unknown } | null | undefined
}

type ActionButtonProps = Omit<ButtonProps, 'isDisabled' | 'children'> & {
  /** Absent while the document is loading or when the server does not offer the act at all. */
  action: Action | undefined
  children: ReactNode
}

/**
 * The button of one act. The server decides: a closed act stays visible and focusable and says why,
 * an act that the server does not mention is not drawn.
 */
export function ActionButton({ action, children, ...rest }: ActionButtonProps) {
  const id = useId()
  if (!action) return null
  if (!action.closed_because) return <Button {...rest}>{children}</Button>
  const who = whoCouldWords(action.closed_because.who_could)
  const reason = action.closed_because.reason
  return (
    <>
      <Tooltip
        hint={
          <>
            <span className="block text-ink">{reason}</span>
            {who ? (
              <span className="block">
                {words.whoCould}: {who}
              </span>
            ) : null}
          </>
        }
      >
        <Button {...rest} isDisabled aria-describedby={id}>
          {children}
        </Button>
      </Tooltip>
      <span id={id} hidden>
        {who ? `${reason} ${words.whoCould}: ${who}` : reason}
      </span>
    </>
  )
}

/** Finds one act among those of a document. */
export function findAction(
  actions: readonly Action[] | undefined,
  name: string,
): Action | undefined {
  return actions?.find((action) => action.name === name)
}
