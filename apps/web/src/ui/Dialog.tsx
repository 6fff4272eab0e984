import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'

type DialogProps = {
  title: string
  /** Under the title, in support: what it does, honestly. */
  lead?: ReactNode
  isOpen: boolean
  onClose: () => void
  /** For what cannot be undone: no leaving by a click beside it. */
  alert?: boolean
  wide?: boolean
  children: ReactNode
}

/** A dialog in the middle of a wide screen, a sheet from below on a phone. Traps focus and gives it back. */
export function Dialog({ title, lead, isOpen, onClose, alert, wide, children }: DialogProps) {
  return (
    <ModalOverlay
      className="scrim"
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable={!alert}
      isKeyboardDismissDisabled={false}
    >
      <Modal>
        <AriaDialog className={wide ? 'dlg dlg-wide' : 'dlg'} role={alert ? 'alertdialog' : 'dialog'}>
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          {lead ? <div className="lead">{lead}</div> : null}
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
