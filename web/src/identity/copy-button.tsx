import { useMutation } from '@tanstack/react-query'
import { Check, Copy } from 'lucide-react'
import { Button } from '@/ui/button'
import { messages } from './messages.en'

const words = messages.copy

/** Copies a text, and says whether it is copied. */
export function CopyButton({ text }: { text: string }) {
  const copying = useMutation({ mutationFn: () => navigator.clipboard.writeText(text) })
  const Icon = copying.isSuccess ? Check : Copy
  return (
    <>
      <Button
        icon={<Icon className="size-4" aria-hidden="true" />}
        onClick={() => copying.mutate()}
      >
        {words.act}
      </Button>
      <span role="status" className={copying.isError ? 'basis-full text-bad text-xs' : 'sr-only'}>
        {copying.isSuccess ? words.done : copying.isError ? words.failed : null}
      </span>
    </>
  )
}
