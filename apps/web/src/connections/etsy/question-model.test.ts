import type { EtsyQuestionDto } from '@proofroom/contract'
import { expect, test } from 'vitest'
import { draftOf, inputOf, isChanged, newDraft, rebased, removedBy, wrongIn } from './question-model.ts'

const question = (change: Partial<EtsyQuestionDto>): EtsyQuestionDto => ({
  ...{ questionId: '1', kind: 'text_input', text: 'Names', instructions: null, isRequired: true, mostCharacters: 40 },
  ...{ mostFiles: null, options: [], addOn: null },
  ...change,
})
const lettering = question({
  ...{ questionId: '2', kind: 'dropdown', text: 'Lettering', mostCharacters: null },
  options: [
    { optionId: '21', label: 'Serif' },
    { optionId: '22', label: 'Script' },
  ],
})
const seen = [question({}), lettering]

test('what was not touched is what Etsy has', () => {
  const drafts = seen.map(draftOf)
  expect(isChanged(drafts, seen)).toBe(false)
  expect(isChanged(drafts.toReversed(), seen)).toBe(true)
  expect(drafts.map(inputOf).map(({ mostCharacters, options }) => [mostCharacters, options.length])).toEqual([
    [40, 0],
    [null, 2],
  ])
})

test('a choice keeps its number, a new one has none', () => {
  const draft = { ...draftOf(lettering), options: 'Script\n\n Capitals ' }
  expect(inputOf(draft).options).toEqual([
    { optionId: '22', label: 'Script' },
    { optionId: null, label: 'Capitals' },
  ])
})

test('what would be deleted is named', () => {
  expect(removedBy([draftOf(lettering), newDraft()], seen).map(({ text }) => text)).toEqual(['Names'])
})

test('wishes about what is gone at Etsy are asked anew', () => {
  const mine = seen.map((one) => ({ ...draftOf(one), text: `${one.text}?` }))
  const now = [{ ...lettering, options: [{ optionId: '31', label: 'Serif' }] }]
  const [names, other] = rebased(mine, now)
  expect([names?.questionId, names?.text]).toEqual([null, 'Names?'])
  expect(other?.questionId).toBe('2')
  expect(other && inputOf(other).options.map(({ optionId }) => optionId)).toEqual(['31', null])
})

test('what Etsy would refuse stands at the question', () => {
  const wrong = [
    { ...newDraft(), text: '' },
    { ...newDraft(), text: 'Size', kind: 'dropdown' as const },
    { ...newDraft(), text: 'Photo', kind: 'unlabeled_upload' as const },
    { ...newDraft(), text: 'Another', kind: 'labeled_upload' as const, options: 'A\nB' },
  ]
  const found = wrongIn(wrong)
  expect(wrong.map(({ key }) => Object.keys(found.get(key) ?? {}))).toEqual([['text'], ['options'], [], ['kind']])
})
