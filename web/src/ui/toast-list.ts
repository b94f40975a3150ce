export type ToastText = { title: string; description?: string }
export type Toast = ToastText & { id: number; isFailure: boolean }

const toastsMax = 4

/** Numbers the messages and keeps the newest few; a failure gives way last. */
export function newToastList() {
  let last = 0
  return {
    with: (old: readonly Toast[], text: Omit<Toast, 'id'>): readonly Toast[] => {
      last += 1
      const all = [...old, { ...text, id: last }]
      if (all.length <= toastsMax) return all
      const leaving = all.find((one) => !one.isFailure) ?? all[0]
      return all.filter((one) => one !== leaving)
    },
  }
}
