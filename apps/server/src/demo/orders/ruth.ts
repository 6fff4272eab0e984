import type { OrderScript } from '../script.ts'

const PHONE = 'Safari on iPhone'

/** Around the date, as a finger draws it; on proof 3 the same place holds the date that was moved. */
const AROUND_THE_DATE = [
  ...[0.575, 0.55, 0.545, 0.532, 0.48, 0.521, 0.41, 0.515, 0.34, 0.517, 0.28, 0.527, 0.235, 0.544, 0.218, 0.566],
  ...[0.226, 0.59, 0.262, 0.612, 0.32, 0.627, 0.39, 0.632, 0.46, 0.629, 0.52, 0.619, 0.565, 0.604, 0.592, 0.585],
  ...[0.602, 0.566, 0.596, 0.55],
]

/** The proof that waits: three rounds, a second opinion, and a room to walk into. */
export const RUTH: OrderScript = {
  label: '2214',
  customer: 'Ruth Hartley',
  title: 'Walnut serving board',
  product: 'Serving board',
  lines: [
    ['Name', 'The Hartleys'],
    ['Date', 'est. 2019'],
    ['Back', 'made for Ruth & Tom'],
    ['Size', '40 × 16 cm'],
    ['Wood and finish', 'Walnut, dark oil'],
  ],
  dueInDays: 7,
  placed: { daysAgo: 9, clock: '14:02' },
  takenBy: 'maya',
  steps: [
    { does: 'draws', by: 'maya', pages: ['board-1-front'], daysAgo: 8, clock: '10:41' },
    {
      does: 'sends',
      by: 'maya',
      note: 'A first look: your name large, the date below, and a heart above it.',
      daysAgo: 8,
      clock: '11:20',
    },
    { does: 'opens', who: 'customer', device: PHONE, daysAgo: 8, clock: '19:04' },
    {
      does: 'marks',
      who: 'customer',
      marks: [
        {
          shape: 'pin',
          geometry: { x: 0.655, y: 0.33 },
          text: 'Could the wood be darker, like the board in your shop window?',
        },
      ],
      daysAgo: 8,
      clock: '19:09',
    },
    { does: 'asks for changes', daysAgo: 8, clock: '19:11' },
    { does: 'draws', by: 'maya', pages: ['board-2-front', 'board-back'], daysAgo: 5, clock: '09:52' },
    {
      does: 'answers',
      by: 'maya',
      request: 1,
      state: 'done',
      note: 'Dark oil now, the one from the window.',
      daysAgo: 5,
      clock: '10:11',
    },
    {
      does: 'sends',
      by: 'maya',
      note: 'Dark oil on all of it, and the back is on the second page.',
      daysAgo: 5,
      clock: '10:15',
    },
    { does: 'opens', who: 'customer', device: PHONE, daysAgo: 5, clock: '20:02' },
    { does: 'confirms', request: 1, daysAgo: 5, clock: '20:04' },
    {
      does: 'marks',
      who: 'customer',
      marks: [
        {
          shape: 'freehand',
          geometry: { points: AROUND_THE_DATE },
          text: 'Could “est. 2019” sit a little lower? It felt squeezed under the y.',
        },
        {
          shape: 'pin',
          geometry: { x: 0.436, y: 0.275 },
          text: 'A sprig instead of the heart? We have one on our wedding card.',
        },
      ],
      daysAgo: 5,
      clock: '20:12',
    },
    { does: 'asks for changes', daysAgo: 5, clock: '20:15' },
    { does: 'draws', by: 'maya', pages: ['board-3-front', 'board-back'], hoursAgo: 23 },
    {
      does: 'answers',
      by: 'maya',
      request: 2,
      state: 'done',
      note: 'Moved it 6 mm down and made it a touch larger. Better?',
      hoursAgo: 22.6,
    },
    {
      does: 'answers',
      by: 'maya',
      request: 3,
      state: 'done',
      note: 'An olive sprig, the same as on your card.',
      hoursAgo: 22.5,
    },
    {
      does: 'sends',
      by: 'maya',
      note: 'The date sits lower and has more air, and the sprig is in. I also made the hole a little wider for the cord.',
      hoursAgo: 22.4,
    },
    { does: 'opens', who: 'customer', device: PHONE, hoursAgo: 20.2 },
    { does: 'confirms', request: 3, hoursAgo: 20.1 },
    {
      does: 'marks',
      who: 'customer',
      marks: [{ shape: 'pin', geometry: { x: 0.098, y: 0.855 }, text: 'Yes to the darker oil, exactly this.' }],
      hoursAgo: 20,
    },
    { does: 'asks for a second opinion', by: 'maya', from: 'Carol Hartley', hoursAgo: 19.5 },
    { does: 'opens', who: 'second', device: 'Safari on iPad', hoursAgo: 18.6 },
    {
      does: 'marks',
      who: 'second',
      marks: [
        {
          shape: 'arrow',
          geometry: { x1: 0.742, y1: 0.25, x2: 0.905, y2: 0.385 },
          text: 'Will the cord be long enough to hang on our hook? It is 4 cm deep.',
        },
      ],
      hoursAgo: 18.5,
    },
    {
      does: 'replies',
      by: 'maya',
      to: { mark: 1 },
      text: 'The loop hangs 7 cm below the hole, so a 4 cm hook is fine. I can leave it longer if you like.',
      hoursAgo: 3.2,
    },
    {
      does: 'replies',
      by: 'second',
      to: { mark: 1 },
      text: 'Then leave it as it is. It is a lovely board.',
      hoursAgo: 2.6,
    },
    {
      does: 'replies',
      by: 'maya',
      to: { mark: 0 },
      text: 'Good. It will look a shade warmer in daylight than on a phone.',
      hoursAgo: 2.5,
    },
  ],
}
