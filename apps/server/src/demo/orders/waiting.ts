import type { OrderScript } from '../script.ts'

/** The customers' move: not opened, or opened and undecided. */
export const WAITING: OrderScript[] = [
  {
    label: '2210',
    customer: 'Elena Petrova',
    title: '6 oak coasters',
    product: 'Coasters',
    lines: [
      ['Initial', 'P'],
      ['Ring', 'One fine line'],
    ],
    dueInDays: 10,
    placed: { daysAgo: 10, clock: '09:44' },
    takenBy: 'jun',
    steps: [
      { does: 'draws', by: 'jun', pages: ['coasters-p'], daysAgo: 5, clock: '13:02' },
      { does: 'sends', by: 'jun', note: 'All six are cut from one plank.', daysAgo: 5, clock: '13:15' },
      { does: 'opens', who: 'customer', device: 'Chrome on Mac', daysAgo: 2, clock: '19:20' },
    ],
  },
  {
    label: '2212',
    customer: 'Josephine Adeyemi-Clarke',
    title: 'Brass tag, Mabel',
    product: 'Pet tag',
    lines: [
      ['Name', 'Mabel'],
      ['Phone', '07700 900 142'],
    ],
    dueInDays: 9,
    placed: { daysAgo: 10, clock: '20:18' },
    takenBy: 'maya',
    steps: [
      { does: 'draws', by: 'maya', pages: ['tag-mabel'], daysAgo: 3, clock: '10:30' },
      { does: 'sends', by: 'maya', note: 'Please check the number twice.', daysAgo: 3, clock: '10:41' },
    ],
  },
  {
    label: '2216',
    customer: 'Marlow & Finch',
    title: 'Maple cheese boards for Finch House',
    product: 'Cheese board',
    quantity: 60,
    lines: [
      ['Initials', 'M & F'],
      ['Line below', 'Finch House'],
      ['Wood', 'Maple'],
    ],
    dueInDays: 21,
    placed: { daysAgo: 7, clock: '10:05' },
    takenBy: 'maya',
    steps: [
      { does: 'draws', by: 'maya', pages: ['cheese-finch'], hoursAgo: 21 },
      { does: 'sends', by: 'maya', note: 'The same drawing for all sixty.', hoursAgo: 20 },
    ],
  },
]
