import { useState } from 'react'
import { Button } from '@/ui/button'
import { AskDialog, type AskDialogProps } from './ask-dialog'

type AskButtonProps<Done> = Omit<AskDialogProps<Done>, 'confirm' | 'onClose'> & {
  /** What the button says, before and after it was asked. */
  act: string
  look?: 'danger'
}

/** A button whose act is asked once more. */
export function AskButton<Done>({ act, look, ...asked }: AskButtonProps<Done>) {
  const [isAsked, setIsAsked] = useState(false)
  return (
    <>
      <Button {...(look ? { look } : {})} onClick={() => setIsAsked(true)}>
        {act}
      </Button>
      {isAsked ? <AskDialog {...asked} confirm={act} onClose={() => setIsAsked(false)} /> : null}
    </>
  )
}
