import { Minus, Plus } from 'lucide-react'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import type { ProofCanvasControls } from '../canvas-props.ts'
import { type Store, useStore } from '../store.ts'

/** How close one looks. The figure fits the mockup to the window. */
export function Zoom({ scale, canvas }: { scale: Store<number>; canvas: RefObject<ProofCanvasControls | null> }) {
  const { t } = useTranslation('room')
  const percent = Math.round(useStore(scale) * 100)
  return (
    <div className="fl bar zoom">
      <Button look="quiet" icon aria-label={t('zoom.out')} onPress={() => canvas.current?.zoomOut()}>
        <Icon of={Minus} size={16} />
      </Button>
      <Button look="quiet" aria-label={t('zoom.fit', { percent })} onPress={() => canvas.current?.fit()}>
        {percent}%
      </Button>
      <Button look="quiet" icon aria-label={t('zoom.in')} onPress={() => canvas.current?.zoomIn()}>
        <Icon of={Plus} size={16} />
      </Button>
    </div>
  )
}
