import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

type Said = { message: string; undo: (() => void) | undefined }

/** One sentence at a time, read out, with an undo where there is one. */
export function useToast(): [React.ReactNode, (message: string, undo?: () => void) => void] {
  const { t } = useTranslation('customer')
  const [said, setSaid] = useState<Said | null>(null)
  const say = useCallback((message: string, undo?: () => void) => setSaid({ message, undo }), [])
  useEffect(() => {
    const timer = said && setTimeout(() => setSaid(null), 7000)
    return () => clearTimeout(timer ?? undefined)
  }, [said])
  const undo = () => {
    said?.undo?.()
    setSaid(null)
  }
  return [
    <div key="toast" className="cu-toast" role="status">
      {said && (
        <div className="toast">
          <span>{said.message}</span>
          {said.undo && (
            <button type="button" className="b" onClick={undo}>
              {t('undo')}
            </button>
          )}
        </div>
      )}
    </div>,
    say,
  ]
}
