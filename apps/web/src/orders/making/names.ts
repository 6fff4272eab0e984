import type { OrderProductionDto } from '@proofroom/contract'
import type { Place } from '@proofroom/workflow'
import { useTranslation } from 'react-i18next'

/** A stage has the shop's name; the other places have ours. */
export function usePlaceName({ stages }: Pick<OrderProductionDto, 'stages'>): (place: Place) => string {
  const { t } = useTranslation('orders')
  return (place) =>
    stages.find((stage) => stage.id === place)?.name ??
    t(`making.place.${place as 'to_start' | 'ready' | 'packed' | 'shipped' | 'delivered'}`)
}
