import type { OrderScript } from '../script.ts'

/** The shop's move: what has come in, what is begun, what was asked for, what is signed. */
export const TO_DRAW: OrderScript[] = [
  {
    label: '2205',
    customer: 'George Tanaka',
    title: 'Wine box lid, pine',
    product: 'Box lid',
    lines: [
      ['Name', 'Tanaka'],
      ['Line below', 'Cellar 1998'],
    ],
    dueInDays: -1,
    placed: { daysAgo: 12, clock: '17:48' },
    takenBy: 'jun',
    steps: [
      { does: 'draws', by: 'jun', pages: ['wine-tanaka'], daysAgo: 4, clock: '09:10' },
      {
        does: 'sends',
        by: 'jun',
        note: 'Burnt into pine, four brass pins in the corners.',
        daysAgo: 4,
        clock: '09:30',
      },
      { does: 'opens', who: 'customer', device: 'Firefox on Windows', daysAgo: 3, clock: '12:10' },
      {
        does: 'marks',
        who: 'customer',
        marks: [
          {
            shape: 'ellipse',
            geometry: { x: 0.31, y: 0.58, w: 0.38, h: 0.08 },
            text: 'Could the year be larger? I want to read it from the door.',
          },
        ],
        daysAgo: 2,
        clock: '18:37',
      },
      { does: 'asks for changes', daysAgo: 2, clock: '18:40' },
    ],
  },
  {
    label: '2211',
    customer: 'Priya Raman',
    title: 'Slate house number 27',
    product: 'House number',
    lines: [
      ['Number', '27'],
      ['Typeface', 'Didone, raised edges'],
      ['Fixing', 'Two screws, top corners'],
    ],
    dueInDays: 13,
    placed: { daysAgo: 10, clock: '11:25' },
    takenBy: 'maya',
    steps: [
      { does: 'draws', by: 'maya', pages: ['slate-27'], daysAgo: 3, clock: '16:31' },
      { does: 'sends', by: 'maya', note: 'Cut 4 mm deep and painted white by hand.', daysAgo: 3, clock: '16:50' },
      { does: 'opens', who: 'customer', device: 'Safari on iPhone', hoursAgo: 11.4 },
      { does: 'signs', hoursAgo: 11 },
    ],
  },
  {
    label: '2215',
    customer: 'Hannah Lindqvist',
    title: 'Maple cheese board',
    product: 'Cheese board',
    lines: [
      ['Name', 'Lindqvist'],
      ['Line below', 'Oslo 2026'],
      ['Wood', 'Maple'],
    ],
    dueInDays: 14,
    placed: { daysAgo: 8, clock: '08:03' },
    takenBy: 'jun',
    steps: [
      { does: 'draws', by: 'jun', pages: ['cheese-lindqvist-oak'], daysAgo: 4, clock: '14:10' },
      { does: 'sends', by: 'jun', note: '', daysAgo: 4, clock: '14:22' },
      { does: 'opens', who: 'customer', device: 'Safari on iPhone', daysAgo: 3, clock: '21:30' },
      {
        does: 'marks',
        who: 'customer',
        marks: [
          {
            shape: 'pin',
            geometry: { x: 0.24, y: 0.6 },
            text: 'This looks like oak. We would love the pale maple, please.',
          },
        ],
        daysAgo: 3,
        clock: '21:34',
      },
      { does: 'asks for changes', daysAgo: 3, clock: '21:36' },
      { does: 'draws', by: 'jun', pages: ['cheese-lindqvist'], hoursAgo: 3 },
    ],
  },
  {
    label: '2217',
    customer: 'Sam and Oliver Whitcombe-Fitzgerald',
    title: 'Ring dish, stoneware',
    product: 'Ring dish',
    lines: [
      ['Initials', 'S & O'],
      ['Date', '20.03.27'],
      ['Rim', 'Gold lustre'],
    ],
    dueInDays: 12,
    placed: { daysAgo: 2, clock: '12:56' },
    takenBy: 'jun',
    steps: [{ does: 'draws', by: 'jun', pages: ['ring-dish'], hoursAgo: 2 }],
  },
  {
    label: '2219',
    customer: 'Kofi Mensah',
    title: 'Leather key fob',
    lines: [
      ['Front', 'DAD'],
      ['Below', 'Drive safe'],
    ],
    dueInDays: 11,
    placed: { hoursAgo: 19 },
    takenBy: 'maya',
    steps: [{ does: 'draws', by: 'maya', pages: ['key-fob'], hoursAgo: 0.8 }],
  },
  {
    label: '2221',
    customer: 'Noor Haddad',
    title: 'Name puzzle, 4 letters',
    lines: [
      ['Name', 'Amir'],
      ['Colours', 'Blue, white, red, violet'],
    ],
    dueInDays: 17,
    placed: { hoursAgo: 1 },
    takenBy: 'maya',
    steps: [],
  },
]
