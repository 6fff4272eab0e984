import type { OrderDto } from '@proofroom/contract'

/** The form as its inputs hold it: tags as one line of words between commas. */
export type MarksValues = { tags: string; isRush: boolean; isGift: boolean; giftNote: string; label: string }

export const valuesOf = ({ tags, priority, gift, label }: OrderDto): MarksValues => ({
  tags: tags.join(', '),
  isRush: priority === 'rush',
  isGift: gift !== null,
  giftNote: gift?.note ?? '',
  label,
})

export const marksOf = ({ tags, isRush, isGift, giftNote, label }: MarksValues) => ({
  tags: tags
    .split(',')
    .map((tag) => tag.trim())
    .filter(Boolean),
  priority: isRush ? 'rush' : 'normal',
  gift: isGift ? { note: giftNote } : null,
  label,
})
