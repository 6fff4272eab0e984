import { useSyncExternalStore } from 'react'
import { Button } from './Button.tsx'
import { dismissToast, toastStore } from './toasts.ts'

/** The region is always there, so that what appears in it is read out. */
export function Toasts() {
  const toast = useSyncExternalStore(toastStore.subscribe, toastStore.get)
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toast ? (
        <div className="toast" key={toast.id}>
          <span>{toast.message}</span>
          {toast.action ? (
            <Button
              size="sm"
              onPress={() => {
                toast.action?.onPress()
                dismissToast()
              }}
            >
              {toast.action.label}
            </Button>
          ) : null}
        </div>
      ) : null}
    </div>
  )
}
