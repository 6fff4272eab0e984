import type { OrderScript } from '../script.ts'

const PHONE = 'Chrome on Android'

/** Changes asked for minutes ago. */
export const DANIEL: OrderScript = {
  label: '2209',
  customer: 'Daniel Brandt',
  title: 'Portrait of Biscuit, 30 × 40 cm',
  product: 'Portrait',
  lines: [
    ['Pet’s name', 'Biscuit'],
    ['Line under the name', 'Good boy since 2021'],
    ['Background', 'Dusty blue'],
  ],
  dueInDays: 8,
  placed: { daysAgo: 11, clock: '21:14' },
  takenBy: 'jun',
  steps: [
    { does: 'draws', by: 'jun', pages: ['portrait-1'], daysAgo: 7, clock: '15:30' },
    { does: 'sends', by: 'jun', note: 'First sketch in colour.', daysAgo: 7, clock: '16:05' },
    { does: 'opens', who: 'customer', device: PHONE, daysAgo: 6, clock: '08:12' },
    {
      does: 'marks',
      who: 'customer',
      marks: [
        {
          shape: 'arrow',
          geometry: { x1: 0.82, y1: 0.44, x2: 0.862, y2: 0.37 },
          text: 'His nose is a bit shorter in real life.',
        },
        { shape: 'pin', geometry: { x: 0.54, y: 0.63 }, text: 'He always wears a round brass name tag here.' },
        {
          shape: 'rectangle',
          geometry: { x: 0.26, y: 0.925, w: 0.48, h: 0.04 },
          text: 'The line under his name is missing.',
        },
      ],
      daysAgo: 6,
      clock: '08:20',
    },
    { does: 'asks for changes', daysAgo: 6, clock: '08:21' },
    { does: 'draws', by: 'jun', pages: ['portrait-2'], daysAgo: 4, clock: '10:40' },
    { does: 'answers', by: 'jun', request: 1, state: 'done', note: '', daysAgo: 4, clock: '11:02' },
    { does: 'answers', by: 'jun', request: 2, state: 'done', note: 'With a B on it.', daysAgo: 4, clock: '11:03' },
    { does: 'answers', by: 'jun', request: 3, state: 'done', note: '', daysAgo: 4, clock: '11:04' },
    {
      does: 'sends',
      by: 'jun',
      note: 'Collar with a name tag, and the line under his name. The nose is a bit shorter too.',
      daysAgo: 4,
      clock: '11:20',
    },
    { does: 'opens', who: 'customer', device: PHONE, hoursAgo: 0.3 },
    { does: 'confirms', request: 1, hoursAgo: 0.27 },
    { does: 'confirms', request: 2, hoursAgo: 0.26 },
    { does: 'confirms', request: 3, hoursAgo: 0.25 },
    {
      does: 'marks',
      who: 'customer',
      marks: [
        {
          shape: 'pin',
          geometry: { x: 0.44, y: 0.575 },
          text: 'His collar is blue in real life, like in the photo I sent.',
        },
        { shape: 'pin', geometry: { x: 0.75, y: 0.952 }, text: 'Can the line say “Best boy since 2021”?' },
      ],
      hoursAgo: 0.12,
    },
    { does: 'asks for changes', hoursAgo: 0.07 },
  ],
}
