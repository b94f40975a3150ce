import { type ReactNode, useId } from 'react'
import { Button } from './button'
import { Dialog } from './dialog'

type FormDialogProps = {
  title: string
  description?: ReactNode
  size?: 'md' | 'lg'
  /** The word of the way back. */
  back: string
  /** The word of the one act. */
  submit: string
  look?: 'primary' | 'danger'
  isBusy: boolean
  onSubmit: () => void
  onClose: () => void
  children: ReactNode
}

/** A form in a dialog that is sent by its one act, or left. */
export function FormDialog({
  back,
  submit,
  look = 'primary',
  isBusy,
  onSubmit,
  onClose,
  children,
  ...rest
}: FormDialogProps) {
  const id = useId()
  return (
    <Dialog
      {...rest}
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      footer={
        <>
          <Button onClick={onClose}>{back}</Button>
          <Button type="submit" form={id} look={look} isBusy={isBusy}>
            {submit}
          </Button>
        </>
      }
    >
      <form
        id={id}
        noValidate
        className="flex flex-col gap-4 pt-0.5"
        onSubmit={(event) => {
          event.preventDefault()
          // It may stand in a form of its own, which is not to be sent.
          event.stopPropagation()
          onSubmit()
        }}
      >
        {children}
      </form>
    </Dialog>
  )
}
