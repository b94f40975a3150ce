import { CircleAlert, CircleCheck, X } from 'lucide-react'
import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useMemo,
  useState,
} from 'react'
import { createPortal } from 'react-dom'
import { newToastList, type Toast, type ToastText } from './toast-list'
import { words } from './words'

type Teller = { done: (text: ToastText) => void; failed: (text: ToastText) => void }

const ToastContext = createContext<Teller>({ done: () => {}, failed: () => {} })
const shownMs = 6_000

/** Tells what just happened. A failure stays until it is dismissed. */
export function useToast(): Teller {
  return use(ToastContext)
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly Toast[]>([])
  const dismiss = useCallback(
    (id: number) => setToasts((old) => old.filter((one) => one.id !== id)),
    [],
  )
  const teller = useMemo<Teller>(() => {
    const list = newToastList()
    return {
      done: (text) => setToasts((old) => list.with(old, { ...text, isFailure: false })),
      failed: (text) => setToasts((old) => list.with(old, { ...text, isFailure: true })),
    }
  }, [])
  return (
    <ToastContext value={teller}>
      {children}
      {createPortal(
        <section
          aria-label={words.messages}
          className="pointer-events-none fixed right-4 bottom-4 z-70 flex w-[min(360px,calc(100vw-2rem))] flex-col gap-2 max-lg:top-16 max-lg:bottom-auto"
        >
          <div role="status" className="contents">
            {toasts.map((toast) =>
              toast.isFailure ? null : <Message key={toast.id} toast={toast} onDismiss={dismiss} />,
            )}
          </div>
          <div role="alert" className="contents">
            {toasts.map((toast) =>
              toast.isFailure ? <Message key={toast.id} toast={toast} onDismiss={dismiss} /> : null,
            )}
          </div>
        </section>,
        document.body,
      )}
    </ToastContext>
  )
}

function Message({ toast, onDismiss }: { toast: Toast; onDismiss: (id: number) => void }) {
  const [isHeld, setIsHeld] = useState(false)
  const { id, isFailure } = toast
  useEffect(() => {
    if (isFailure || isHeld) return undefined
    const timer = setTimeout(() => onDismiss(id), shownMs)
    return () => clearTimeout(timer)
  }, [id, isFailure, isHeld, onDismiss])
  const Icon = isFailure ? CircleAlert : CircleCheck
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: resting the pointer or the focus on it only keeps it from leaving.
    <div
      onPointerEnter={() => setIsHeld(true)}
      onPointerLeave={() => setIsHeld(false)}
      onFocus={() => setIsHeld(true)}
      onBlur={() => setIsHeld(false)}
      className="popup pointer-events-auto flex items-start gap-2.5 px-3.5 py-3 text-sm transition-[opacity,translate] duration-200 starting:translate-y-2 starting:opacity-0"
    >
      <Icon
        className={`mt-px size-4 shrink-0 ${isFailure ? 'text-bad' : 'text-good'}`}
        aria-hidden="true"
      />
      <div className="min-w-0 flex-1">
        <p className="font-[550]">{toast.title}</p>
        {toast.description ? <p className="mt-0.5 text-muted">{toast.description}</p> : null}
      </div>
      <button
        type="button"
        aria-label={words.dismiss}
        onClick={() => onDismiss(id)}
        className="-mt-1 -mr-1.5 grid size-7 shrink-0 place-items-center rounded-md text-faint hover:bg-hover hover:text-ink"
      >
        <X className="size-3.5" aria-hidden="true" />
      </button>
    </div>
  )
}
