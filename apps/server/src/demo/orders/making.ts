import type { OrderScript } from '../script.ts'

/** Signed, and in Tom's hands. */
export const MAKING: OrderScript[] = [
  {
    label: '2198',
    customer: 'Amélie Laurent',
    title: 'Welcome sign, arch',
    lines: [
      ['Names', 'Amélie and Jonas'],
      ['Date', '12 December 2026'],
      ['Place', 'Villa Salève, Annecy'],
    ],
    dueInDays: 10,
    placed: { daysAgo: 20, clock: '18:30' },
    takenBy: 'maya',
    steps: [
      { does: 'draws', by: 'maya', pages: ['welcome-sign'], daysAgo: 14, clock: '15:05' },
      { does: 'sends', by: 'maya', note: 'Midnight blue, lettered by hand in white.', daysAgo: 14, clock: '15:40' },
      { does: 'opens', who: 'customer', device: 'Safari on iPhone', daysAgo: 14, clock: '20:16' },
      { does: 'signs', daysAgo: 13, clock: '07:58' },
      { does: 'starts making', by: 'tom', daysAgo: 4, clock: '09:05' },
    ],
  },
  {
    label: '2202',
    customer: 'Ben Okonkwo',
    title: 'Pantry sign, pine',
    lines: [
      ['Name', 'Okonkwo'],
      ['Line below', 'The pantry'],
    ],
    dueInDays: 4,
    placed: { daysAgo: 14, clock: '12:12' },
    takenBy: 'jun',
    steps: [
      { does: 'draws', by: 'jun', pages: ['pantry-okonkwo'], daysAgo: 12, clock: '10:02' },
      { does: 'sends', by: 'jun', note: '', daysAgo: 12, clock: '10:20' },
      { does: 'opens', who: 'customer', device: 'Chrome on Android', daysAgo: 11, clock: '18:45' },
      { does: 'signs', daysAgo: 11, clock: '18:52' },
      { does: 'starts making', by: 'tom', hoursAgo: 5 },
    ],
  },
  {
    label: '2204',
    customer: 'Lucía Fernández',
    title: 'Serving board',
    lines: [
      ['Name', 'Fernández'],
      ['Place', 'Sevilla'],
      ['Wood and finish', 'Walnut, dark oil'],
    ],
    dueInDays: 5,
    placed: { daysAgo: 13, clock: '22:40' },
    takenBy: 'maya',
    steps: [
      { does: 'draws', by: 'maya', pages: ['board-fernandez'], daysAgo: 9, clock: '11:11' },
      { does: 'sends', by: 'maya', note: 'With the sprig you liked in the shop.', daysAgo: 9, clock: '11:30' },
      { does: 'opens', who: 'customer', device: 'Safari on iPhone', daysAgo: 9, clock: '13:02' },
      { does: 'signs', daysAgo: 8, clock: '09:14' },
      { does: 'starts making', by: 'tom', daysAgo: 3, clock: '08:40' },
    ],
  },
  {
    label: '2206',
    customer: 'Ivy Brennan',
    title: '4 oak coasters',
    lines: [
      ['Initial', 'I'],
      ['Ring', 'One fine line'],
    ],
    dueInDays: 7,
    placed: { daysAgo: 11, clock: '16:33' },
    takenBy: 'jun',
    steps: [
      { does: 'draws', by: 'jun', pages: ['coasters-i'], daysAgo: 6, clock: '09:20' },
      { does: 'sends', by: 'jun', note: '', daysAgo: 6, clock: '09:31' },
      { does: 'opens', who: 'customer', device: 'Samsung Internet on Android', daysAgo: 5, clock: '12:40' },
      { does: 'signs', daysAgo: 5, clock: '12:44' },
      { does: 'starts making', by: 'tom', hoursAgo: 3 },
    ],
  },
]
