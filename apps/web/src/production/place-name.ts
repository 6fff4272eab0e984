import type { BoardDto } from '@proofroom/contract'
import type { Place } from '@proofroom/workflow'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

/** What a place is called: a stage as the shop says, the others as everywhere. */
export function usePlaceName(board: Pick<BoardDto, 'stages'> | undefined): (place: Place) => string {
  const { t } = useTranslation('production')
  const stages = board?.stages
  return useCallback(
    (place) => {
      const stage = stages?.find((one) => one.id === place)
      if (stage) return stage.name
      return place === 'ready' || place === 'packed' ? t(`place.${place}`) : t('place.to_start')
    },
    [stages, t],
  )
}
