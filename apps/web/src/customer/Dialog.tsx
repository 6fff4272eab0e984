import { X } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'

/**
 * The browser's own modal dialog: traps the focus, gives it back, closes on Escape, and costs nothing to load. The
 * focus begins at `data-first`, where there is one.
 */
export function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const { t } = useTranslation('customer')
  const ref = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = ref.current
    const opener = document.activeElement
    if (dialog && !dialog.open) dialog.showModal()
    dialog?.querySelector<HTMLElement>('[data-first]')?.focus()
    return () => {
      dialog?.close()
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
    }
  }, [])
  return (
    <dialog
      ref={ref}
      className="cu-dialog"
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onPointerDown={(event) => event.target === ref.current && onClose()}
    >
      <div className="cu-dialog-in">
        <div className="cu-dialog-head">
          <h2>{title}</h2>
          <button type="button" className="b b-quiet b-ico cu-tap" aria-label={t('close')} onClick={onClose}>
            <X className="i" aria-hidden="true" />
          </button>
        </div>
        {children}
      </div>
    </dialog>
  )
}
