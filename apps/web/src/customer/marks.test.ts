import type { ChangeRequestDto, PersonDto } from '@proofroom/contract'
import type { ProjectedAnnotation, Projection } from '@proofroom/proof'
import { describe, expect, it } from 'vitest'
import { boxOf, cropAround, marksToSend, seenRefs } from './marks.ts'

const mark = (actorId: string, id: string, more: Partial<ProjectedAnnotation> = {}) =>
  ({
    ref: `${actorId}/${id}`,
    actorId,
    id,
    page: 'p',
    text: 'x',
    shape: 'pin',
    geometry: { x: 0.5, y: 0.5 },
    replies: [],
    resolved: null,
    hidden: false,
    deleted: false,
    ...more,
  }) as ProjectedAnnotation
const projection = (...annotations: ProjectedAnnotation[]): Projection => ({
  annotations,
  comments: [],
  requestReplies: {},
})
const person = (actorId: string, side: PersonDto['side'], secondOpinion = false) =>
  ({ actorId, side, secondOpinion }) as PersonDto
const people = [person('ruth', 'customer'), person('carol', 'customer', true), person('maya', 'shop')]

describe('marks to send', () => {
  it('ticks own marks, offers a second opinion’s, and leaves the shop’s alone', () => {
    const offers = marksToSend(projection(mark('ruth', 'a'), mark('carol', 'b'), mark('maya', 'c')), people, [], 'ruth')
    expect(offers.map((o) => [o.mark.ref, o.own, o.ticked])).toEqual([
      ['ruth/a', true, true],
      ['carol/b', false, false],
    ])
  })

  it('leaves out what is a request already, settled, hidden or deleted', () => {
    const marks = projection(
      mark('ruth', 'a'),
      mark('ruth', 'b', { resolved: { by: 'maya', at: 1 } }),
      mark('ruth', 'c', { hidden: true }),
      mark('ruth', 'd', { deleted: true } as Partial<ProjectedAnnotation>),
    )
    expect(marksToSend(marks, people, [{ ref: 'ruth/a' } as ChangeRequestDto], 'ruth')).toEqual([])
  })

  it('sends an own mark even before the list of people knows its author', () => {
    expect(marksToSend(projection(mark('new', 'a')), people, [], 'new')).toHaveLength(1)
  })
})

it('names everything the signer saw, hidden marks and replies too', () => {
  const reply = { ref: 'maya/r' } as ProjectedAnnotation['replies'][number]
  const seen: Projection = {
    annotations: [mark('ruth', 'a', { replies: [reply] }), mark('maya', 'b', { hidden: true })],
    comments: [],
    requestReplies: { r1: [{ ref: 'maya/q' } as ProjectedAnnotation['replies'][number]] },
  }
  expect(seenRefs(seen)).toEqual(['ruth/a', 'maya/b', 'maya/r', 'maya/q'])
})

describe('places', () => {
  it('finds the box of every kind of mark', () => {
    expect(boxOf({ shape: 'pin', geometry: { x: 0.2, y: 0.3 } })).toEqual({ x: 0.2, y: 0.3, w: 0, h: 0 })
    expect(boxOf({ shape: 'rectangle', geometry: { x: 0.1, y: 0.1, w: 0.5, h: 0.2 } })).toEqual({
      x: 0.1,
      y: 0.1,
      w: 0.5,
      h: 0.2,
    })
    expect(boxOf({ shape: 'arrow', geometry: { x1: 0.5, y1: 0.25, x2: 0.25, y2: 0.75 } })).toEqual({
      x: 0.25,
      y: 0.25,
      w: 0.25,
      h: 0.5,
    })
    expect(boxOf({ shape: 'freehand', geometry: { points: [0.5, 0.5, 0.25, 0.75] } })).toEqual({
      x: 0.25,
      y: 0.5,
      w: 0.25,
      h: 0.25,
    })
  })

  it('crops around a mark without showing what lies beyond the page', () => {
    const page = { width: 1000, height: 800 }
    const frame = { w: 100, h: 50 }
    for (const [x, y] of [
      [0, 0],
      [0.5, 0.5],
      [1, 1],
    ] as const) {
      const crop = cropAround({ shape: 'pin', geometry: { x, y } }, page, frame)
      expect(crop.left).toBeLessThanOrEqual(0)
      expect(crop.top).toBeLessThanOrEqual(0)
      expect(crop.left + crop.width).toBeGreaterThanOrEqual(frame.w)
      expect(crop.top + crop.height).toBeGreaterThanOrEqual(frame.h)
    }
  })
})
