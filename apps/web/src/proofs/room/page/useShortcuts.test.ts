import { expect, test } from 'vitest'
import { actOf, type ShortcutActs } from './useShortcuts.ts'

function acts() {
  const said: string[] = []
  const say =
    (name: string) =>
    (...rest: unknown[]) =>
      void said.push([name, ...rest].join(' '))
  const all: ShortcutActs = {
    tool: say('tool'),
    undo: say('undo'),
    redo: say('redo'),
    zoomIn: say('zoomIn'),
    zoomOut: say('zoomOut'),
    fullSize: say('fullSize'),
    fit: say('fit'),
    remove: say('remove'),
    leave: say('leave'),
    beneath: say('beneath'),
    help: say('help'),
  }
  return { all, said }
}

const key = (name: string, more: Partial<KeyboardEvent> = {}) => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
})

test.each([
  ['v', {}, 'tool select'],
  ['C', { shiftKey: true }, 'tool comment'],
  ['p', {}, 'tool freehand'],
  ['o', {}, 'tool ellipse'],
  ['+', {}, 'zoomIn'],
  ['-', {}, 'zoomOut'],
  ['0', {}, 'fullSize'],
  ['1', {}, 'fit'],
  ['Delete', {}, 'remove'],
  ['Escape', {}, 'leave'],
  ['b', {}, 'beneath true'],
  ['?', { shiftKey: true }, 'help'],
  ['z', { ctrlKey: true }, 'undo'],
  ['z', { metaKey: true }, 'undo'],
  ['Z', { ctrlKey: true, shiftKey: true }, 'redo'],
  ['y', { ctrlKey: true }, 'redo'],
])('%s %o', (name, more, expected) => {
  const { all, said } = acts()
  actOf(key(name, more), all)?.()
  expect(said).toEqual([expected])
})

test('the browser’s own keys stay the browser’s', () => {
  const { all } = acts()
  expect(actOf(key('c', { ctrlKey: true }), all)).toBeNull()
  expect(actOf(key('r', { metaKey: true }), all)).toBeNull()
  expect(actOf(key('x'), all)).toBeNull()
})
